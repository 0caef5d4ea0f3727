package lstm4j.cli;

import java.util.List;
import java.util.stream.Collectors;
import lstm4j.layer.Layer;

/** All that a layer says about itself, as a text to compare. */
final class LayerText {
    private LayerText() {
    }

    static String of(List<? extends Layer> layers) {
        return layers.stream().map(LayerText::of).collect(Collectors.joining("\n"));
    }

    private static String of(Layer layer) {
        String options = layer.options().stream().map(option -> option.name() + "=" + layer.get(option)).collect(Collectors.joining(" "));
        return layer.type() + " '" + layer.name() + "' " + layer.givenInputShape() + " " + options;
    }
}
