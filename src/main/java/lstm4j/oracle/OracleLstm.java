package lstm4j.oracle;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.LSTM;

/**
 * One LSTM layer in double, forward (chapter 3) and back through time (chapter 4). One row of one step is computed by
 * {@link #forwardRow} and reversed, line by line from its end, by {@link #backwardRow}.
 *
 * <p>Letters: B samples, T steps, F features, U units; b sample, s step in the order of processing, t step in the input,
 * j feature, u unit, k column of the four blocks i f g o side by side; g the candidate, c the cell state.
 * Sources: Hochreiter and Schmidhuber 1997; Gers, Schmidhuber and Cummins 2000; Keras 3, {@code layers/rnn/lstm.py}.
 */
final class OracleLstm implements OracleLayer {
    private final LSTM lstm;
    private final int U;
    private final double[][] W;         // [F][4U] kernel
    private final double[][] R;         // [U][4U] recurrent kernel, U in the equations
    private final double[] bias;        // [4U], zeros when the layer has none
    private final OracleState initial;        // null: zeros
    private final double[][] xFactors;  // [B][F] input dropout; null: none
    private final double[][] hFactors;  // [B][U] recurrent dropout; null: none
    private final int truncate;         // steps through which gradients flow back

    OracleLstm(LSTM lstm, double[][][] weights, Options options) {
        this.lstm = lstm;
        U = lstm.units();
        W = weights[0];
        R = weights[1];
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
        OracleState state = initial == null ? OracleState.zeros(B, U) : initial;
        double[][] y = new double[B][U]; // the output before the first step, which a masked first step repeats, is zero
        List<Step> steps = new ArrayList<>();
        for (int s = 0; s < T; s++) {
            int t = lstm.goesBackwards() ? T - 1 - s : s;
            Step step = begin(t, x, mask, state);
            for (int b = 0; b < B; b++) {
                if (step.used()[b]) {
                    forwardRow(step, b);
                    step.y()[b] = step.h()[b];
                } else {
                    step.h()[b] = state.h()[b];
                    step.c()[b] = state.c()[b];
                    step.y()[b] = lstm.zeroesMasked() ? new double[U] : y[b];
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
        for (int b = 0; b < B; b++) {
            used[b] = mask == null || mask[b][t];
            xt[b] = xFactors == null ? x[b][t] : product(x[b][t], xFactors[b]);
            hPrev[b] = hFactors == null ? state.h()[b] : product(state.h()[b], hFactors[b]);
        }
        return new Step(t, used, xt, hPrev, state.c(), new double[B][4 * U], new double[B][U], new double[B][U], new double[B][U],
                new double[B][U], new double[B][U], new double[B][U], new double[B][U], new double[B][U]);
    }

    /** z = b + x·W + hPrev·R; i f o = σ(z); g = φ(z); c = f⊙cPrev + i⊙g; h = o⊙φ(c), for sample b. */
    private void forwardRow(Step step, int b) {
        double[] x = step.x()[b], hPrev = step.hPrev()[b], cPrev = step.cPrev()[b], z = step.z()[b];
        double[] i = step.i()[b], f = step.f()[b], g = step.g()[b], o = step.o()[b];
        double[] c = step.c()[b], tanhC = step.tanhC()[b], h = step.h()[b];
        for (int k = 0; k < 4 * U; k++) {
            z[k] = bias[k];
            for (int j = 0; j < x.length; j++) {
                z[k] += x[j] * W[j][k];
            }
            for (int u = 0; u < U; u++) {
                z[k] += hPrev[u] * R[u][k];
            }
        }
        for (int u = 0; u < U; u++) {
            i[u] = gate(z[u]);
            f[u] = gate(z[U + u]);
            g[u] = activation(z[2 * U + u]);
            o[u] = gate(z[3 * U + u]);
            c[u] = f[u] * cPrev[u] + i[u] * g[u];
            tanhC[u] = activation(c[u]);
            h[u] = o[u] * tanhC[u];
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
    private void backwardRow(Step step, int b, double[] dh, double[] dc, double[] dx, double[][][] dW) {
        double[] x = step.x()[b], hPrev = step.hPrev()[b], cPrev = step.cPrev()[b], z = step.z()[b];
        double[] i = step.i()[b], f = step.f()[b], g = step.g()[b], o = step.o()[b];
        double[] c = step.c()[b], tanhC = step.tanhC()[b];
        double[] dz = new double[4 * U];
        for (int u = 0; u < U; u++) {
            // forward: h = o · φ(c)
            double dO = dh[u] * tanhC[u];
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
            // forward: z[k] += hPrev[u] · R[u][k]
            for (int k = 0; k < 4 * U; k++) {
                dh[u] += dz[k] * R[u][k];
                dW[1][u][k] += hPrev[u] * dz[k];
            }
            // forward: hPrev = h before · dropout factor
            dh[u] *= hFactors == null ? 1 : hFactors[b][u];
        }
        for (int j = 0; j < x.length; j++) {
            // forward: z[k] += x[j] · W[j][k]
            for (int k = 0; k < 4 * U; k++) {
                dx[j] += dz[k] * W[j][k];
                dW[0][j][k] += x[j] * dz[k];
            }
            // forward: x = input · dropout factor
            dx[j] *= xFactors == null ? 1 : xFactors[b][j];
        }
        // forward: z[k] = bias[k]
        for (int k = 0; lstm.useBias() && k < 4 * U; k++) {
            dW[2][0][k] += dz[k];
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
        for (int s = trace.steps().size() - 1; s >= 0; s--) {
            Step step = trace.steps().get(s);
            for (int b = 0; b < B; b++) {
                addOutputGradient(dyHeld[b], dy[b], s, trace.steps().size());
                // forward: y = used ? h : zeroOutputForMask ? 0 : y of the step before
                if (step.used()[b]) {
                    for (int u = 0; u < U; u++) {
                        dh[b][u] += dyHeld[b][u];
                    }
                    backwardRow(step, b, dh[b], dc[b], dx[b][step.t()], dW);
                } // else: h and c are those of the step before, and so are dh and dc
                if (step.used()[b] || lstm.zeroesMasked()) {
                    dyHeld[b] = new double[U];
                }
            }
            // truncation: the state that enters steps k, 2k, … counts as given
            if (s > 0 && s % truncate == 0) {
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
        for (int b = 0; b < B; b++) {
            for (int s = 0; s < output[b].length; s++) {
                output[b][s] = steps.get(lstm.returnsSequences() ? s : T - 1).y()[b];
            }
        }
        return output;
    }

    /** Adds the derivative by the output of step s, if that was returned: the reversal of {@link #output}. */
    private void addOutputGradient(double[] sum, double[][] dy, int s, int T) {
        if (lstm.returnsSequences() || s == T - 1) {
            double[] dys = dy[lstm.returnsSequences() ? s : 0];
            for (int u = 0; u < U; u++) {
                sum[u] += dys[u];
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
