package lstm4j.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Regularizer;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import lstm4j.train.Loss;
import org.junit.jupiter.api.Test;

/** What the general judges do not reach: derivatives by final states, truncation as separate calls, penalties. */
class OracleBackwardTest {
    private final RandomCase numbers = new RandomCase(12345, 1);
    private final Architecture architecture = Architecture.of(List.of(LSTM.of(2, 6, 3)));
    private final Oracle oracle = Oracle.of(architecture);
    private final double[][][] weights = {random(3, 8, 1), random(2, 8, 2), random(1, 8, 3)};
    private final double[][][] x = {random(6, 3, 4), random(6, 3, 5)};

    private static double[][] random(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] numbers = new double[rows][columns];
        for (double[] row : numbers) {
            for (int k = 0; k < columns; k++) {
                row[k] = 2 * random.nextDouble() - 1;
            }
        }
        return numbers;
    }

    @Test
    @Rule("BPTT-3")
    void aDerivativeByFinalStatesFlowsBackToWeightsAndInitialStates() {
        OracleState dFinal = new OracleState(random(2, 2, 6), random(2, 2, 7));
        double[][][] dOutput = {random(1, 2, 8), random(1, 2, 9)};
        OracleGradients g = oracle.backward(weights, oracle.forward(weights, x), dOutput, Map.of("lstm", dFinal), Options.NONE);
        double[][][] expected = FiniteDifference.richardson(w -> value(w, Options.NONE, dOutput, dFinal), weights, 2e-3, 3);
        GradientReport report = GradientReport.compare(List.of("kernel", "recurrent", "bias"), expected, g.weights());
        assertTrue(report.worstNormError() <= Budget.ORACLE_RICHARDSON_NORM.limit(), report.toString());
        assertEquals(value(weights, Options.NONE, dOutput, dFinal), g.loss());
        double[][][] zeroState = {new double[2][2], new double[2][2]};
        double[][][] byState = FiniteDifference.richardson(
                s -> value(weights, Options.NONE.initialState("lstm", new OracleState(s[0], s[1])), dOutput, dFinal), zeroState, 2e-3, 3);
        OracleState initial = g.initialStates().get("lstm");
        GradientReport states = GradientReport.compare(List.of("h", "c"), byState, new double[][][] {initial.h(), initial.c()});
        assertTrue(states.worstNormError() <= Budget.ORACLE_RICHARDSON_NORM.limit(), states.toString());
    }

    private double value(double[][][] w, Options options, double[][][] dOutput, OracleState dFinal) {
        Forward forward = oracle.forward(w, x, options);
        return oracle.backward(w, forward, dOutput, Map.of("lstm", dFinal), options).loss();
    }

    @Test
    @Rule("BPTT-7")
    void truncationEqualsSeparateCallsWhoseStatesCountAsGiven() {
        Architecture sequences = Architecture.of(List.of(LSTM.of(2, 6, 3).returnSequences()));
        Architecture half = Architecture.of(List.of(LSTM.of(2, 3, 3).returnSequences()));
        double[][][] dy = {random(6, 2, 10), random(6, 2, 11)};
        Options truncated = Options.NONE.truncate(3);
        Forward whole = Oracle.of(sequences).forward(weights, x, truncated);
        OracleGradients g = Oracle.of(sequences).backward(weights, whole, dy, Map.of(), truncated);
        Forward first = Oracle.of(half).forward(weights, part(x, 0));
        Options carried = Options.NONE.initialStates(first.finalStates());
        Forward second = Oracle.of(half).forward(weights, part(x, 3), carried);
        OracleGradients g1 = Oracle.of(half).backward(weights, first, part(dy, 0), Map.of(), Options.NONE);
        OracleGradients g2 = Oracle.of(half).backward(weights, second, part(dy, 3), Map.of(), carried);
        for (int n = 0; n < 3; n++) {
            for (int r = 0; r < weights[n].length; r++) {
                double[] sum = g1.weights()[n][r].clone();
                for (int k = 0; k < sum.length; k++) {
                    sum[k] += g2.weights()[n][r][k];
                }
                assertArrayEquals(sum, g.weights()[n][r], Budget.ORACLE_CLOSED_FORM.limit());
            }
        }
        assertArrayEquals(g1.input()[1][2], g.input()[1][2]);
        assertArrayEquals(g1.initialStates().get("lstm").c()[0], g.initialStates().get("lstm").c()[0]);
    }

    private static double[][][] part(double[][][] rows, int from) {
        double[][][] part = new double[rows.length][][];
        for (int b = 0; b < rows.length; b++) {
            part[b] = Arrays.copyOfRange(rows[b], from, from + 3);
        }
        return part;
    }

    @Test
    @Rule("BPTT-7")
    void truncationAsLongAsTheSequenceChangesNothing() {
        OracleLabels labels = OracleLabels.rows(new double[2][1][2]);
        OracleGradients full = oracle.gradients(weights, x, Loss.MSE, labels);
        OracleGradients truncated = oracle.gradients(weights, x, Loss.MSE, labels, Options.NONE.truncate(6));
        assertArrayEquals(full.weights()[1][0], truncated.weights()[1][0]);
    }

    @Test
    @Rule("FIT-9")
    void thePenaltyIsInTheLossAndItsDerivativeInTheGradientOnce() {
        Oracle plain = Oracle.of(Architecture.of(List.of(Dense.units(1).inputShape(2))));
        Oracle penalised = Oracle.of(Architecture.of(List.of(Dense.units(1).inputShape(2).kernelRegularizer(new Regularizer(0.5f, 0.25f)))));
        double[][][] w = {{{2}, {-3}}, {{1}}};
        double[][][] data = {{{1, 1}}, {{0, 2}}};
        OracleLabels labels = OracleLabels.rows(new double[2][1][1]);
        OracleGradients a = plain.gradients(w, data, Loss.MSE, labels);
        OracleGradients b = penalised.gradients(w, data, Loss.MSE, labels);
        assertEquals(a.loss() + 0.5 * 5 + 0.25 * 13, b.loss());
        assertEquals(b.loss(), penalised.loss(w, data, Loss.MSE, labels));
        assertEquals(a.weights()[0][0][0] + 0.5 + 2 * 0.25 * 2, b.weights()[0][0][0]);
        assertEquals(a.weights()[0][1][0] - 0.5 - 2 * 0.25 * 3, b.weights()[0][1][0]);
        assertEquals(a.weights()[1][0][0], b.weights()[1][0][0]);
    }

    @Test
    @Rule("LOSS-8")
    void crossentropyBehindItsOwnFunctionIsComputedFromTheLogitsAndNotClipped() {
        double[][][] w = {{{40, 0, -10}}, {{0, 0, 0}}};
        double[][][] one = {{{1}}};
        OracleLabels label = OracleLabels.classes(new int[][] {{1}});
        for (Layer[] head : new Layer[][] {{Dense.units(3).activation(ActivationFunction.SOFTMAX).inputShape(1)},
            {Dense.units(3).inputShape(1), Activation.of(ActivationFunction.SOFTMAX)}}) {
            OracleGradients g = Oracle.of(Architecture.of(List.of(head))).gradients(w, one, Loss.SPARSE_CATEGORICAL_CROSSENTROPY, label);
            assertEquals(40, g.loss(), Budget.ORACLE_CLOSED_FORM.limit() * 40);
            assertArrayEquals(new double[] {1, -1, 0}, g.weights()[1][0], Budget.ORACLE_CLOSED_FORM.limit());
        }
        Oracle sigmoid = Oracle.of(Architecture.of(List.of(Dense.units(1).activation(ActivationFunction.SIGMOID).inputShape(1))));
        assertEquals(40, sigmoid.loss(new double[][][] {{{40}}, {{0}}}, one, Loss.BINARY_CROSSENTROPY, OracleLabels.rows(new double[1][1][1])));
    }

    @Test
    void neitherWeightsNorDataAreChanged() {
        double[][][] weightsBefore = DoubleRows.copy(numbers.weights);
        double[][][] xBefore = DoubleRows.copy(numbers.x);
        Oracle.of(numbers.architecture).gradients(numbers.weights, numbers.x, numbers.loss, numbers.labels(), numbers.options());
        for (int n = 0; n < weightsBefore.length; n++) {
            for (int r = 0; r < weightsBefore[n].length; r++) {
                assertArrayEquals(weightsBefore[n][r], numbers.weights[n][r]);
            }
        }
        assertArrayEquals(xBefore[0][0], numbers.x[0][0]);
    }
}
