package lstm4j.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import lstm4j.testing.Budget;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * The oracle judges every number of every gradient of the engine: of weights, data and initial states, with every option of
 * the layers, masks, both kinds of dropout, truncation, penalties, every loss and sample weights.
 *
 * <p>The measure is the running error of each number: what a float computation may get wrong when every operation is off by
 * one rounding, carried forward and back by the chain rule ({@link Tracked}). No number may be off by more, and no array by
 * more than half of it. Against the plain magnitude A (all terms of a derivative taken positive) the error is at most 32 u A,
 * and 10 u relative to an array's own size, but for the few where numbers cancel before they get there, as p − y does, or a
 * cell state of nearly zero: there any float computation loses digits, and the running error knows. The shares that keep
 * those limits are checked too.
 */
@Rule({"BPTT-1", "BPTT-2", "BPTT-3", "BPTT-4", "BPTT-5", "BPTT-6", "BPTT-7", "BPTT-8", "RNN-3", "DENSE-1", "DENSE-3", "DENSE-4", "DENSE-6", "DENSE-7", "LOSS-2", "LOSS-3", "LOSS-4", "LOSS-5", "LOSS-6", "LOSS-7", "LOSS-8", "LOSS-9", "FIT-9"})
class EngineOracleProperties {
    private static final String NUMBERS = "numbers within 32 u A";
    private static final String ARRAYS = "arrays within 10 u";

    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Property(tries = 600, seed = "41", shrinking = ShrinkingMode.OFF)
    void gradientsOfSmallModels(@ForAll("small") EngineCase data) {
        check(data, 1, 95);
    }

    /** Up to 12 samples of 20 steps, 12 units a layer. */
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Property(tries = 60, seed = "42", shrinking = ShrinkingMode.OFF)
    void gradientsOfLargerModels(@ForAll("larger") EngineCase data) {
        check(data, 2, 95);
    }

    /** 70 samples are 3 shards, 600 are more than there are gradient buffers. The terms of so many samples cancel more often. */
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    @Property(tries = 20, seed = "43", shrinking = ShrinkingMode.OFF)
    void gradientsOfManyShards(@ForAll("tall") EngineCase data) {
        check(data, 3, 80);
    }

    private static void check(EngineCase data, int threads, double atLeast) {
        Assume.that(data.model.mask == null); // the engine takes masks from a Masking layer only
        OracleGradients expected = data.expected();
        OracleGradients actual = data.actual(threads);
        if (data.isPlain()) {
            compareFacade(data, actual);
        }
        RunningErrors errors = new RunningErrors(data);
        double size = Math.max(1, Math.abs(expected.loss()));
        assertEquals(expected.loss(), actual.loss(), Tracked.U * Budget.ENGINE_LOSS.limit() * size, data.toString());
        for (int w = 0; w < errors.weights.length; w++) {
            compare(new double[][][] {expected.weights()[w]}, new double[][][] {actual.weights()[w]}, new Tracked[][][] {errors.weights[w]}, data);
        }
        compare(expected.input(), actual.input(), errors.x, data);
        for (Map.Entry<String, OracleState> entry : expected.initialStates().entrySet()) {
            OracleState state = actual.initialStates().get(entry.getKey());
            Tracked[][][] tracked = errors.states.get(entry.getKey());
            for (int part = 0; part < tracked.length; part++) {
                compare(new double[][][] {entry.getValue().parts()[part]}, new double[][][] {state.parts()[part]},
                        new Tracked[][][] {tracked[part]}, data);
            }
        }
        Statistics.label(NUMBERS).coverage(coverage -> coverage.check(true).percentage(share -> share > 99.8));
        Statistics.label(ARRAYS).coverage(coverage -> coverage.check(true).percentage(share -> share > atLeast));
    }

    /** What a user gets from the model, bit for bit what is judged here. */
    private static void compareFacade(EngineCase data, OracleGradients actual) {
        lstm4j.Gradients facade = data.ofFacade();
        assertEquals(actual.loss(), facade.loss());
        for (int w = 0; w < facade.weights().length; w++) {
            Numbers.assertSameBits(Numbers.floats(actual.weights()[w]), facade.weights()[w], data.toString());
        }
        for (int b = 0; b < facade.inputs().length; b++) {
            Numbers.assertSameBits(Numbers.floats(actual.input()[b]), facade.inputs()[b], data.toString());
        }
        actual.initialStates().forEach((name, state) -> {
            for (int part = 0; part < state.parts().length; part++) {
                Numbers.assertSameBits(Numbers.floats(state.parts()[part]), facade.initialStates().get(name).parts()[part], data.toString());
            }
        });
    }

    /** One array: of a weight, of the data, or of a part of the state of a layer. */
    private static void compare(double[][][] expected, double[][][] actual, Tracked[][][] tracked, EngineCase data) {
        double errors = 0;
        double gradient = 0;
        double running = 0;
        for (int n = 0; n < expected.length; n++) {
            for (int r = 0; r < expected[n].length; r++) {
                for (int k = 0; k < expected[n][r].length; k++) {
                    double error = Math.abs(expected[n][r][k] - actual[n][r][k]);
                    Tracked one = tracked[n][r][k];
                    within(Budget.ENGINE_GRADIENT_ELEMENT, error, one.de, data);
                    // Two derivations in double, for free: the oracle's own backward pass and the chain rule on the tape.
                    assertEquals(one.d, expected[n][r][k], Budget.ORACLE_DUAL_NORM.limit() * one.a, data.toString());
                    Statistics.label(NUMBERS).collect(error <= 32 * Tracked.U * one.a);
                    errors += error * error;
                    gradient += one.d * one.d;
                    running += one.de * one.de;
                }
            }
        }
        within(Budget.ENGINE_GRADIENT_NORM, Math.sqrt(errors), Math.sqrt(running), data);
        Statistics.label(ARRAYS).collect(errors <= 100 * Tracked.U * Tracked.U * gradient);
    }

    private static void within(Budget budget, double error, double size, EngineCase data) {
        assertTrue(error <= budget.limit() * Tracked.U * size + Float.MIN_VALUE, () -> budget + ": error " + error + " of " + size + " at " + data);
    }

    @Provide
    Arbitrary<EngineCase> small() {
        return EngineCase.ofSize(1);
    }

    @Provide
    Arbitrary<EngineCase> larger() {
        return EngineCase.ofSize(4);
    }

    @Provide
    Arbitrary<EngineCase> tall() {
        return EngineCase.seeds().map(seed -> new EngineCase(seed, 1, seed % 2 == 0 ? 70 : 600));
    }
}
