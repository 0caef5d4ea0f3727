package lstm4j.oracle;

/** One layer with its weights and options: its equations forward and backward. {@link OracleLayers} makes them. */
interface OracleLayer {
    /** Output, passed-on mask and everything in between for input [B][T][F] and mask [B][T] (or null). */
    LayerTrace forward(double[][][] x, boolean[][] mask);

    /** The layer's weights after the forward pass of a training step, where that moves statistics that do not learn; else null. */
    default double[][][] moved(LayerTrace trace) {
        return null;
    }

    /** What the layer adds to the loss for what forward did; its derivative is added to that by the input, unless null. */
    default double penalty(LayerTrace trace, double[][][] dInput) {
        return 0;
    }

    /**
     * The reversal of {@link #forward}: from the derivative by the output to the derivatives by input and weights.
     *
     * @param trace what forward returned
     * @param dy [B][T'][K] derivative by the output
     * @param dFinal derivative by the final state of an LSTM; null when the loss does not see it
     */
    LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal);
}
