package lstm4j.cli;

import java.util.List;
import java.util.stream.Collectors;
import lstm4j.layer.Activation;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;

/** All that a layer says about itself, as a text to compare. */
final class LayerText {
    private LayerText() {
    }

    static String of(List<? extends Layer> layers) {
        return layers.stream().map(LayerText::of).collect(Collectors.joining("\n"));
    }

    private static String of(Layer layer) {
        String common = layer.type() + " '" + layer.name() + "' " + layer.givenInputShape() + " ";
        if (layer instanceof LSTM l) {
            return common + l.units() + " " + l.activation() + " " + l.recurrentActivation() + " " + l.useBias() + l.unitForgetBias() + l.returnsSequences()
                    + l.returnsState() + l.goesBackwards() + l.isStateful() + l.zeroesMasked() + " " + l.dropout() + " " + l.recurrentDropout();
        }
        if (layer instanceof Dense l) {
            return common + l.units() + " " + l.activation() + " " + l.useBias();
        }
        return common + (layer instanceof Dropout l ? l.rate() : layer instanceof Masking l ? l.value()
                : layer instanceof Activation l ? l.function() : "");
    }
}
