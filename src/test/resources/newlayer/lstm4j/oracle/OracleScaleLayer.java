package lstm4j.oracle;

/** y = s·x and its reversal, feature by feature, in double. */
final class OracleScaleLayer implements OracleLayer {
    private final String name;
    private final double[] scale;

    OracleScaleLayer(String name, double[][][] weights) {
        this.name = name;
        this.scale = weights[0][0];
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        double[][][] y = DoubleRows.zerosLike(x);
        for (int b = 0; b < x.length; b++) {
            for (int t = 0; t < x[b].length; t++) {
                for (int j = 0; j < scale.length; j++) {
                    y[b][t][j] = scale[j] * x[b][t][j];
                }
            }
        }
        return LayerTrace.stateless(name, x, mask, y, mask);
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        double[][][] x = trace.input();
        double[][][] dx = DoubleRows.zerosLike(x);
        double[] dScale = new double[scale.length];
        for (int b = 0; b < x.length; b++) {
            for (int t = 0; t < x[b].length; t++) {
                for (int j = 0; j < scale.length; j++) {
                    dx[b][t][j] = dy[b][t][j] * scale[j];
                    dScale[j] += dy[b][t][j] * x[b][t][j];
                }
            }
        }
        return new LayerGradients(dx, new double[][][] {{dScale}}, null);
    }
}
