package lstm4j.oracle;

/** The row of a sample at each of n steps: [B][1][F] becomes [B][n][F]; a mask ends here. Spec: chapter 15. */
final class OracleRepeatVector implements OracleLayer {
    private final String name;
    private final int n;

    OracleRepeatVector(String name, int n) {
        this.name = name;
        this.n = n;
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        double[][][] y = new double[x.length][n][];
        for (int b = 0; b < x.length; b++) {
            for (int t = 0; t < n; t++) {
                y[b][t] = x[b][0].clone();
            }
        }
        return LayerTrace.stateless(name, x, mask, y, null);
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        double[][][] dx = DoubleRows.zerosLike(trace.input());
        for (int b = 0; b < dx.length; b++) {
            for (int t = 0; t < n; t++) {
                for (int j = 0; j < dx[b][0].length; j++) {
                    dx[b][0][j] += dy[b][t][j]; // forward: y[t][j] = x[j]
                }
            }
        }
        return LayerGradients.weightless(dx);
    }
}
