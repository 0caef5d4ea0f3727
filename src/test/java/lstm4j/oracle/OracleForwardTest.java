package lstm4j.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Flatten;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

/** Outputs that were computed apart: by hand, by a closed form, or by a separate program from the equations. */
class OracleForwardTest {
    private static final double[][] W = {{0.1, -0.2, 0.3, -0.4, 0.5, -0.6, 0.7, -0.8}, {0.15, 0.25, -0.35, 0.45, -0.55, 0.65, -0.75, 0.85}};
    private static final double[][] V = {{0.9, -0.7, 0.5, -0.3, 0.1, 0.2, -0.4, 0.6}, {-0.8, 0.05, 0.35, 0.25, -0.15, -0.45, 0.55, -0.65}};
    private static final double[][] BIAS = {{0.01, 0.02, 1.03, 0.96, -0.05, 0.06, -0.07, 0.08}};
    private static final double[][][] WEIGHTS = {W, V, BIAS};
    private static final double[][][] X = {{{1, -2}, {0.5, 0.25}}};
    private static final double[][] H = {{0.34995293399745375, -0.025253413963912653}, {0.17719563587998388, -0.11279105174627728}};
    private static final double[][] C = {{0.4136180407532181, -0.31971561335220466}, {0.38334223937986595, -0.2162481369537473}};

    private static Forward forward(double[][][] weights, double[][][] x, Options options, Layer... layers) {
        return Oracle.of(Architecture.of(List.of(layers))).forward(weights, x, options);
    }

    private static void assertClose(double[] expected, double[] actual) {
        assertArrayEquals(expected, actual, Budget.ORACLE_CLOSED_FORM.limit());
    }

    @Test
    @Rule("LSTM-2")
    void twoStepsOfTwoUnitsGiveTheNumbersOfASeparateProgram() {
        Forward forward = forward(WEIGHTS, X, Options.NONE, LSTM.of(2, 2, 2).returnSequences());
        for (int t = 0; t < 2; t++) {
            assertClose(H[t], forward.output()[0][t]);
            assertClose(H[t], forward.layer("lstm").steps().get(t).h()[0]);
            assertClose(C[t], forward.layer("lstm").steps().get(t).c()[0]);
        }
        assertClose(H[1], forward.finalStates().get("lstm").h()[0]);
        assertClose(C[1], forward.finalStates().get("lstm").c()[0]);
    }

    @Test
    @Rule("LSTM-2")
    void everyNumberInBetweenFollowsFromTheOnesBefore() {
        Step step = forward(WEIGHTS, X, Options.NONE, LSTM.of(2, 2, 2)).layer("lstm").steps().get(0);
        assertClose(new double[] {0.1 - 0.3 + 0.01, -0.2 - 0.5 + 0.02, 0.3 + 0.7 + 1.03, -0.4 - 0.9 + 0.96, 0.5 + 1.1 - 0.05,
            -0.6 - 1.3 + 0.06, 0.7 + 1.5 - 0.07, -0.8 - 1.7 + 0.08}, step.z()[0]);
        double[] z = step.z()[0];
        for (int u = 0; u < 2; u++) {
            assertEquals(1 / (1 + Math.exp(-z[u])), step.i()[0][u], Budget.ORACLE_CLOSED_FORM.limit());
            assertEquals(1 / (1 + Math.exp(-z[2 + u])), step.f()[0][u], Budget.ORACLE_CLOSED_FORM.limit());
            assertEquals(Math.tanh(z[4 + u]), step.g()[0][u], Budget.ORACLE_CLOSED_FORM.limit());
            assertEquals(1 / (1 + Math.exp(-z[6 + u])), step.o()[0][u], Budget.ORACLE_CLOSED_FORM.limit());
            assertEquals(step.i()[0][u] * step.g()[0][u], step.c()[0][u], Budget.ORACLE_CLOSED_FORM.limit());
            assertEquals(Math.tanh(step.c()[0][u]), step.a()[0][u], Budget.ORACLE_CLOSED_FORM.limit());
            assertEquals(step.o()[0][u] * step.a()[0][u], step.h()[0][u], Budget.ORACLE_CLOSED_FORM.limit());
        }
    }

    @Test
    @Rule("LSTM-2")
    void withoutKernelsTheCellStateIsAGeometricSum() {
        double[][][] weights = {new double[2][8], new double[2][8], {{0.3, -0.4, 1.1, 0.2, 0.7, -0.9, 0.5, -0.6}}};
        int T = 40;
        List<Step> steps = forward(weights, new double[1][T][2], Options.NONE, LSTM.of(2, T, 2)).layer("lstm").steps();
        for (int u = 0; u < 2; u++) {
            double[] bias = weights[2][0];
            double i = 1 / (1 + Math.exp(-bias[u])), f = 1 / (1 + Math.exp(-bias[2 + u]));
            double g = Math.tanh(bias[4 + u]), o = 1 / (1 + Math.exp(-bias[6 + u]));
            for (int t = 0; t < T; t++) {
                double c = i * g * (1 - Math.pow(f, t + 1)) / (1 - f);
                assertEquals(c, steps.get(t).c()[0][u], Budget.ORACLE_CLOSED_FORM.limit());
                assertEquals(o * Math.tanh(c), steps.get(t).h()[0][u], Budget.ORACLE_CLOSED_FORM.limit());
            }
        }
    }

    @Test
    @Rule("LSTM-6")
    void goingBackwardsEqualsGoingForwardOverTheReversedSequenceAndKeepsTheOrderOfProcessing() {
        double[][][] reversed = {{X[0][1], X[0][0]}};
        Forward backwards = forward(WEIGHTS, reversed, Options.NONE, LSTM.of(2, 2, 2).goBackwards().returnSequences());
        assertClose(H[0], backwards.output()[0][0]);
        assertClose(H[1], backwards.output()[0][1]);
        assertEquals(1, backwards.layer("lstm").steps().get(0).t());
    }

    @Test
    @Rule("LSTM-5")
    void twoCallsWithTheStateCarriedEqualOneCallOverBothPartsBitForBit() {
        double[][][] weights = {W, V, BIAS};
        Forward first = forward(weights, new double[][][] {{X[0][0]}}, Options.NONE, LSTM.of(2, 1, 2));
        Forward second = forward(weights, new double[][][] {{X[0][1]}}, Options.NONE.initialStates(first.finalStates()), LSTM.of(2, 1, 2));
        assertArrayEquals(forward(weights, X, Options.NONE, LSTM.of(2, 2, 2)).output()[0][0], second.output()[0][0]);
    }

    @Test
    @Rule("LSTM-8")
    void aMaskedStepKeepsTheStateAndRepeatsTheOutputButStartsFromZero() {
        double[][][] x = {{{9, 9}, {1, -2}, {9, 9}, {0.5, 0.25}, {9, 9}}};
        OracleState start = new OracleState(new double[][] {{0.5, -0.5}}, new double[][] {{0.25, 0.75}});
        Options options = Options.NONE.initialState("lstm", start);
        Forward masked = forward(WEIGHTS, x, options, Masking.value(9).inputShape(5, 2), LSTM.units(2).returnSequences());
        double[][] unmasked = forward(WEIGHTS, X, options, LSTM.of(2, 2, 2).returnSequences()).output()[0];
        assertArrayEquals(new double[2], masked.output()[0][0], "before the first used step the output is 0, not h0");
        assertArrayEquals(start.h()[0], masked.layer("lstm").steps().get(0).h()[0]);
        assertArrayEquals(unmasked[0], masked.output()[0][1]);
        assertArrayEquals(unmasked[0], masked.output()[0][2]);
        assertArrayEquals(unmasked[1], masked.output()[0][3]);
        assertArrayEquals(unmasked[1], masked.output()[0][4]);
        assertArrayEquals(new boolean[] {false, true, false, true, false}, masked.outputMask()[0]);
    }

    @Test
    @Rule("LSTM-8")
    void zeroOutputForMaskGivesZerosAlsoAsTheLastOutputWhileTheStateIsKept() {
        double[][][] x = {{{1, -2}, {0.5, 0.25}, {0, 0}}};
        Forward masked = forward(WEIGHTS, x, Options.NONE, Masking.value(0).inputShape(3, 2), LSTM.units(2).zeroOutputForMask(true));
        assertArrayEquals(new double[2], masked.output()[0][0]);
        assertClose(H[1], masked.finalStates().get("lstm").h()[0]);
        assertTrue(masked.outputMask() == null);
    }

    @Test
    @Rule("LSTM-8")
    void goBackwardsPassesTheMaskOnUnreversedAsKerasDoes() {
        double[][][] x = {{{1, -2}, {0.5, 0.25}, {0, 0}}};
        Forward masked = forward(WEIGHTS, x, Options.NONE, Masking.value(0).inputShape(3, 2), LSTM.units(2).goBackwards().returnSequences());
        assertArrayEquals(new double[2], masked.output()[0][0], "the step made first is the masked one");
        assertArrayEquals(new boolean[] {true, true, false}, masked.outputMask()[0]);
    }

    @Test
    @Rule("LSTM-8")
    void maskingLooksAtAllFeaturesAndANaNIsNotTheMaskValue() {
        double[][][] x = {{{0, -0.0}, {0, Double.NaN}, {0, 1}}};
        Forward masked = forward(new double[0][][], x, Options.NONE, Masking.value(0).inputShape(3, 2));
        assertArrayEquals(new boolean[] {false, true, true}, masked.outputMask()[0]);
    }

    @Test
    @Rule("LSTM-8")
    void aSecondMaskingReplacesTheFirstAndFlattenEndsIt() {
        double[][][] x = {{{9, 9}, {0, 0}}};
        Forward twice = forward(new double[0][][], x, Options.NONE, Masking.value(9).inputShape(2, 2), Masking.value(0));
        assertArrayEquals(new boolean[] {false, false}, twice.outputMask()[0], "the first one made zeros of the nines");
        Forward flat = forward(new double[0][][], x, Options.NONE, Masking.value(9).inputShape(2, 2), Flatten.layer());
        assertTrue(flat.outputMask() == null);
        assertArrayEquals(new double[4], flat.output()[0][0]);
    }

    @Test
    @Rule({"DENSE-1", "DENSE-2"})
    void denseAddsTheBiasToTheProductAndSoftmaxSurvivesHugeSums() {
        double[][][] weights = {{{1, 2}, {3, 4}}, {{0.5, -0.5}}};
        Forward linear = forward(weights, new double[][][] {{{10, 100}}}, Options.NONE, Dense.units(2).inputShape(2));
        assertArrayEquals(new double[] {310.5, 419.5}, linear.output()[0][0]);
        Forward softmax = forward(weights, new double[][][] {{{1000, 1000}}}, Options.NONE,
                Dense.units(2).activation(ActivationFunction.SOFTMAX).inputShape(2));
        assertArrayEquals(new double[] {0, 1}, softmax.output()[0][0]);
    }

    @Test
    @Rule({"LSTM-11", "LSTM-12"})
    void inputDropoutMultipliesEveryStepsInputAndRecurrentDropoutTheStateOnItsWayIn() {
        double[][] xFactors = {{2, 0}};
        double[][] hFactors = {{0, 2}};
        Options options = Options.NONE.inputDropout("lstm", xFactors).recurrentDropout("lstm", hFactors);
        double[][][] dropped = forward(WEIGHTS, X, options, LSTM.of(2, 2, 2).returnSequences()).output();
        double[][] w2 = {Arrays.stream(W[0]).map(w -> 2 * w).toArray(), new double[8]};
        double[][] r2 = {new double[8], Arrays.stream(V[1]).map(w -> 2 * w).toArray()};
        double[][][] scaled = forward(new double[][][] {w2, r2, BIAS}, X, Options.NONE, LSTM.of(2, 2, 2).returnSequences()).output();
        assertClose(scaled[0][0], dropped[0][0]);
        assertClose(scaled[0][1], dropped[0][1]);
        assertFalse(Arrays.equals(H[1], dropped[0][1]));
    }
}
