package lstm4j.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import lstm4j.layer.RuleException;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import lstm4j.train.Adagrad;
import lstm4j.train.Adam;
import lstm4j.train.LearningRateSchedule;
import lstm4j.train.Optimizer;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;

/** One weight of 2 under the gradients 0.5, −1.25, 0.3 (or 0.01), against a separate program; and clipping by hand. */
class OracleOptimizerTest {
    private static final double[] GRADIENTS = {0.5, -1.25, 0.3};

    private static double[] run(Optimizer optimizer, double... gradients) {
        OracleOptimizer oracle = OracleOptimizer.of(optimizer.learningRate(0.125));
        double[][][] w = {{{2}}};
        double[] after = new double[gradients.length];
        for (int n = 0; n < gradients.length; n++) {
            w = oracle.step(w, new double[][][] {{{gradients[n]}}});
            after[n] = w[0][0][0];
        }
        assertEquals(gradients.length, oracle.iterations());
        return after;
    }

    private static void assertClose(double[] expected, double[] actual) {
        assertArrayEquals(expected, actual, Budget.ORACLE_CLOSED_FORM.limit());
    }

    @Test
    @Rule("OPT-4")
    void sgdWithAndWithoutMomentum() {
        assertClose(new double[] {1.9375, 2.09375, 2.05625}, run(new SGD(), GRADIENTS));
        assertClose(new double[] {1.9375, 2.0625, 2.0875}, run(new SGD().momentum(0.5), GRADIENTS));
        assertClose(new double[] {1.90625, 2.125, 2.1}, run(new SGD().momentum(0.5).nesterov(), GRADIENTS));
        assertClose(new double[] {1.9375, 2.09375, 2.05625}, run(new SGD().nesterov(), GRADIENTS));
    }

    @Test
    @Rule("OPT-5")
    void rmspropWithEpsilonInsideTheRoot() {
        assertClose(new double[] {1.604716083045996, 1.974286227162923, 1.8833019382868401}, run(new RMSprop(), GRADIENTS));
        assertClose(new double[] {1.5833342592561728, 1.9597036154488447, 1.868243220426912}, run(new RMSprop().centered(), GRADIENTS));
        assertClose(new double[] {1.604716083045996, 1.776644268685921, 1.7716240726298005}, run(new RMSprop().momentum(0.5), GRADIENTS));
        assertClose(new double[] {1.5833342592561728, 1.7513707450769311, 1.7439285929653776},
                run(new RMSprop().centered().momentum(0.5), GRADIENTS));
    }

    @Test
    @Rule("OPT-6")
    void adamWithEpsilonBesideTheUncorrectedRoot() {
        assertClose(new double[] {1.875000790564415, 1.930277568689814, 1.9546055254895265}, run(new Adam(), GRADIENTS));
        assertClose(new double[] {1.875000035355329, 1.924621558457541, 1.9717828186113338}, run(new Adam().betas(0.9, 0.5), 0.5, -1.25, 0.01));
        assertClose(new double[] {1.875000035355329, 1.924621558457541, 1.9579715829471727},
                run(new Adam().betas(0.9, 0.5).amsgrad(), 0.5, -1.25, 0.01));
    }

    /** By hand: w = 2, λ = ½ and the rate ⅛ take 1/16 of w before each step; a grows by squares; ε = ¼ beside the root. */
    @Test
    @Rule({"OPT-13", "OPT-15", "OPT-16"})
    void weightDecayAdagradAndEpsilonOutsideByHand() {
        assertClose(new double[] {2 * 15 / 16.0 - 0.0625, (2 * 15 / 16.0 - 0.0625) * 15 / 16 + 0.15625}, run(new SGD().weightDecay(0.5), 0.5, -1.25));
        assertClose(new double[] {2 - 0.0625 / Math.sqrt(0.25 + 1e-7), 2 - 0.0625 / Math.sqrt(0.25 + 1e-7) + 0.15625 / Math.sqrt(1.8125 + 1e-7)},
                run(new Adagrad().initialAccumulatorValue(0), 0.5, -1.25));
        assertClose(new double[] {2 - 0.0625 / (0.5 + 0.25)}, run(new Adagrad().initialAccumulatorValue(0).epsilon(0.25).epsilonOutside(), 0.5));
        assertClose(new double[] {2 - 0.0625 / (0.5 * Math.sqrt(0.5) + 0.25)}, run(new RMSprop().rho(0.5).epsilon(0.25).epsilonOutside(), 0.5));
    }

    @Test
    @Rule("OPT-2")
    void clippingShortensEachArrayOrAllTogetherOrCutsNumbers() {
        double[][][] g = {{{3, 4}}, {{0.6, 0.8}}, {{12}}}; // norms 5, 1, 12; together √170
        double[][][] w = DoubleRows.zerosLike(g);
        assertSteps(new double[] {-1.2, -1.6, -0.6, -0.8, -2}, OracleOptimizer.of(new SGD().learningRate(1).clipnorm(2)).step(w, g));
        double s = 2 / Math.sqrt(170);
        assertSteps(new double[] {-3 * s, -4 * s, -0.6 * s, -0.8 * s, -12 * s},
                OracleOptimizer.of(new SGD().learningRate(1).globalClipnorm(2)).step(w, g));
        assertSteps(new double[] {-2, -2, -0.6, -0.8, -2}, OracleOptimizer.of(new SGD().learningRate(1).clipvalue(2)).step(w, g));
        assertSteps(new double[] {-3, -4, -0.6, -0.8, -12}, OracleOptimizer.of(new SGD().learningRate(1).globalClipnorm(20)).step(w, g));
        assertArrayEquals(new double[] {3, 4}, g[0][0], "the caller's gradients stay as they were");
    }

    private static void assertSteps(double[] expected, double[][][] w) {
        assertClose(expected, new double[] {w[0][0][0], w[0][0][1], w[1][0][0], w[1][0][1], w[2][0][0]});
    }

    @Test
    @Rule("OPT-3")
    void aScheduleIsReadAtTheNumberOfStepsTakenBefore() {
        Optimizer halving = new SGD().learningRate(LearningRateSchedule.exponentialDecay(1, 1, 0.5, false));
        OracleOptimizer oracle = OracleOptimizer.of(halving);
        double[][][] w = oracle.step(new double[][][] {{{0}}}, new double[][][] {{{1}}});
        assertEquals(-1, w[0][0][0]);
        assertEquals(-1.5, oracle.step(w, new double[][][] {{{1}}})[0][0][0]);
    }

    /** 0.1 is no float: rounded on its way, it would be 1.5e-8 off. */
    @Test
    @Rule("OPT-10")
    void hyperparametersReachTheOracleInDouble() {
        double[][][] w = {{{2}}};
        double[][][] g = {{{0.7}}};
        assertEquals(2 - 0.1 * 0.7, OracleOptimizer.of(new SGD().learningRate(0.1)).step(w, g)[0][0][0], Budget.ORACLE_CLOSED_FORM.limit());
        assertEquals(2 - 0.1, OracleOptimizer.of(new SGD().learningRate(1).clipnorm(0.1)).step(w, g)[0][0][0], Budget.ORACLE_CLOSED_FORM.limit());
        Optimizer decaying = new SGD().learningRate(LearningRateSchedule.exponentialDecay(0.1, 10, 0.3, false));
        assertEquals(2 - 0.1 * 0.7, OracleOptimizer.of(decaying).step(w, g)[0][0][0], Budget.ORACLE_CLOSED_FORM.limit());
    }

    @Test
    void gradientsOfAnotherShapeAreRefused() {
        RuleException e = assertThrows(RuleException.class,
                () -> OracleOptimizer.of(new SGD()).step(new double[][][] {{{1, 2}}}, new double[][][] {{{1}}}));
        assertTrue(e.getMessage().startsWith("[ORC-5] array 0: expected [1][2], got 1 numbers in row 0."), e.getMessage());
    }
}
