package lstm4j.oracle;

/**
 * What the backward pass of one layer gives.
 *
 * @param input [B][T][F] derivative by the layer's input
 * @param weights derivative by each of the layer's weight arrays
 * @param initialState derivative by the state before the first step of an LSTM; null for other layers
 */
record LayerGradients(double[][][] input, double[][][] weights, OracleState initialState) {
    /** Of a layer that has no weights. */
    static LayerGradients weightless(double[][][] input) {
        return new LayerGradients(input, new double[0][][], null);
    }
}
