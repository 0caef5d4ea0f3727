package lstm4j.golden;

import java.util.Arrays;

import lstm4j.layer.GRU;
import lstm4j.layer.Recurrent;

/** Plain back-propagation through one sample of a GRU or a SimpleRNN (tanh, sigmoid, from zeros), with one thing done wrong. */
final class FaultyRecurrentBackward {
    private final Recurrent<?> layer;
    private final boolean gru;
    private final boolean after;  // whether the reset comes after the product
    private final int U;
    private final double[][] kernel;
    private final double[][] recurrent;
    private final double[][] bias; // one row, or two of a GRU with the reset after the product; zeros where there is none
    private final RecurrentBackwardFault fault;
    final double[][] dKernel;
    final double[][] dRecurrent;
    final double[][] dBias;

    FaultyRecurrentBackward(Recurrent<?> layer, double[][][] weights, RecurrentBackwardFault fault) {
        this.layer = layer;
        this.fault = fault;
        gru = layer instanceof GRU;
        after = layer instanceof GRU one && one.resetAfter();
        U = layer.units();
        kernel = weights[0];
        recurrent = weights[1];
        bias = layer.useBias() ? weights[2] : new double[after ? 2 : 1][kernel[0].length];
        dKernel = new double[kernel.length][kernel[0].length];
        dRecurrent = new double[U][kernel[0].length];
        dBias = new double[bias.length][kernel[0].length];
    }

    private boolean is(RecurrentBackwardFault other) {
        return fault == other;
    }

    private int at(int k, int T) {
        return layer.goesBackwards() ? T - 1 - k : k;
    }

    /** The states [T + 1][U], the first one zeros: [k + 1] is what step k puts out. Masked steps keep the state. */
    double[][] forward(double[][] x, boolean[] mask) {
        double[][] h = new double[x.length + 1][U];
        for (int k = 0; k < x.length; k++) {
            int t = at(k, x.length);
            h[k + 1] = mask == null || mask[t] ? new Step(x[t], h[k]).h : h[k];
        }
        return h;
    }

    /** Adds to the gradients of the weights; returns dx, from the derivatives [T][U] by what each step puts out. */
    double[][] backward(double[][] x, boolean[] mask, double[][] h, double[][] dOutputs) {
        int T = x.length;
        double[][] dx = new double[T][x[0].length];
        double[] dh = new double[U];
        for (int k = T - 1; k >= (is(RecurrentBackwardFault.TRUNCATED_AFTER_TWO_STEPS) ? Math.max(0, T - 2) : 0); k--) {
            if (mask != null && !mask[at(k, T)] && !is(RecurrentBackwardFault.MASKED_STEP_COUNTS)) {
                dh = is(RecurrentBackwardFault.MASKED_STEP_STOPS_STATE) ? new double[U] : dh;
                continue;
            }
            boolean replaces = is(RecurrentBackwardFault.OUTPUT_REPLACES_CARRY) && layer.returnsSequences();
            for (int u = 0; u < U && !(k < T - 1 && is(RecurrentBackwardFault.ONLY_LAST_OUTPUT)); u++) {
                dh[u] = (replaces ? 0 : dh[u]) + dOutputs[k][u];
            }
            Step step = new Step(x[at(k, T)], h[k]);
            double[] input = x[is(RecurrentBackwardFault.BACKWARDS_X_NOT_TURNED) ? k : at(k, T)];
            double[] before = step.backward(dh, input, h[k + 1], k == T - 1);
            dx[is(RecurrentBackwardFault.BACKWARDS_DX_NOT_TURNED) ? k : at(k, T)] = times(kernel, step.dIn, 0, kernel[0].length);
            dh = is(RecurrentBackwardFault.CARRY_DROPPED) ? new double[U] : before;
        }
        return dx;
    }

    /** rows·v, over columns from up to to. */
    private static double[] times(double[][] rows, double[] v, int from, int to) {
        double[] product = new double[rows.length];
        for (int r = 0; r < rows.length; r++) {
            for (int column = from; column < to; column++) {
                product[r] += rows[r][column] * v[column];
            }
        }
        return product;
    }

    /** One step: gates z and r and the candidate g of a GRU, h alone of a SimpleRNN; then the derivatives by what goes into them. */
    private final class Step {
        private final double[] before;
        private final double[] z = new double[U];
        private final double[] r = new double[U];
        private final double[] g = new double[U];
        private final double[] inner = new double[U]; // what r multiplies behind the product
        private final double[] h = new double[U];
        private final double[] dIn = new double[kernel[0].length];  // of what comes from the input
        private final double[] dRec = new double[kernel[0].length]; // of what comes from the state

        Step(double[] x, double[] before) {
            this.before = before;
            for (int u = 0; u < U; u++) {
                if (gru) {
                    z[u] = sigmoid(in(x, u) + state(before, u));
                    r[u] = sigmoid(in(x, U + u) + state(before, U + u));
                } else {
                    h[u] = StrictMath.tanh(in(x, u) + state(before, u));
                }
            }
            for (int u = 0; u < U && gru; u++) {
                inner[u] = state(after ? before : reset(), 2 * U + u);
                g[u] = StrictMath.tanh(in(x, 2 * U + u) + (after ? r[u] : 1) * inner[u]);
                h[u] = z[u] * before[u] + (1 - z[u]) * g[u];
            }
        }

        private double[] reset() {
            double[] reset = before.clone();
            Arrays.setAll(reset, u -> r[u] * before[u]);
            return reset;
        }

        private double in(double[] x, int column) {
            double sum = bias[0][column];
            for (int j = 0; j < x.length; j++) {
                sum += x[j] * kernel[j][column];
            }
            return sum;
        }

        private double state(double[] h, int column) {
            double sum = after ? bias[1][column] : 0;
            for (int j = 0; j < U; j++) {
                sum += h[j] * recurrent[j][column];
            }
            return sum;
        }

        private double sigmoid(double x) {
            return 1 / (1 + StrictMath.exp(-x));
        }

        private double sigmoidSlope(double s) {
            return is(RecurrentBackwardFault.SIGMOID_SLOPE_WITHOUT_COMPLEMENT) ? s : s * (1 - s);
        }

        private double tanhSlope(double t, int u) {
            double value = is(RecurrentBackwardFault.TANH_SLOPE_OF_STATE_BEFORE) ? before[u] : t;
            return is(RecurrentBackwardFault.TANH_SLOPE_MISSING) ? 1 : 1 - value * value;
        }

        /** Adds to the gradients of the weights; returns the derivative by the state before. */
        double[] backward(double[] dh, double[] x, double[] next, boolean last) {
            double[] carried = gru ? gates(dh) : simple(dh);
            weights(x, is(RecurrentBackwardFault.RECURRENT_USES_NEW_STATE) ? next : before, last);
            return carried;
        }

        private double[] simple(double[] dh) {
            for (int u = 0; u < U; u++) {
                dIn[u] = dh[u] * tanhSlope(h[u], u);
                dRec[u] = dIn[u];
            }
            return times(recurrent, dRec, 0, U);
        }

        private double[] gates(double[] dh) {
            for (int u = 0; u < U; u++) {
                double old = is(RecurrentBackwardFault.UPDATE_USES_NEW_STATE) ? h[u] : before[u];
                double difference = old - (is(RecurrentBackwardFault.UPDATE_WITHOUT_CANDIDATE) ? 0 : g[u]);
                dIn[u] = dh[u] * (is(RecurrentBackwardFault.UPDATE_TURNED) ? -difference : difference) * sigmoidSlope(z[u]);
                dIn[2 * U + u] = dh[u] * (is(RecurrentBackwardFault.CANDIDATE_TAKES_UPDATE) ? z[u] : 1 - z[u]) * tanhSlope(g[u], u);
            }
            double[] behind = times(recurrent, dIn, 2 * U, 3 * U); // by r·h, where the reset comes before the product
            for (int u = 0; u < U; u++) {
                double factor = !after ? before[u] : inner[u] - (is(RecurrentBackwardFault.INNER_BIAS_LEFT_OUT) ? bias[1][2 * U + u] : 0);
                double gradient = after ? dIn[2 * U + u] : behind[u];
                dIn[U + u] = is(RecurrentBackwardFault.RESET_MISSING) ? 0 : gradient * factor * sigmoidSlope(r[u]);
            }
            for (int u = 0; u < U && is(RecurrentBackwardFault.UPDATE_AND_RESET_SWAPPED); u++) {
                double kept = dIn[u];
                dIn[u] = dIn[U + u];
                dIn[U + u] = kept;
            }
            System.arraycopy(dIn, 0, dRec, 0, 3 * U);
            for (int u = 0; u < U && after && !is(RecurrentBackwardFault.RESET_LEFT_OUT); u++) {
                dRec[2 * U + u] *= r[u];
            }
            return carried(dh, behind);
        }

        private double[] carried(double[] dh, double[] behind) {
            double[] carried = times(recurrent, dRec, 0, after ? 3 * U : 2 * U);
            for (int u = 0; u < U; u++) {
                double through = is(RecurrentBackwardFault.UPDATE_CARRY_MISSING) ? 0 : is(RecurrentBackwardFault.UPDATE_CARRY_WHOLE) ? 1 : z[u];
                double reset = is(RecurrentBackwardFault.RESET_LEFT_OUT) ? 1 : r[u];
                carried[u] += dh[u] * through + (after ? 0 : behind[u] * reset);
            }
            return carried;
        }

        private void weights(double[] x, double[] state, boolean last) {
            if (is(RecurrentBackwardFault.INPUT_OF_RECURRENT_SIDE)) {
                System.arraycopy(dRec, 0, dIn, 0, dIn.length);
            }
            for (int column = 0; column < dIn.length; column++) {
                for (int j = 0; j < x.length && (last || !is(RecurrentBackwardFault.KERNEL_OF_LAST_STEP_ONLY)); j++) {
                    dKernel[j][column] += x[j] * dIn[column];
                }
                boolean resets = gru && !after && column >= 2 * U && !is(RecurrentBackwardFault.STATE_NOT_RESET);
                for (int j = 0; j < U; j++) {
                    dRecurrent[j][column] += state[j] * (resets ? r[j] : 1) * dRec[column];
                }
                for (int row = 0; row < dBias.length && (last || !is(RecurrentBackwardFault.BIAS_OF_LAST_STEP_ONLY)); row++) {
                    dBias[row][column] += row == 0 || is(RecurrentBackwardFault.INNER_BIAS_LIKE_THE_FIRST) ? dIn[column] : dRec[column];
                }
            }
        }
    }
}
