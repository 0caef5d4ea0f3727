package lstm4j.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.Recurrent;

/**
 * What all recurrent layers share, in double: the walk over the steps, masks, dropout, outputs. One row of one step is
 * computed by {@link #forwardRow} and reversed by {@link #backwardRow}. Spec: chapters 3 and 4.
 *
 * <p>Letters: B samples, T steps, F features, U units, N columns of the kernels; n sample, k step in the order of
 * processing, t its place in time, j feature, u unit, q column.
 */
abstract class OracleRecurrent implements OracleLayer {
    final Recurrent<?> layer;
    final int U;
    final int N;
    final double[][] W;                 // [F][N] kernel
    final double[][] V;                 // [U][N] recurrent kernel
    final double[] bias;                // [N], zeros when the layer has none
    final double[][][] weights;
    private final OracleState initial;       // null: zeros
    private final double[][] xFactors;  // [B][F] input dropout; null: none
    private final double[][] hFactors;  // [B][U] recurrent dropout; null: none
    private final int truncate;         // steps through which gradients flow back

    OracleRecurrent(Recurrent<?> layer, double[][][] weights, Options options) {
        this.layer = layer;
        this.weights = weights;
        U = layer.units();
        W = weights[0];
        V = weights[1];
        N = V[0].length;
        bias = layer.useBias() ? weights[2][0] : new double[N];
        initial = options.initialState(layer.name());
        xFactors = options.inputDropout(layer.name());
        hFactors = options.recurrentDropout(layer.name());
        truncate = options.truncate();
    }

    /** The names of what a step makes, in the order of the equations, the parts of the state among them. */
    abstract List<String> parts();

    /** Numbers in a row of a part. */
    int width(String part) {
        return U;
    }

    /** The equations of one step for sample n: from x, hPrev and the state before to the parts. */
    abstract void forwardRow(Step step, int n);

    /**
     * The reversal of {@link #forwardRow}: from the derivatives by the state after the step to those by the state before it.
     *
     * @param dState [part][U] derivatives by the parts of the state; replaced
     * @param dx [F] derivative by the input of the step; set
     * @param dW the weight gradients; accumulates
     */
    abstract void backwardRow(Step step, int n, double[][] dState, double[] dx, double[][][] dW);

    @Override
    public final LayerTrace forward(double[][][] x, boolean[][] mask) {
        int B = x.length;
        int T = x[0].length;
        OracleState state = initial == null ? OracleState.zeros(B, layer.stateSizes()) : initial;
        double[][] y = new double[B][U]; // the output before the first step, which a masked first step repeats, is zero
        List<Step> steps = new ArrayList<>();
        for (int k = 0; k < T; k++) {
            int t = layer.goesBackwards() ? T - 1 - k : k;
            Step step = begin(t, x, mask, state);
            OracleState after = new OracleState(layer.stateNames().stream().map(step.parts()::get).toArray(double[][][]::new));
            for (int n = 0; n < B; n++) {
                if (step.used()[n]) {
                    forwardRow(step, n);
                    step.y()[n] = step.h()[n];
                } else {
                    for (int part = 0; part < after.parts().length; part++) {
                        after.parts()[part][n] = state.parts()[part][n];
                    }
                    step.y()[n] = layer.zeroesMasked() ? new double[U] : y[n];
                }
            }
            state = after;
            y = step.y();
            steps.add(step);
        }
        return new LayerTrace(layer.name(), x, mask, output(steps, B), layer.returnsSequences() ? mask : null, steps, state);
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
        Map<String, double[][]> parts = new LinkedHashMap<>();
        for (String part : parts()) {
            parts.put(part, new double[B][width(part)]);
        }
        return new Step(t, used, xt, state, hPrev, new double[B][N], parts, new double[B][U]);
    }

    @Override
    public final LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        int B = trace.input().length;
        double[][][] dx = DoubleRows.zerosLike(trace.input());
        double[][][] dW = DoubleRows.zerosLike(weights);
        OracleState dState = dFinal == null ? OracleState.zeros(B, layer.stateSizes()) : new OracleState(DoubleRows.copy(dFinal.parts()));
        double[][] dyHeld = new double[B][U]; // from masked steps that repeated an output
        for (int k = trace.steps().size() - 1; k >= 0; k--) {
            Step step = trace.steps().get(k);
            for (int n = 0; n < B; n++) {
                addOutputGradient(dyHeld[n], dy[n], k, trace.steps().size());
                // forward: y = used ? h : zeroOutputForMask ? 0 : y of the step before
                if (step.used()[n]) {
                    for (int u = 0; u < U; u++) {
                        dState.h()[n][u] += dyHeld[n][u];
                    }
                    backwardRow(step, n, row(dState, n), dx[n][step.t()], dW);
                } // else: the state is that of the step before, and so are its derivatives
                if (step.used()[n] || layer.zeroesMasked()) {
                    dyHeld[n] = new double[U];
                }
            }
            // truncation: the state that enters steps truncate, 2·truncate, … counts as given
            if (k > 0 && k % truncate == 0) {
                dState = OracleState.zeros(B, layer.stateSizes());
            }
        }
        return new LayerGradients(dx, dW, dState);
    }

    private static double[][] row(OracleState state, int n) {
        double[][] row = new double[state.parts().length][];
        for (int part = 0; part < row.length; part++) {
            row[part] = state.parts()[part][n];
        }
        return row;
    }

    /** The reversal of z[q] += hPrev[u]·V[u][q], where hPrev = h before · dropout factor; dh becomes the derivative by h before. */
    final void recurrentBackward(double[] hPrev, double[] dz, int n, double[] dh, double[][][] dW) {
        for (int u = 0; u < U; u++) {
            dh[u] = 0;
            // forward: z[q] += hPrev[u] · V[u][q]
            for (int q = 0; q < N; q++) {
                dh[u] += dz[q] * V[u][q];
                dW[1][u][q] += hPrev[u] * dz[q];
            }
            // forward: hPrev = h before · dropout factor
            dh[u] *= hFactor(n, u);
        }
    }

    /** The reversal of z[q] = bias[q] + x[j]·W[j][q], where x = input · dropout factor. */
    final void inputBackward(double[] x, double[] dz, int n, double[] dx, double[][][] dW) {
        for (int j = 0; j < x.length; j++) {
            // forward: z[q] += x[j] · W[j][q]
            for (int q = 0; q < N; q++) {
                dx[j] += dz[q] * W[j][q];
                dW[0][j][q] += x[j] * dz[q];
            }
            // forward: x = input · dropout factor
            dx[j] *= xFactors == null ? 1 : xFactors[n][j];
        }
        // forward: z[q] = bias[q]
        for (int q = 0; layer.useBias() && q < N; q++) {
            dW[2][0][q] += dz[q];
        }
    }

    /** What h of unit u was multiplied by on its way into the recurrent kernel. */
    final double hFactor(int n, int u) {
        return hFactors == null ? 1 : hFactors[n][u];
    }

    /** [B][T][U], or [B][1][U] of the last step alone. */
    private double[][][] output(List<Step> steps, int B) {
        int T = steps.size();
        double[][][] output = new double[B][layer.returnsSequences() ? T : 1][];
        for (int n = 0; n < B; n++) {
            for (int k = 0; k < output[n].length; k++) {
                output[n][k] = steps.get(layer.returnsSequences() ? k : T - 1).y()[n];
            }
        }
        return output;
    }

    /** Adds the derivative by the output of step k, if that was returned: the reversal of {@link #output}. */
    private void addOutputGradient(double[] sum, double[][] dy, int k, int T) {
        if (layer.returnsSequences() || k == T - 1) {
            double[] dyk = dy[layer.returnsSequences() ? k : 0];
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

    final double activation(double z) {
        return Functions.value(layer.activation(), z);
    }

    final double activationSlope(double z) {
        return Functions.slope(layer.activation(), z);
    }
}
