package lstm4j.oracle;

/**
 * Dropout with factors that the caller gives: 0 where a number is dropped, 1/(1 − rate) elsewhere; without factors, the
 * identity, as outside training. Spec: chapter 5.
 */
final class OracleDropout implements OracleLayer {
    private final String name;
    private final double[][][] factors; // [B][T][F]; null: none

    OracleDropout(String name, double[][][] factors) {
        this.name = name;
        this.factors = factors;
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        if (factors != null) {
            OracleInput.dropout(name, factors, x);
        }
        return LayerTrace.stateless(name, x, mask, times(x), mask);
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        return LayerGradients.weightless(times(dy)); // forward: y = x · factor
    }

    private double[][][] times(double[][][] x) {
        double[][][] y = DoubleRows.copy(x);
        for (int n = 0; factors != null && n < y.length; n++) {
            for (int t = 0; t < y[n].length; t++) {
                for (int j = 0; j < y[n][t].length; j++) {
                    y[n][t][j] *= factors[n][t][j];
                }
            }
        }
        return y;
    }
}
