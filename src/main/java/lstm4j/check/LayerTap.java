package lstm4j.check;

/**
 * Every number that a layer made, sample by sample, steps in the order of processing.
 *
 * @param input [B][T][F] what went in
 * @param mask [B][T] true where a step is used, or null
 * @param h0 [B][U] state before the first step
 * @param c0 likewise
 * @param z [B][S][4U] pre-activations, blocks i f g o; of other layers [B][S][K] what goes into the activation
 * @param gates [B][S][4U] their activations
 * @param c [B][S][U] cell state
 * @param a [B][S][U] activation of c
 * @param h [B][S][U] state h
 * @param output [B][S'][K] what came out
 * @param outputMask [B][S'], or null
 */
record LayerTap(double[][][] input, boolean[][] mask, double[][] h0, double[][] c0, double[][][] z, double[][][] gates, double[][][] c,
        double[][][] a, double[][][] h, double[][][] output, boolean[][] outputMask) {
    static LayerTap plain(double[][][] input, boolean[][] mask, double[][][] z, double[][][] output, boolean[][] outputMask) {
        return new LayerTap(input, mask, null, null, z, null, null, null, null, output, outputMask);
    }

    int steps() {
        return h[0].length;
    }

    /** The time index of processing step s. */
    int time(int s, boolean backwards) {
        return backwards ? steps() - 1 - s : s;
    }

    boolean used(int b, int t) {
        return mask == null || mask[b][t];
    }

    /** [B][U] the state h before step s. */
    double[] before(int b, int s) {
        return s == 0 ? h0[b] : h[b][s - 1];
    }

    double[] cBefore(int b, int s) {
        return s == 0 ? c0[b] : c[b][s - 1];
    }
}
