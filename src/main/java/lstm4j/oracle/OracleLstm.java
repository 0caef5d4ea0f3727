package lstm4j.oracle;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.LSTM;

/**
 * One LSTM layer in double, forward (chapter 3) and back through time (chapter 4). One row of one step is computed by
 * {@link #forwardRow} and reversed, line by line from its end, by {@link #backwardRow}.
 *
 * <p>Letters: B samples, T steps, F features, U units; n sample, k step in the order of processing, t its place in time,
 * j feature, u unit, q column of the four blocks i f g o side by side; a = φ(c).
 * Sources: Hochreiter and Schmidhuber 1997; Gers, Schmidhuber and Cummins 2000; Keras 3, {@code layers/rnn/lstm.py}.
 */
final class OracleLstm implements OracleLayer {
    private final LSTM lstm;
    private final int U;
    private final double[][] W;         // [F][4U] kernel
    private final double[][] V;         // [U][4U] recurrent kernel
    private final double[] bias;        // [4U], zeros when the layer has none
    private final OracleState initial;        // null: zeros
    private final double[][] xFactors;  // [B][F] input dropout; null: none
    private final double[][] hFactors;  // [B][U] recurrent dropout; null: none
    private final int truncate;         // steps through which gradients flow back

    OracleLstm(LSTM lstm, double[][][] weights, Options options) {
        this.lstm = lstm;
        U = lstm.units();
        W = weights[0];
        V = weights[1];
        bias = lstm.useBias() ? weights[2][0] : new double[4 * U];
        initial = options.initialState(lstm.name());
        xFactors = options.inputDropout(lstm.name());
        hFactors = options.recurrentDropout(lstm.name());
        truncate = options.truncate();
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        int B = x.length;
        int T = x[0].length;
        OracleState state = initial == null ? OracleState.zeros(B, U, U) : initial;
        double[][] y = new double[B][U]; // the output before the first step, which a masked first step repeats, is zero
        List<Step> steps = new ArrayList<>();
        for (int k = 0; k < T; k++) {
            int t = lstm.goesBackwards() ? T - 1 - k : k;
            Step step = begin(t, x, mask, state);
            for (int n = 0; n < B; n++) {
                if (step.used()[n]) {
                    forwardRow(step, n);
                    step.y()[n] = step.h()[n];
                } else {
                    step.h()[n] = state.h()[n];
                    step.c()[n] = state.c()[n];
                    step.y()[n] = lstm.zeroesMasked() ? new double[U] : y[n];
                }
            }
            state = new OracleState(step.h(), step.c());
            y = step.y();
            steps.add(step);
        }
        return new LayerTrace(lstm.name(), x, mask, output(steps, B), lstm.returnsSequences() ? mask : null, steps, state);
    }

    /** A step before it is computed: what goes into it, and zeros. */
    private Step begin(int t, double[][][] x, boolean[][] mask, OracleState state) {
        int B = x.length;
        boolean[] used = new boolean[B];
        double[][] xt = new double[B][];
        double[][] hPrev = new double[B][];
        for (int n = 0; n < B; n++) {
            used[n] = mask == null || mask[n][t];
            xt[n] = xFactors == null ? x[n][t] : product(x[n][t], xFactors[n]);
            hPrev[n] = hFactors == null ? state.h()[n] : product(state.h()[n], hFactors[n]);
        }
        return new Step(t, used, xt, hPrev, state.c(), new double[B][4 * U], new double[B][U], new double[B][U], new double[B][U],
                new double[B][U], new double[B][U], new double[B][U], new double[B][U], new double[B][U]);
    }

    /** z = b + x·W + hPrev·V; i f o = σ(z); g = φ(z); c = f⊙cPrev + i⊙g; h = o⊙φ(c), for sample n. */
    private void forwardRow(Step step, int n) {
        double[] x = step.x()[n], hPrev = step.hPrev()[n], cPrev = step.cPrev()[n], z = step.z()[n];
        double[] i = step.i()[n], f = step.f()[n], g = step.g()[n], o = step.o()[n];
        double[] c = step.c()[n], a = step.a()[n], h = step.h()[n];
        for (int q = 0; q < 4 * U; q++) {
            z[q] = bias[q];
            for (int j = 0; j < x.length; j++) {
                z[q] += x[j] * W[j][q];
            }
            for (int u = 0; u < U; u++) {
                z[q] += hPrev[u] * V[u][q];
            }
        }
        for (int u = 0; u < U; u++) {
            i[u] = gate(z[u]);
            f[u] = gate(z[U + u]);
            g[u] = activation(z[2 * U + u]);
            o[u] = gate(z[3 * U + u]);
            c[u] = f[u] * cPrev[u] + i[u] * g[u];
            a[u] = activation(c[u]);
            h[u] = o[u] * a[u];
        }
    }

    /**
     * The reversal of {@link #forwardRow}: from dh and dc of the state after the step to those of the state before it.
     *
     * @param dh [U] derivative by h; replaced by the one by the h before
     * @param dc [U] derivative by c; replaced by the one by the c before
     * @param dx [F] derivative by the input of the step; set
     * @param dW the three weight gradients; accumulates
     */
    private void backwardRow(Step step, int n, double[] dh, double[] dc, double[] dx, double[][][] dW) {
        double[] x = step.x()[n], hPrev = step.hPrev()[n], cPrev = step.cPrev()[n], z = step.z()[n];
        double[] i = step.i()[n], f = step.f()[n], g = step.g()[n], o = step.o()[n];
        double[] c = step.c()[n], a = step.a()[n];
        double[] dz = new double[4 * U];
        for (int u = 0; u < U; u++) {
            // forward: h = o · φ(c)
            double dO = dh[u] * a[u];
            dc[u] += dh[u] * o[u] * activationSlope(c[u]);
            // forward: c = f · cPrev + i · g
            double df = dc[u] * cPrev[u];
            double di = dc[u] * g[u];
            double dg = dc[u] * i[u];
            dc[u] = dc[u] * f[u];
            // forward: i = σ(z), f = σ(z), g = φ(z), o = σ(z), each with its own block of z
            dz[u] = di * gateSlope(z[u]);
            dz[U + u] = df * gateSlope(z[U + u]);
            dz[2 * U + u] = dg * activationSlope(z[2 * U + u]);
            dz[3 * U + u] = dO * gateSlope(z[3 * U + u]);
        }
        for (int u = 0; u < U; u++) {
            dh[u] = 0;
            // forward: z[q] += hPrev[u] · V[u][q]
            for (int q = 0; q < 4 * U; q++) {
                dh[u] += dz[q] * V[u][q];
                dW[1][u][q] += hPrev[u] * dz[q];
            }
            // forward: hPrev = h before · dropout factor
            dh[u] *= hFactors == null ? 1 : hFactors[n][u];
        }
        for (int j = 0; j < x.length; j++) {
            // forward: z[q] += x[j] · W[j][q]
            for (int q = 0; q < 4 * U; q++) {
                dx[j] += dz[q] * W[j][q];
                dW[0][j][q] += x[j] * dz[q];
            }
            // forward: x = input · dropout factor
            dx[j] *= xFactors == null ? 1 : xFactors[n][j];
        }
        // forward: z[q] = bias[q]
        for (int q = 0; lstm.useBias() && q < 4 * U; q++) {
            dW[2][0][q] += dz[q];
        }
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        int B = trace.input().length;
        double[][][] dx = DoubleRows.zerosLike(trace.input());
        double[][][] dW = lstm.useBias() ? new double[][][] {new double[W.length][4 * U], new double[U][4 * U], new double[1][4 * U]}
                : new double[][][] {new double[W.length][4 * U], new double[U][4 * U]};
        double[][] dh = dFinal == null ? new double[B][U] : DoubleRows.copy(dFinal.h());
        double[][] dc = dFinal == null ? new double[B][U] : DoubleRows.copy(dFinal.c());
        double[][] dyHeld = new double[B][U]; // from masked steps that repeated an output
        for (int k = trace.steps().size() - 1; k >= 0; k--) {
            Step step = trace.steps().get(k);
            for (int n = 0; n < B; n++) {
                addOutputGradient(dyHeld[n], dy[n], k, trace.steps().size());
                // forward: y = used ? h : zeroOutputForMask ? 0 : y of the step before
                if (step.used()[n]) {
                    for (int u = 0; u < U; u++) {
                        dh[n][u] += dyHeld[n][u];
                    }
                    backwardRow(step, n, dh[n], dc[n], dx[n][step.t()], dW);
                } // else: h and c are those of the step before, and so are dh and dc
                if (step.used()[n] || lstm.zeroesMasked()) {
                    dyHeld[n] = new double[U];
                }
            }
            // truncation: the state that enters steps truncate, 2·truncate, … counts as given
            if (k > 0 && k % truncate == 0) {
                dh = new double[B][U];
                dc = new double[B][U];
            }
        }
        return new LayerGradients(dx, dW, new OracleState(dh, dc));
    }

    /** [B][T][U], or [B][1][U] of the last step alone. */
    private double[][][] output(List<Step> steps, int B) {
        int T = steps.size();
        double[][][] output = new double[B][lstm.returnsSequences() ? T : 1][];
        for (int n = 0; n < B; n++) {
            for (int k = 0; k < output[n].length; k++) {
                output[n][k] = steps.get(lstm.returnsSequences() ? k : T - 1).y()[n];
            }
        }
        return output;
    }

    /** Adds the derivative by the output of step k, if that was returned: the reversal of {@link #output}. */
    private void addOutputGradient(double[] sum, double[][] dy, int k, int T) {
        if (lstm.returnsSequences() || k == T - 1) {
            double[] dyk = dy[lstm.returnsSequences() ? k : 0];
            for (int u = 0; u < U; u++) {
                sum[u] += dyk[u];
            }
        }
    }

    private static double[] product(double[] row, double[] factors) {
        double[] product = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            product[j] = row[j] * factors[j];
        }
        return product;
    }

    private double gate(double z) {
        return Functions.value(lstm.recurrentActivation(), z);
    }

    private double gateSlope(double z) {
        return Functions.slope(lstm.recurrentActivation(), z);
    }

    private double activation(double z) {
        return Functions.value(lstm.activation(), z);
    }

    private double activationSlope(double z) {
        return Functions.slope(lstm.activation(), z);
    }
}
