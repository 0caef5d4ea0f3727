package lstm4j.oracle;

import lstm4j.layer.Dense;

/**
 * A fully connected layer in double: y = φ(b + x·W) on every row. Spec: chapter 5.
 * Letters: B samples, T steps, j input, q output. Source: Keras 3, {@code layers/core/dense.py}.
 */
final class OracleDense implements OracleLayer {
    private final Dense dense;
    private final double[][] W;   // [F][K]
    private final double[] bias;  // [K], zeros when the layer has none

    OracleDense(Dense dense, double[][][] weights) {
        this.dense = dense;
        W = weights[0];
        bias = dense.useBias() ? weights[1][0] : new double[dense.units()];
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        double[][][] y = new double[x.length][x[0].length][];
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < x[n].length; t++) {
                y[n][t] = Functions.row(dense.activation(), sums(x[n][t]));
            }
        }
        return LayerTrace.stateless(dense.name(), x, mask, y, mask);
    }

    /** z[q] = bias[q] + Σ x[j]·W[j][q]. */
    private double[] sums(double[] x) {
        double[] z = bias.clone();
        for (int q = 0; q < z.length; q++) {
            for (int j = 0; j < x.length; j++) {
                z[q] += x[j] * W[j][q];
            }
        }
        return z;
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        double[][][] x = trace.input();
        double[][][] dx = DoubleRows.zerosLike(x);
        double[][] dW = new double[W.length][dense.units()];
        double[][] dBias = new double[1][dense.units()];
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < x[n].length; t++) {
                // forward: y = φ(z)
                double[] dz = Functions.rowBackward(dense.activation(), sums(x[n][t]), dy[n][t]);
                for (int q = 0; q < dz.length; q++) {
                    // forward: z[q] += x[j] · W[j][q]
                    for (int j = 0; j < W.length; j++) {
                        dx[n][t][j] += dz[q] * W[j][q];
                        dW[j][q] += x[n][t][j] * dz[q];
                    }
                    // forward: z[q] = bias[q]
                    dBias[0][q] += dz[q];
                }
            }
        }
        return new LayerGradients(dx, dense.useBias() ? new double[][][] {dW, dBias} : new double[][][] {dW}, null);
    }
}
