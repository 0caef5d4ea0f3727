package lstm4j.oracle;

/** Lays the rows of a sample end to end: [B][T][F] becomes [B][1][T·F]; a mask ends here. Spec: chapter 5. */
final class OracleFlatten implements OracleLayer {
    private final String name;

    OracleFlatten(String name) {
        this.name = name;
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        int F = x[0][0].length;
        double[][][] y = new double[x.length][1][x[0].length * F];
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < x[n].length; t++) {
                System.arraycopy(x[n][t], 0, y[n][0], t * F, F);
            }
        }
        return LayerTrace.stateless(name, x, mask, y, null);
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        double[][][] dx = DoubleRows.zerosLike(trace.input());
        for (int n = 0; n < dx.length; n++) {
            for (int t = 0; t < dx[n].length; t++) {
                int F = dx[n][t].length;
                System.arraycopy(dy[n][0], t * F, dx[n][t], 0, F); // forward: y[t·F + j] = x[t][j]
            }
        }
        return LayerGradients.weightless(dx);
    }
}
