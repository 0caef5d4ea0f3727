package lstm4j.oracle;

import lstm4j.layer.Dense;

/**
 * A fully connected layer in double: y = φ(b + x·W) on every row. Spec: chapter 5.
 * Letters: B samples, T steps, j input, k output. Source: Keras 3, {@code layers/core/dense.py}.
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
        for (int b = 0; b < x.length; b++) {
            for (int t = 0; t < x[b].length; t++) {
                y[b][t] = Functions.row(dense.activation(), sums(x[b][t]));
            }
        }
        return LayerTrace.stateless(dense.name(), x, mask, y, mask);
    }

    /** z[k] = bias[k] + Σ x[j]·W[j][k]. */
    private double[] sums(double[] x) {
        double[] z = bias.clone();
        for (int k = 0; k < z.length; k++) {
            for (int j = 0; j < x.length; j++) {
                z[k] += x[j] * W[j][k];
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
        for (int b = 0; b < x.length; b++) {
            for (int t = 0; t < x[b].length; t++) {
                // forward: y = φ(z)
                double[] dz = Functions.rowBackward(dense.activation(), sums(x[b][t]), dy[b][t]);
                for (int k = 0; k < dz.length; k++) {
                    // forward: z[k] += x[j] · W[j][k]
                    for (int j = 0; j < W.length; j++) {
                        dx[b][t][j] += dz[k] * W[j][k];
                        dW[j][k] += x[b][t][j] * dz[k];
                    }
                    // forward: z[k] = bias[k]
                    dBias[0][k] += dz[k];
                }
            }
        }
        return new LayerGradients(dx, dense.useBias() ? new double[][][] {dW, dBias} : new double[][][] {dW}, null);
    }
}
