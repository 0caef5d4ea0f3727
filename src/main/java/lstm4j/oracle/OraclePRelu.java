package lstm4j.oracle;

/** x above zero, else α·x; α [P][Q], where P or Q is 1 if all steps or all features share it. Spec: chapter 18. */
final class OraclePRelu implements OracleLayer {
    private final String name;
    private final double[][] alpha;

    OraclePRelu(String name, double[][] alpha) {
        this.name = name;
        this.alpha = alpha;
    }

    private int row(int t) {
        return alpha.length == 1 ? 0 : t;
    }

    private int column(int j) {
        return alpha[0].length == 1 ? 0 : j;
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        double[][][] y = DoubleRows.copy(x);
        for (double[][] sample : y) {
            for (int t = 0; t < sample.length; t++) {
                for (int j = 0; j < sample[t].length; j++) {
                    sample[t][j] *= sample[t][j] > 0 ? 1 : alpha[row(t)][column(j)];
                }
            }
        }
        return LayerTrace.stateless(name, x, mask, y, mask);
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        double[][][] dx = DoubleRows.copy(dy);
        double[][] dAlpha = DoubleRows.zerosLike(alpha);
        for (int n = 0; n < dx.length; n++) {
            for (int t = 0; t < dx[n].length; t++) {
                for (int j = 0; j < dx[n][t].length; j++) {
                    double x = trace.input()[n][t][j];
                    dAlpha[row(t)][column(j)] += x < 0 ? dy[n][t][j] * x : 0; // forward: y = α·x below zero
                    dx[n][t][j] *= x > 0 ? 1 : x < 0 ? alpha[row(t)][column(j)] : 0;
                }
            }
        }
        return new LayerGradients(dx, new double[][][] {dAlpha}, null);
    }
}
