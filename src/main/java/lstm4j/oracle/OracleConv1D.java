package lstm4j.oracle;

import lstm4j.layer.Conv1D;
import lstm4j.layer.Taps;

/**
 * A convolution along time in double: y_s = φ(b + Σ_k x_{s·stride + k·apart − before}·W_k), steps beyond the ends being zero.
 * Spec: chapter 19. Letters: n sample, s output step, k tap, t input step, c channel, q filter.
 * Source: Keras 3, {@code layers/convolutional/base_conv.py}.
 */
final class OracleConv1D implements OracleLayer {
    private final Conv1D layer;
    private final Taps taps;
    private final int C;
    private final double[][] W;   // [K·C][F]
    private final double[] bias;  // [F], zeros when the layer has none

    OracleConv1D(Conv1D layer, double[][][] weights) {
        this.layer = layer;
        taps = layer.taps();
        W = weights[0];
        C = W.length / taps.count();
        bias = layer.useBias() ? weights[1][0] : new double[layer.filters()];
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        double[][][] y = new double[x.length][taps.outputSteps(x[0].length)][];
        for (int n = 0; n < x.length; n++) {
            for (int s = 0; s < y[n].length; s++) {
                y[n][s] = Functions.row(layer.activation(), sums(x[n], s));
            }
        }
        return LayerTrace.stateless(layer.name(), x, mask, y, null);
    }

    /** The input step that tap k of window s sees; −1 if there is none. */
    private int step(int s, int k, int T) {
        int t = s * taps.stride() + k * taps.apart() - taps.before(T);
        return t < T ? Math.max(t, -1) : -1;
    }

    /** z[q] = bias[q] + Σ x[t][c]·W[k·C + c][q]. */
    private double[] sums(double[][] x, int s) {
        double[] z = bias.clone();
        for (int k = 0; k < taps.count(); k++) {
            int t = step(s, k, x.length);
            for (int c = 0; c < C && t >= 0; c++) {
                for (int q = 0; q < z.length; q++) {
                    z[q] += x[t][c] * W[k * C + c][q];
                }
            }
        }
        return z;
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        double[][][] x = trace.input();
        double[][][] dx = DoubleRows.zerosLike(x);
        double[][] dW = DoubleRows.zerosLike(W);
        double[][] dBias = new double[1][bias.length];
        for (int n = 0; n < x.length; n++) {
            for (int s = 0; s < dy[n].length; s++) {
                // forward: y = φ(z)
                double[] dz = Functions.rowBackward(layer.activation(), sums(x[n], s), dy[n][s]);
                for (int q = 0; q < dz.length; q++) {
                    dBias[0][q] += dz[q]; // forward: z[q] = bias[q]
                }
                for (int k = 0; k < taps.count(); k++) {
                    int t = step(s, k, x[n].length);
                    if (t >= 0) {
                        tapBackward(k, x[n][t], dz, dx[n][t], dW);
                    }
                }
            }
        }
        return new LayerGradients(dx, layer.useBias() ? new double[][][] {dW, dBias} : new double[][][] {dW}, null);
    }

    /** Of z[q] += x[c] · W[k·C + c][q]. */
    private void tapBackward(int k, double[] x, double[] dz, double[] dx, double[][] dW) {
        for (int c = 0; c < C; c++) {
            for (int q = 0; q < dz.length; q++) {
                dx[c] += dz[q] * W[k * C + c][q];
                dW[k * C + c][q] += x[c] * dz[q];
            }
        }
    }
}
