package lstm4j.golden;

import lstm4j.layer.LSTM;

/** Plain back-propagation of the mean squared error through one LSTM layer (tanh, sigmoid), with one thing done wrong. */
final class FaultyBackward {
    private final LSTM layer;
    private final double[][] kernel;
    private final double[][] recurrent;
    private final double[] bias;
    private final BackwardFault fault;
    final double[][] dKernel;
    final double[][] dRecurrent;
    final double[] dBias;
    double[][][] dx;
    double[][] dh0;
    double[][] dc0;

    FaultyBackward(LSTM layer, double[][][] weights, BackwardFault fault) {
        this.layer = layer;
        this.fault = fault;
        this.kernel = weights[0];
        this.recurrent = weights[1];
        this.bias = layer.useBias() ? weights[2][0] : new double[4 * layer.units()];
        this.dKernel = new double[kernel.length][bias.length];
        this.dRecurrent = new double[recurrent.length][bias.length];
        this.dBias = new double[bias.length];
    }

    private boolean is(BackwardFault other) {
        return fault == other;
    }

    /** Everything for data x[B][T][F], labels y[B][T or 1][U] and a first state. */
    void run(double[][][] x, double[][][] y, double[][] h0, double[][] c0) {
        int B = x.length;
        dx = new double[B][x[0].length][x[0][0].length];
        this.dh0 = new double[B][layer.units()];
        this.dc0 = new double[B][layer.units()];
        for (int b = 0; b < B; b++) {
            row(x[b], y[b], h0[b], c0[b], dx[b], dh0[b], dc0[b], B);
        }
    }

    private void row(double[][] x, double[][] y, double[] h0, double[] c0, double[][] dx, double[] dh0, double[] dc0, int B) {
        int T = x.length;
        int U = layer.units();
        double[][][] gates = new double[T][4][U]; // i f g o
        double[][] h = new double[T + 1][];
        double[][] c = new double[T + 1][];
        h[0] = h0;
        c[0] = c0;
        for (int k = 0; k < T; k++) {
            forward(x[at(k, T)], h[k], c[k], gates[k]);
            h[k + 1] = new double[U];
            c[k + 1] = new double[U];
            for (int u = 0; u < U; u++) {
                c[k + 1][u] = gates[k][1][u] * c[k][u] + gates[k][0][u] * gates[k][2][u];
                h[k + 1][u] = gates[k][3][u] * StrictMath.tanh(c[k + 1][u]);
            }
        }
        double[] dh = new double[U];
        double[] dc = new double[U];
        int end = is(BackwardFault.TRUNCATED_AFTER_TWO_STEPS) ? Math.max(0, T - 2) : 0;
        for (int k = T - 1; k >= end; k--) {
            outputs(k, T, B, h[k + 1], y, dh);
            double[] dz = gateGradients(gates[k], h[k + 1], c[k + 1], c[k], dh, dc);
            weights(k, T, x, h, dz);
            dh = carry(dz);
            int mirrored = is(BackwardFault.BACKWARDS_DX_NOT_TURNED) ? k : at(k, T);
            dx[mirrored] = times(kernel, is(BackwardFault.INPUT_WITH_TRANSPOSED_GATES) ? swapped(dz) : dz);
        }
        boolean swap = is(BackwardFault.INITIAL_STATES_SWAPPED);
        if (!is(BackwardFault.INITIAL_STATE_ZERO)) {
            System.arraycopy(swap ? dc : dh, 0, dh0, 0, U);
            System.arraycopy(swap ? dh : dc, 0, dc0, 0, U);
        }
        for (int u = 0; u < U && is(BackwardFault.INITIAL_CELL_WITHOUT_FORGET); u++) {
            dc0[u] /= gates[0][1][u];
        }
    }

    private int at(int k, int T) {
        return layer.goesBackwards() ? T - 1 - k : k;
    }

    private void forward(double[] x, double[] h, double[] c, double[][] gates) {
        int U = layer.units();
        for (int column = 0; column < 4 * U; column++) {
            double z = bias[column];
            for (int j = 0; j < x.length; j++) {
                z += x[j] * kernel[j][column];
            }
            for (int j = 0; j < h.length; j++) {
                z += h[j] * recurrent[j][column];
            }
            gates[column / U][column % U] = column / U == 2 ? StrictMath.tanh(z) : 1 / (1 + StrictMath.exp(-z));
        }
    }

    /** The derivative of the loss by the output of step k, added to dh. */
    private void outputs(int k, int T, int B, double[] h, double[][] y, double[] dh) {
        boolean last = k == T - 1;
        if (!last && (!layer.returnsSequences() || is(BackwardFault.ONLY_LAST_OUTPUT))) {
            return;
        }
        double[] label = y[layer.returnsSequences() ? k : 0];
        double scale = 1.0 / (B * y.length * h.length);
        scale *= is(BackwardFault.AVERAGED_OVER_STEPS) ? 1.0 / T : is(BackwardFault.AVERAGED_OVER_ROWS_TWICE) ? 1.0 / B
                : is(BackwardFault.SUMMED_OVER_ROWS) ? B : 1;
        for (int u = 0; u < h.length; u++) {
            double d = (is(BackwardFault.FACTOR_TWO_MISSING) ? 1 : 2) * (h[u] - label[u]) * scale;
            dh[u] = (is(BackwardFault.OUTPUT_REPLACES_CARRY) ? 0 : dh[u]) + d;
        }
    }

    /** dz [4U] in the order i f c o; dc becomes the derivative by the c before. */
    private double[] gateGradients(double[][] gates, double[] h, double[] c, double[] cPrev, double[] dh, double[] dc) {
        int U = layer.units();
        double[] dz = new double[4 * U];
        for (int u = 0; u < U; u++) {
            double i = gates[0][u];
            double f = gates[1][u];
            double g = gates[2][u];
            double o = gates[3][u];
            double tanh = StrictMath.tanh(c[u]);
            double slope = is(BackwardFault.SLOPE_OF_H) ? 1 - h[u] * h[u] : is(BackwardFault.TANH_SLOPE_MISSING_IN_DC) ? 1 : 1 - tanh * tanh;
            double d = dc[u] + dh[u] * (is(BackwardFault.OUTPUT_GATE_MISSING_IN_DC) ? 1 : o) * slope;
            double di = d * (is(BackwardFault.CANDIDATE_MISSING_IN_DI) ? 1 : g);
            double df = d * (is(BackwardFault.FORGET_USES_NEW_CELL) ? c[u] : cPrev[u]);
            double dg = d * (is(BackwardFault.INPUT_GATE_MISSING_IN_DG) ? 1 : i);
            double dO = dh[u] * (is(BackwardFault.OUTPUT_GATE_USES_CELL) ? c[u] : tanh);
            boolean swap = is(BackwardFault.INPUT_AND_FORGET_SWAPPED);
            dz[u] = (swap ? df : di) * sigmoidSlope(i);
            dz[U + u] = (swap ? di : df) * sigmoidSlope(f);
            dz[2 * U + u] = dg * (is(BackwardFault.CANDIDATE_SLOPE_MISSING) ? 1 : 1 - g * g);
            dz[3 * U + u] = dO * sigmoidSlope(o);
            dc[u] = is(BackwardFault.CELL_CARRY_DROPPED) ? 0 : is(BackwardFault.CELL_CARRY_WITHOUT_FORGET) ? d : d * f;
        }
        return dz;
    }

    private double sigmoidSlope(double s) {
        return is(BackwardFault.SIGMOID_SLOPE_WITHOUT_COMPLEMENT) ? s : s * (1 - s);
    }

    private void weights(int k, int T, double[][] x, double[][] h, double[] dz) {
        boolean only = k == T - 1;
        double[] input = x[is(BackwardFault.BACKWARDS_X_NOT_TURNED) ? k : at(k, T)];
        double[] hidden = h[is(BackwardFault.RECURRENT_USES_NEW_HIDDEN) ? k + 1 : k];
        for (int column = 0; column < dz.length; column++) {
            for (int j = 0; j < input.length && (only || !is(BackwardFault.KERNEL_OF_LAST_STEP_ONLY)); j++) {
                dKernel[j][column] += input[j] * dz[column];
            }
            for (int j = 0; j < hidden.length; j++) {
                dRecurrent[j][column] += hidden[j] * dz[column];
            }
            if (only || !is(BackwardFault.BIAS_OF_LAST_STEP_ONLY)) {
                dBias[column] += is(BackwardFault.BIAS_TWICE) ? 2 * dz[column] : dz[column];
            }
        }
    }

    private double[] carry(double[] dz) {
        return is(BackwardFault.HIDDEN_CARRY_DROPPED) ? new double[layer.units()] : times(recurrent, dz);
    }

    private double[] swapped(double[] dz) {
        int U = layer.units();
        double[] other = dz.clone();
        System.arraycopy(dz, 0, other, U, U);
        System.arraycopy(dz, U, other, 0, U);
        return other;
    }

    private static double[] times(double[][] rows, double[] dz) {
        double[] product = new double[rows.length];
        for (int r = 0; r < rows.length; r++) {
            for (int column = 0; column < dz.length; column++) {
                product[r] += rows[r][column] * dz[column];
            }
        }
        return product;
    }
}
