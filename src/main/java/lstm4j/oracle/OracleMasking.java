package lstm4j.oracle;

import lstm4j.layer.Masking;

/**
 * Marks the steps to be used: those with a feature unlike the mask value. The others become zero, and their derivative is
 * zero. A mask from a layer in front is replaced, as in Keras 3. Spec: chapter 3.
 */
final class OracleMasking implements OracleLayer {
    private final Masking masking;

    OracleMasking(Masking masking) {
        this.masking = masking;
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        boolean[][] used = new boolean[x.length][x[0].length];
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < x[n].length; t++) {
                for (double number : x[n][t]) {
                    used[n][t] |= number != masking.value();
                }
            }
        }
        return LayerTrace.stateless(masking.name(), x, mask, usedRows(x, used), used);
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        return LayerGradients.weightless(usedRows(dy, trace.outputMask())); // forward: y = used ? x : 0
    }

    private static double[][][] usedRows(double[][][] x, boolean[][] used) {
        double[][][] y = DoubleRows.zerosLike(x);
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < x[n].length; t++) {
                if (used[n][t]) {
                    y[n][t] = x[n][t].clone();
                }
            }
        }
        return y;
    }
}
