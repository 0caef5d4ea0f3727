package lstm4j.oracle;

import lstm4j.layer.Activation;
import lstm4j.layer.Dense;
import lstm4j.layer.GRU;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.SimpleRNN;

/** The equations of each kind of layer. A new kind is one more line. */
final class OracleLayers {
    private OracleLayers() {
    }

    /** The equations of this layer. {@code weights} are the layer's own, in its order. */
    static OracleLayer of(Layer layer, double[][][] weights, Options options) {
        return switch (layer.type()) {
            case "LSTM" -> new OracleLstm((LSTM) layer, weights, options);
            case "GRU" -> new OracleGru((GRU) layer, weights, options);
            case "SimpleRNN" -> new OracleSimpleRnn((SimpleRNN) layer, weights, options);
            case "Dense" -> new OracleDense((Dense) layer, weights);
            case "Activation" -> new OracleActivation(layer.name(), ((Activation) layer).function());
            case "Dropout" -> new OracleDropout(layer.name(), options.dropout(layer.name()));
            case "Flatten" -> new OracleFlatten(layer.name());
            case "Masking" -> new OracleMasking((Masking) layer);
            default -> throw new AssertionError("lstm4j bug: the oracle has no equations for a layer of type " + layer.type());
        };
    }
}
