package lstm4j.golden;

import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Stream;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.GRU;
import lstm4j.layer.Layer;
import lstm4j.layer.Recurrent;
import lstm4j.layer.Shape;
import lstm4j.oracle.LayerTrace;
import lstm4j.oracle.OracleState;

/** Faulty GRU and SimpleRNN layers on the forward vectors: the layer as it is, of other weights, options, inputs or outputs. */
final class RecurrentMutants {
    private final RecurrentFault fault;

    private RecurrentMutants(RecurrentFault fault) {
        this.fault = fault;
    }

    static Stream<Golden> tests() {
        return Golden.of("recurrent_forward");
    }

    static boolean fails(Golden test, RecurrentFault fault) {
        return LayerByLayer.fails(test, new RecurrentMutants(fault)::made);
    }

    private boolean is(RecurrentFault other) {
        return fault == other;
    }

    private LayerTrace made(Layer layer, Shape input, double[][][] weights, double[][][] x, boolean[][] mask, OracleState state) {
        return layer instanceof Recurrent<?> recurrent ? made(recurrent, input, weights, x, mask, state) : LayerByLayer.right(layer, input, weights, x, mask, state);
    }

    private LayerTrace made(Recurrent<?> layer, Shape input, double[][][] weights, double[][][] x, boolean[][] mask, OracleState state) {
        double[][][] faulty = Arrays.stream(weights).map(array -> Arrays.stream(array).map(double[]::clone).toArray(double[][]::new)).toArray(double[][][]::new);
        Recurrent<?> changed = layer instanceof GRU gru ? changed(gru, faulty) : layer;
        both(layer.units(), faulty);
        changed = options(changed);
        LayerTrace trace = LayerByLayer.right(changed, input, faulty, x, mask(mask), state(state));
        boolean turned = is(RecurrentFault.BACKWARDS_TURNED) && layer.goesBackwards() && layer.returnsSequences();
        return turned ? LayerByLayer.with(trace, Arrays.stream(trace.output()).map(RecurrentMutants::reversed).toArray(double[][][]::new)) : firstOutput(layer, trace);
    }

    private LayerTrace firstOutput(Recurrent<?> layer, LayerTrace trace) {
        boolean wrong = is(RecurrentFault.FIRST_OUTPUT) && !layer.returnsSequences();
        return wrong ? LayerByLayer.with(trace, rows(trace.steps().get(0).y())) : trace;
    }

    private static double[][][] rows(double[][] y) {
        return Arrays.stream(y).map(row -> new double[][] {row}).toArray(double[][][]::new);
    }

    private static double[][] reversed(double[][] steps) {
        double[][] turned = steps.clone();
        Collections.reverse(Arrays.asList(turned));
        return turned;
    }

    private Recurrent<?> options(Recurrent<?> layer) {
        return switch (fault) {
            case ACTIVATION_IGNORED -> layer.activation(ActivationFunction.TANH);
            case BACKWARDS_IGNORED -> layer.goBackwards(false);
            case MASK_OUTPUT_ZERO -> layer.zeroOutputForMask(true);
            case MASK_ZERO_OUTPUT_IGNORED -> layer.zeroOutputForMask(false);
            default -> layer;
        };
    }

    private boolean[][] mask(boolean[][] mask) {
        if (mask == null || is(RecurrentFault.MASK_IGNORED)) {
            return null;
        }
        return is(RecurrentFault.MASK_TURNED) ? turned(mask) : mask;
    }

    /** A mask [B][T] read from its end. */
    static boolean[][] turned(boolean[][] mask) {
        return Arrays.stream(mask).map(RecurrentMutants::reversed).toArray(boolean[][]::new);
    }

    private static boolean[] reversed(boolean[] row) {
        boolean[] turned = new boolean[row.length];
        for (int t = 0; t < row.length; t++) {
            turned[t] = row[row.length - 1 - t];
        }
        return turned;
    }

    private OracleState state(OracleState given) {
        if (given == null || is(RecurrentFault.INITIAL_STATE_IGNORED)) {
            return null;
        }
        return is(RecurrentFault.STATE_OF_ANOTHER_ROW) ? new OracleState(new double[][][] {reversed(given.h())}) : given;
    }

    /** What can be wrong with the weights of either layer. */
    private void both(int U, double[][][] weights) {
        for (int row = 0; row < U && is(RecurrentFault.RECURRENT_DROPPED); row++) {
            Arrays.fill(weights[1][row], 0);
        }
        for (int array = 2; array < weights.length && is(RecurrentFault.BIAS_MISSING); array++) {
            Arrays.stream(weights[array]).forEach(row -> Arrays.fill(row, 0));
        }
        double[][] before = Arrays.stream(weights[1]).map(double[]::clone).toArray(double[][]::new);
        for (int u = 0; u < U && is(RecurrentFault.RECURRENT_TRANSPOSED); u++) {
            for (int q = 0; q < before[u].length; q++) {
                weights[1][u][q] = before[q % U][q / U * U + u];
            }
        }
    }

    /** The GRU with what can be wrong with it alone; changes its weights. */
    private GRU changed(GRU layer, double[][][] weights) {
        int U = layer.units();
        for (double[][] array : weights) {
            for (double[] row : array) {
                exchange(row, U);
            }
        }
        if (is(RecurrentFault.RESET_OPEN) || is(RecurrentFault.UPDATE_CLOSED)) {
            fix(weights, is(RecurrentFault.RESET_OPEN) ? U : 0, U, is(RecurrentFault.RESET_OPEN) ? 1 : -1);
        }
        if (layer.useBias() && layer.resetAfter()) {
            biases(weights[2]);
        }
        if (is(RecurrentFault.RESET_OTHER_SIDE)) {
            otherSide(layer, weights);
            return layer.resetAfter(!layer.resetAfter());
        }
        return is(RecurrentFault.RECURRENT_ACTIVATION_IGNORED) ? layer.recurrentActivation(ActivationFunction.SIGMOID) : layer;
    }

    private void exchange(double[] row, int U) {
        double[] given = row.clone();
        for (int block = 0; block < 3; block++) {
            System.arraycopy(given, fault.blocks().indexOf("zrh".charAt(block)) * U, row, block * U, U);
        }
        for (int u = 0; u < U && is(RecurrentFault.UPDATE_TURNED); u++) {
            row[u] = -row[u]; // σ(−s) = 1 − σ(s)
        }
    }

    /** A gate that is always 1, or always 0, where there is a bias. */
    private static void fix(double[][][] weights, int first, int U, int sign) {
        for (double[][] array : weights) {
            for (double[] row : array) {
                Arrays.fill(row, first, first + U, weights.length > 2 && array == weights[2] ? sign * 50.0 : 0);
            }
        }
    }

    private void biases(double[][] bias) {
        double[] inner = bias[1].clone();
        switch (fault) {
            case INNER_BIAS_OUTSIDE -> {
                Arrays.setAll(bias[0], q -> bias[0][q] + inner[q]);
                Arrays.fill(bias[1], 0);
            }
            case INNER_BIAS_MISSING -> Arrays.fill(bias[1], 0);
            case BIASES_SWAPPED -> {
                bias[1] = bias[0];
                bias[0] = inner;
            }
            default -> { }
        }
    }

    /** The bias in the form of the other kind. */
    private static void otherSide(GRU layer, double[][][] weights) {
        if (layer.useBias()) {
            double[] sum = weights[2][0].clone();
            Arrays.setAll(sum, q -> layer.resetAfter() ? weights[2][0][q] + weights[2][1][q] : weights[2][0][q]);
            weights[2] = layer.resetAfter() ? new double[][] {sum} : new double[][] {sum, new double[sum.length]};
        }
    }
}
