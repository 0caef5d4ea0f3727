package lstm4j.golden;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.LSTM;

/** A plain LSTM layer in double that does one thing wrong; its own code, so that a fault is one line. */
final class FaultyLstm {
    /** Outputs in processing order and the state behind the last step. */
    record Result(double[][][] outputs, double[][] h, double[][] c) {
    }

    private final LSTM layer;
    private final LstmFault fault;
    private final double[][] kernel;
    private final double[][] recurrent;
    private final double[] bias;

    FaultyLstm(LSTM layer, double[][][] weights, LstmFault fault) {
        this.layer = layer;
        this.fault = fault;
        this.kernel = is(LstmFault.KERNEL_TRANSPOSED) ? readAcross(weights[0]) : weights[0];
        this.recurrent = is(LstmFault.RECURRENT_BLOCKS_TRANSPOSED) ? blocksTransposed(weights[1]) : weights[1];
        this.bias = layer.useBias() ? weights[2][0] : new double[4 * layer.units()];
    }

    private boolean is(LstmFault other) {
        return fault == other;
    }

    /** The outputs of every step for rows x[B][T][F] with a mask, or null, from a state that is changed to the final one. */
    Result forward(double[][][] x, boolean[][] mask, double[][] h, double[][] c) {
        int B = x.length;
        int T = x[0].length;
        boolean backwards = layer.goesBackwards() && !is(LstmFault.BACKWARDS_IGNORED);
        double[][][] outputs = new double[B][T][];
        for (int b = 0; b < B; b++) {
            double[] output = new double[layer.units()];
            for (int k = 0; k < T; k++) {
                int t = backwards ? T - 1 - k : k;
                boolean skipped = is(LstmFault.FIRST_STEP_SKIPPED) && k == 0 || is(LstmFault.LAST_STEP_SKIPPED) && k == T - 1;
                boolean used = mask == null || is(LstmFault.MASK_IGNORED) || mask[b][is(LstmFault.MASK_NOT_TURNED) ? k : t];
                if (used && !skipped) {
                    output = step(x[b][t], h[b], c[b]);
                } else if (!skipped) {
                    output = masked(x[b][t], output, h[b], c[b]);
                }
                outputs[b][backwards && is(LstmFault.BACKWARDS_TURNED) ? t : k] = output;
            }
        }
        return new Result(outputs, h, c);
    }

    /** One step of one row: h and c become the new ones; returns the output. */
    private double[] step(double[] x, double[] h, double[] c) {
        int U = layer.units();
        double[] hNew = new double[U];
        for (int u = 0; u < U; u++) {
            double zi = z('i', u, x, h);
            double zf = z('f', u, x, h);
            double i = is(LstmFault.INPUT_GATE_OPEN) ? 1 : gate(zi);
            double f = is(LstmFault.FORGET_COUPLED) ? 1 - i : gate(zf);
            i = is(LstmFault.INPUT_COUPLED) ? 1 - f : i;
            double g = is(LstmFault.CANDIDATE_USES_GATE_FUNCTION) ? gate(z('c', u, x, h)) : candidate(z('c', u, x, h));
            double o = gate(z('o', u, x, h));
            // z of the other units still reads h, so only c may change here
            c[u] = (is(LstmFault.CELL_NOT_CARRIED) ? 0 : f * c[u]) + i * g;
            hNew[u] = o * output(c[u]);
        }
        double[] output = is(LstmFault.OUTPUT_IS_CELL) ? c.clone() : hNew;
        System.arraycopy(is(LstmFault.HIDDEN_IS_CELL) ? c : hNew, 0, h, 0, U);
        return output;
    }

    private double z(char gate, int u, double[] x, double[] h) {
        int column = fault.blocks().indexOf(gate) * layer.units() + u;
        boolean without = is(LstmFault.BIAS_MISSING) || is(LstmFault.BIAS_OF_CANDIDATE_MISSING) && gate == 'c';
        double z = without ? 0 : is(LstmFault.BIAS_DOUBLED) ? 2 * bias[column] : bias[column];
        z += is(LstmFault.FORGET_BIAS_TWICE) && gate == 'f' ? 1 : 0;
        for (int j = 0; j < x.length; j++) {
            z += x[j] * kernel[j][column];
        }
        for (int j = 0; j < h.length && !is(LstmFault.RECURRENT_DROPPED); j++) {
            z += h[j] * recurrent[j][column];
        }
        return z;
    }

    private double[] masked(double[] x, double[] before, double[] h, double[] c) {
        if (is(LstmFault.MASK_KEEPS_ONLY_H)) {
            step(x, h.clone(), c);
        }
        boolean zero = layer.zeroesMasked() && !is(LstmFault.MASK_ZERO_OUTPUT_IGNORED) || is(LstmFault.MASK_OUTPUT_ZERO);
        double[] output = is(LstmFault.MASK_OUTPUT_STATE) && !zero ? h.clone() : zero ? new double[h.length] : before;
        if (is(LstmFault.MASK_RESETS_STATE) || layer.zeroesMasked() && is(LstmFault.MASK_ZERO_OUTPUT_CLEARS_STATE)) {
            Arrays.fill(h, 0);
        }
        if (is(LstmFault.MASK_RESETS_STATE)) {
            Arrays.fill(c, 0);
        }
        return output;
    }

    private double gate(double z) {
        ActivationFunction own = is(LstmFault.RECURRENT_ACTIVATION_IGNORED) ? ActivationFunction.SIGMOID : layer.recurrentActivation();
        return function(is(LstmFault.GATES_USE_ACTIVATION) ? layer.activation() : own).applyAsDouble(z);
    }

    private double candidate(double z) {
        ActivationFunction own = is(LstmFault.ACTIVATION_IGNORED) ? ActivationFunction.TANH : layer.activation();
        return function(is(LstmFault.GATES_USE_ACTIVATION) ? layer.recurrentActivation() : own).applyAsDouble(z);
    }

    private double output(double c) {
        if (is(LstmFault.OUTPUT_WITHOUT_ACTIVATION)) {
            return c;
        }
        return is(LstmFault.OUTPUT_ALWAYS_TANH) ? StrictMath.tanh(c) : candidate(c);
    }

    private DoubleUnaryOperator function(ActivationFunction function) {
        return switch (function) {
            case TANH -> StrictMath::tanh;
            case SIGMOID -> z -> 1 / (1 + StrictMath.exp(-z));
            case HARD_SIGMOID -> z -> clip(is(LstmFault.HARD_SIGMOID_OF_KERAS_2) ? z / 5 + 0.5 : z / 6 + 0.5);
            case SOFTSIGN -> z -> z / (1 + Math.abs(z));
            case RELU -> z -> Math.max(z, 0);
            case LINEAR -> z -> z;
            case ELU -> z -> z > 0 ? z : StrictMath.expm1(z);
            default -> throw new IllegalArgumentException(function.kerasName());
        };
    }

    private static double clip(double y) {
        return Math.min(Math.max(y, 0), 1);
    }

    /** The same numbers in reading order, taken for a (columns, rows) array: what a wrong layout makes of a file. */
    private static double[][] readAcross(double[][] rows) {
        double[] numbers = Flat.of(rows);
        double[][] across = new double[rows.length][rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            for (int k = 0; k < rows[0].length; k++) {
                across[r][k] = numbers[k * rows.length + r];
            }
        }
        return across;
    }

    private static double[][] blocksTransposed(double[][] rows) {
        int U = rows.length;
        double[][] turned = new double[U][4 * U];
        for (int r = 0; r < U; r++) {
            for (int k = 0; k < 4 * U; k++) {
                turned[r][k] = rows[k % U][k / U * U + r];
            }
        }
        return turned;
    }
}
