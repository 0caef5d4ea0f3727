package lstm4j.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import lstm4j.layer.LSTM;

/** Plain back-propagation through one LSTM layer (tanh, sigmoid), with one thing done wrong. */
final class FaultyBackward {
    /** What forward keeps of one row: gates i f g o of each step, h and c before step k at [k], outputs, and which steps count. */
    private record Row(double[][][] gates, double[][] h, double[][] c, double[][] outputs, boolean[] used) {
    }

    private final List<Row> rows = new ArrayList<>();
    private double[][][] x;
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

    /**
     * Forward: outputs [B][T][U] in processing order; what backward needs is kept.
     *
     * @param mask [B][T], or null
     */
    double[][][] forward(double[][][] x, boolean[][] mask, double[][] h0, double[][] c0) {
        this.x = x;
        rows.clear();
        for (int b = 0; b < x.length; b++) {
            rows.add(forward(x[b], mask == null ? null : mask[b], h0[b], c0[b]));
        }
        return rows.stream().map(Row::outputs).toArray(double[][][]::new);
    }

    private Row forward(double[][] x, boolean[] mask, double[] h0, double[] c0) {
        int T = x.length;
        int U = layer.units();
        Row row = new Row(new double[T][4][U], new double[T + 1][], new double[T + 1][], new double[T][], new boolean[T]);
        row.h[0] = h0;
        row.c[0] = c0;
        for (int k = 0; k < T; k++) {
            row.used[k] = mask == null || mask[at(k, T)];
            row.h[k + 1] = row.h[k];
            row.c[k + 1] = row.c[k];
            row.outputs[k] = k == 0 || layer.zeroesMasked() ? new double[U] : row.outputs[k - 1];
            if (row.used[k]) {
                step(row, k, x[at(k, T)]);
            }
        }
        return row;
    }

    private void step(Row row, int k, double[] x) {
        double[][] gates = row.gates[k];
        gates(x, row.h[k], gates);
        double[] h = new double[layer.units()];
        double[] c = new double[layer.units()];
        for (int u = 0; u < h.length; u++) {
            c[u] = gates[1][u] * row.c[k][u] + gates[0][u] * gates[2][u];
            h[u] = gates[3][u] * StrictMath.tanh(c[u]);
        }
        row.h[k + 1] = h;
        row.c[k + 1] = c;
        row.outputs[k] = h;
    }

    private void gates(double[] x, double[] h, double[][] gates) {
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

    /** Backward, from the derivative of the loss by the outputs [B][T][U], in processing order. */
    void backward(double[][][] dOutputs) {
        dx = new double[x.length][x[0].length][x[0][0].length];
        dh0 = new double[x.length][layer.units()];
        dc0 = new double[x.length][layer.units()];
        for (int b = 0; b < x.length; b++) {
            backward(rows.get(b), x[b], dOutputs[b], dx[b], dh0[b], dc0[b]);
        }
    }

    private void backward(Row row, double[][] x, double[][] dOutputs, double[][] dx, double[] dh0, double[] dc0) {
        int T = x.length;
        int U = layer.units();
        double[] dh = new double[U];
        double[] dc = new double[U];
        double[] held = new double[U]; // derivative by the output before, from masked steps that repeat it
        int end = is(BackwardFault.TRUNCATED_AFTER_TWO_STEPS) ? Math.max(0, T - 2) : 0;
        for (int k = T - 1; k >= end; k--) {
            boolean left = k < T - 1 && is(BackwardFault.ONLY_LAST_OUTPUT);
            double[] d = left ? held : sum(dOutputs[k], held);
            if (!row.used[k] && !is(BackwardFault.MASKED_STEP_COUNTS)) {
                held = masked(d, dh, dc);
                continue;
            }
            held = new double[U];
            dh = is(BackwardFault.OUTPUT_REPLACES_CARRY) && (layer.returnsSequences() || k == T - 1) ? d : sum(dh, d);
            double[] dz = gateGradients(row.gates[k], row.h[k + 1], row.c[k + 1], row.c[k], dh, dc);
            weights(k, T, x, row.h, dz);
            dh = carry(dz);
            int place = is(BackwardFault.BACKWARDS_DX_NOT_TURNED) ? k : at(k, T);
            dx[place] = times(kernel, is(BackwardFault.INPUT_WITH_TRANSPOSED_GATES) ? swapped(dz) : dz);
        }
        boolean swap = is(BackwardFault.INITIAL_STATES_SWAPPED);
        if (!is(BackwardFault.INITIAL_STATE_ZERO)) {
            System.arraycopy(swap ? dc : dh, 0, dh0, 0, U);
            System.arraycopy(swap ? dh : dc, 0, dc0, 0, U);
        }
        for (int u = 0; u < U && is(BackwardFault.INITIAL_CELL_WITHOUT_FORGET); u++) {
            dc0[u] /= row.gates[0][1][u];
        }
    }

    /** A masked step: what goes on to the output before; dh and dc stay as they are. */
    private double[] masked(double[] d, double[] dh, double[] dc) {
        if (is(BackwardFault.MASKED_STEP_STOPS_STATE)) {
            Arrays.fill(dh, 0);
            Arrays.fill(dc, 0);
        }
        if (is(BackwardFault.MASKED_OUTPUT_TO_STATE) && !layer.zeroesMasked()) {
            System.arraycopy(sum(dh, d), 0, dh, 0, d.length);
            return new double[d.length];
        }
        boolean lost = layer.zeroesMasked() && !is(BackwardFault.MASKED_ZERO_PASSES_ON) || is(BackwardFault.MASKED_OUTPUT_LOST);
        return lost ? new double[d.length] : d;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        for (int u = 0; u < a.length; u++) {
            sum[u] = a[u] + b[u];
        }
        return sum;
    }

    private int at(int k, int T) {
        return layer.goesBackwards() ? T - 1 - k : k;
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
