package lstm4j.oracle;

import lstm4j.layer.Activation;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.Flatten;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;

/** One layer with its weights and options: its equations forward and backward. A new kind of layer is one more line in {@link #of}. */
interface OracleLayer {
    /** Output, passed-on mask and everything in between for input [B][T][F] and mask [B][T] (or null). */
    LayerTrace forward(double[][][] x, boolean[][] mask);

    /**
     * The reversal of {@link #forward}: from the derivative by the output to the derivatives by input and weights.
     *
     * @param trace what forward returned
     * @param dy [B][T'][K] derivative by the output
     * @param dFinal derivative by the final state of an LSTM; null when the loss does not see it
     */
    LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal);

    /** The equations of this layer. {@code weights} are the layer's own, in its order. */
    static OracleLayer of(Layer layer, double[][][] weights, Options options) {
        if (layer instanceof LSTM lstm) {
            return new OracleLstm(lstm, weights, options);
        }
        if (layer instanceof Dense dense) {
            return new OracleDense(dense, weights);
        }
        if (layer instanceof Activation activation) {
            return new OracleActivation(activation.name(), activation.function());
        }
        if (layer instanceof Dropout) {
            return new OracleDropout(layer.name(), options.dropout(layer.name()));
        }
        if (layer instanceof Flatten) {
            return new OracleFlatten(layer.name());
        }
        if (layer instanceof Masking masking) {
            return new OracleMasking(masking);
        }
        throw new AssertionError("lstm4j bug: the oracle has no equations for a layer of type " + layer.type());
    }
}
