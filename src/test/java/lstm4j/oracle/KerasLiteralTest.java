package lstm4j.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import lstm4j.layer.Architecture;
import lstm4j.layer.LSTM;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import lstm4j.testing.Shared;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of Keras's own LSTM unit test. Its weights are constant, so it is blind to the order of gates. */
@Rule({"LSTM-2", "LSTM-8"})
class KerasLiteralTest {
    private static final boolean[][] RAGGED = {{true, true, true, false}, {true, true, false, false}};
    private static final boolean[][] RAGGED_BACKWARDS = {{false, true, true, true}, {false, false, true, true}};

    @ParameterizedTest
    @ValueSource(strings = {"correctness", "go_backwards", "unit_forget_bias_false", "no_bias", "stateful_2nd_call", "initial_state",
        "initial_state_backwards", "mask_last", "mask_sequences", "mask_sequences_zero_output", "mask_backwards"})
    void theOracleGivesKerassOwnNumbers(String name) throws IOException {
        List<Double> expected = expected(name);
        double[] actual = Arrays.stream(outputOf(name)).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
        assertArrayEquals(expected.stream().mapToDouble(Double::doubleValue).toArray(), actual, Budget.KERAS_LITERAL.limit());
    }

    private static double[][][] outputOf(String name) {
        return switch (name) {
            case "correctness" -> output(LSTM.units(3), 1, count(3, 6, 4), Options.NONE);
            case "go_backwards" -> output(LSTM.units(3).goBackwards(), 1, count(3, 6, 4), Options.NONE);
            case "unit_forget_bias_false" -> output(LSTM.units(3), 0.03, count(3, 6, 4), Options.NONE);
            case "no_bias" -> output(LSTM.units(3).useBias(false), 1, count(3, 6, 4), Options.NONE);
            case "stateful_2nd_call" -> secondCall();
            case "initial_state" -> output(LSTM.units(2), 1, count(2, 4, 3), startingAtCount());
            case "initial_state_backwards" -> output(LSTM.units(2).goBackwards(), 1, count(2, 4, 3), startingAtCount());
            case "mask_last" -> output(LSTM.units(2), 1, count(2, 4, 3), Options.NONE.mask(RAGGED));
            case "mask_sequences" -> output(LSTM.units(2).returnSequences(), 1, count(2, 4, 3), Options.NONE.mask(RAGGED));
            case "mask_sequences_zero_output" -> output(LSTM.units(2).returnSequences().zeroOutputForMask(true), 1, count(2, 4, 3),
                    Options.NONE.mask(RAGGED));
            default -> output(LSTM.units(2).goBackwards(), 1, count(2, 4, 3), Options.NONE.mask(RAGGED_BACKWARDS));
        };
    }

    private static double[][][] output(LSTM lstm, double forgetBias, double[][][] x, Options options) {
        Architecture architecture = Architecture.of(List.of(lstm.inputShape(x[0].length, x[0][0].length)));
        return Oracle.of(architecture).forward(constantWeights(lstm, forgetBias, x[0][0].length), x, options).output();
    }

    private static double[][][] secondCall() {
        LSTM lstm = LSTM.units(4).stateful().batchInputShape(2, 3, 4);
        Oracle oracle = Oracle.of(Architecture.of(List.of(lstm)));
        double[][][] weights = constantWeights(lstm, 1, 4);
        Forward first = oracle.forward(weights, count(2, 3, 4));
        return oracle.forward(weights, count(2, 3, 4), Options.NONE.initialStates(first.finalStates())).output();
    }

    private static Options startingAtCount() {
        double[][] state = count(1, 2, 2)[0];
        return Options.NONE.initialState("lstm", new OracleState(state, state));
    }

    /** kernel 0.01, recurrent kernel 0.02, bias 0.03 but for the forget gate. */
    private static double[][][] constantWeights(LSTM lstm, double forgetBias, int F) {
        int U = lstm.units();
        double[][] bias = filled(1, 4 * U, 0.03);
        Arrays.fill(bias[0], U, 2 * U, forgetBias);
        double[][] kernel = filled(F, 4 * U, 0.01);
        double[][] recurrent = filled(U, 4 * U, 0.02);
        return lstm.useBias() ? new double[][][] {kernel, recurrent, bias} : new double[][][] {kernel, recurrent};
    }

    private static double[][] filled(int rows, int columns, double value) {
        double[][] filled = new double[rows][columns];
        for (double[] row : filled) {
            Arrays.fill(row, value);
        }
        return filled;
    }

    /** 0, 1, 2, … in this shape. */
    private static double[][][] count(int a, int b, int c) {
        double[][][] count = new double[a][b][c];
        for (int n = 0; n < a * b * c; n++) {
            count[n / (b * c)][n / c % b][n % c] = n;
        }
        return count;
    }

    private static List<Double> expected(String name) throws IOException {
        String text = Files.readString(Shared.path("fixtures/literal/keras-lstm-test-cases.json"));
        int start = text.indexOf("\"name\": \"" + name + "\"");
        String numbers = text.substring(text.indexOf("\"expected\"", start), text.indexOf("\"checked_maxdiff\"", start));
        List<Double> expected = new ArrayList<>();
        Matcher matcher = Pattern.compile("-?\\d+(\\.\\d+)?").matcher(numbers);
        while (matcher.find()) {
            expected.add(Double.valueOf(matcher.group()));
        }
        assertEquals(true, start >= 0 && expected.size() >= 4, name);
        return expected;
    }
}
