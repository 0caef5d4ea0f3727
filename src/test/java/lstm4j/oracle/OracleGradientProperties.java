package lstm4j.oracle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;

/** Two judges of the oracle's gradients that share no derivation with it: dual numbers, and differences of the loss. */
class OracleGradientProperties {
    /**
     * The whole Jacobian: the derivative by every number of the weights, the data and the initial states.
     *
     * <p>Errors are measured by A, what the derivative's terms add up to when all are taken positive: where they cancel to
     * a small rest, that rest has fewer digits in any arithmetic. Where they do not (A at most 4 times the gradient of an
     * array, 100 times one number), the error is held to the same limit relative to the gradient itself. An array counts
     * as at least 1 % of the whole gradient and a number as 1e-10 of it: a cell state that nearly cancels, or tanh' far out,
     * where it is e^−2c, multiply the last digit of a value, which A does not see.
     */
    @Property(tries = 600, seed = "1", shrinking = ShrinkingMode.OFF)
    @Rule({"BPTT-1", "BPTT-2", "BPTT-3", "BPTT-4", "BPTT-5", "BPTT-6", "BPTT-8", "RNN-3", "DENSE-1", "DENSE-2", "DENSE-3", "DENSE-7", "LOSS-2", "LOSS-9"})
    void everyGradientEqualsThatOfDualNumbers(@ForAll("small") RandomCase model) {
        compareWithDualNumbers(model);
    }

    static void compareWithDualNumbers(RandomCase model) {
        OracleGradients g = gradients(model);
        DualModel dual = new DualModel(model);
        double loss = dual.loss().v();
        double norm = GradientReport.norm(g.weights());
        double digits = Math.min(1, dual.functions.nearestKink()); // the logarithm of p has fewer where p is nearly clipped
        within(Budget.ORACLE_DUAL_LOSS, Math.abs(g.loss() - loss), Math.max(1, Math.abs(loss)) / digits, model);
        compare(model, norm, dual, dual.weights, g.weights());
        compare(model, norm, dual, dual.x, g.input());
        for (Map.Entry<String, OracleState> entry : g.initialStates().entrySet()) {
            String name = entry.getKey();
            compare(model, norm, dual, dual.states.get(name), entry.getValue().parts());
        }
    }

    private static void compare(RandomCase model, double norm, DualModel dual, Dual[][][] inputs, double[][][] actual) {
        for (int n = 0; n < inputs.length; n++) {
            double errors = 0;
            double squares = 0;
            double sums = 0;
            for (int r = 0; r < inputs[n].length; r++) {
                for (int k = 0; k < inputs[n][r].length; k++) {
                    Dual constant = inputs[n][r][k];
                    inputs[n][r][k] = Dual.variable(constant.v());
                    Dual expected = dual.loss();
                    inputs[n][r][k] = constant;
                    double error = Math.abs(expected.d() - actual[n][r][k]);
                    within(Budget.ORACLE_DUAL_ELEMENT, error, Math.max(expected.a(), 1e-10 * norm), model);
                    if (expected.a() <= 100 * Math.abs(expected.d())) {
                        within(Budget.ORACLE_DUAL_ELEMENT, error, Math.max(Math.abs(expected.d()), 1e-10 * norm), model);
                    }
                    errors += error * error;
                    squares += expected.d() * expected.d();
                    sums += expected.a() * expected.a();
                }
            }
            within(Budget.ORACLE_DUAL_NORM, Math.sqrt(errors), Math.max(Math.sqrt(sums), 0.01 * norm), model);
            if (sums <= 4 * 4 * squares) {
                within(Budget.ORACLE_DUAL_NORM, Math.sqrt(errors), Math.max(Math.sqrt(squares), 0.01 * norm), model);
            }
        }
    }

    /** Larger models, one random direction through weights, data and states at once: one pass of dual numbers. */
    @Property(tries = 100, seed = "2", shrinking = ShrinkingMode.OFF)
    void gradientsOfLargerModelsAgreeAlongARandomDirection(@ForAll("larger") RandomCase model) {
        OracleGradients g = gradients(model);
        DualModel dual = new DualModel(model);
        SplittableRandom random = new SplittableRandom(model.seed + 1);
        double sum = direct(random, dual.weights, g.weights()) + direct(random, dual.x, g.input());
        for (Map.Entry<String, OracleState> entry : g.initialStates().entrySet()) {
            String name = entry.getKey();
            sum += direct(random, dual.states.get(name), entry.getValue().parts());
        }
        Dual expected = dual.loss();
        within(Budget.ORACLE_DUAL_NORM, Math.abs(expected.d() - sum), expected.a(), model);
    }

    /** Gives every number a random derivative and returns Σ gradient · that derivative. */
    private static double direct(SplittableRandom random, Dual[][][] inputs, double[][][] gradient) {
        double sum = 0;
        for (int n = 0; n < inputs.length; n++) {
            for (int r = 0; r < inputs[n].length; r++) {
                for (int k = 0; k < inputs[n][r].length; k++) {
                    double d = 2 * random.nextDouble() - 1;
                    inputs[n][r][k] = new Dual(inputs[n][r][k].v(), d, Math.abs(d));
                    sum += gradient[n][r][k] * d;
                }
            }
        }
        return sum;
    }

    /** A difference of losses of size 1 is good to 1e-16/step, so gradients smaller than that are not looked at closely. */
    @Property(tries = 500, seed = "5", shrinking = ShrinkingMode.OFF)
    @Rule({"BPTT-1", "BPTT-5"})
    void everyWeightGradientEqualsTheFiniteDifferenceOfTheLoss(@ForAll("small") RandomCase model) {
        DualModel dual = new DualModel(model);
        dual.loss();
        double kink = dual.functions.nearestKink();
        Assume.that(kink > 1e-3 && model.truncate >= model.T);
        double[][][] g = gradients(model).weights();
        Oracle oracle = Oracle.of(model.architecture);
        ToDoubleFunction<double[][][]> f = w -> oracle.loss(w, model.x, model.loss, model.labels(), model.options());
        double norm = GradientReport.norm(g);
        double[][][] central = FiniteDifference.central(f, model.weights, FiniteDifference.STEP);
        within(Budget.ORACLE_CENTRAL_NORM, distance(central, g), Math.max(norm, 0.05), model);
        if (kink > 0.05) {
            double[][][] richardson = FiniteDifference.richardson(f, model.weights, 2e-3, 3);
            within(Budget.ORACLE_RICHARDSON_NORM, distance(richardson, g), Math.max(norm, 1e-3), model);
        }
    }

    /** Two runs give the same bits. */
    @Property(tries = 50, seed = "4", shrinking = ShrinkingMode.OFF)
    void gradientsAreTheSameBitsEachTime(@ForAll("small") RandomCase model) {
        assertTrue(distance(gradients(model).weights(), gradients(model).weights()) == 0, model.toString());
    }

    private static OracleGradients gradients(RandomCase model) {
        return Oracle.of(model.architecture).gradients(model.weights, model.x, model.loss, model.labels(), model.options());
    }

    private static double distance(double[][][] a, double[][][] b) {
        double[][][] difference = DoubleRows.copy(a);
        for (int n = 0; n < a.length; n++) {
            for (int r = 0; r < a[n].length; r++) {
                for (int k = 0; k < a[n][r].length; k++) {
                    difference[n][r][k] -= b[n][r][k];
                }
            }
        }
        return GradientReport.norm(difference);
    }

    private static void within(Budget budget, double error, double size, RandomCase model) {
        assertTrue(error <= budget.limit() * size, () -> budget + ": error " + error + " of " + size + " at " + model);
    }

    @Provide
    Arbitrary<RandomCase> small() {
        return models(1);
    }

    @Provide
    Arbitrary<RandomCase> larger() {
        return models(4);
    }

    private static Arbitrary<RandomCase> models(int size) {
        return Arbitraries.longs().withDistribution(RandomDistribution.uniform()).withoutEdgeCases()
                .map(seed -> new RandomCase(seed, size));
    }
}
