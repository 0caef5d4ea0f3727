package lstm4j.run;

import static lstm4j.train.Messages.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import lstm4j.layer.LSTM;
import lstm4j.layer.Shape;
import lstm4j.layer.Weight;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.LearningRateSchedule;
import lstm4j.train.Measured;
import lstm4j.train.Optimizer;
import lstm4j.train.Optimizers;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;
import lstm4j.train.OptimizerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizerRunTest {
    /** Weights (2, 3), (4,), (3, 1), as in generate.py. */
    private static final List<Weight> WEIGHTS = List.of(weight(2, 3, false), weight(1, 4, true), weight(3, 1, false));

    private static Weight weight(int rows, int columns, boolean vector) {
        Weight like = LSTM.of(1, 1, 1).weights(Shape.of(Shape.ANY, 1, 1)).get(0);
        return new Weight("w", rows, columns, vector, like.initializer(), like.regularizer(), false);
    }

    private static float[][][] arrays(double[] numbers, int offset) {
        float[][][] arrays = new float[WEIGHTS.size()][][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = new float[WEIGHTS.get(i).rows()][WEIGHTS.get(i).columns()];
            for (float[] row : arrays[i]) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = (float) numbers[offset++];
                }
            }
        }
        return arrays;
    }

    private static float[] flat(Stream<float[][]> arrays) {
        List<Float> numbers = new ArrayList<>();
        arrays.flatMap(Arrays::stream).forEach(row -> {
            for (float number : row) {
                numbers.add(number);
            }
        });
        float[] flat = new float[numbers.size()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = numbers.get(i);
        }
        return flat;
    }

    private static Optimizer optimizer(String name, String text) {
        var o = Arrays.stream(text.split(",")).filter(pair -> !pair.isEmpty()).map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Double.parseDouble(pair[1])));
        Optimizer optimizer = Optimizers.named(name).orElseThrow();
        for (var option : optimizer.options().entrySet()) {
            Double value = o.get(option.getKey().replace("_", "")); // beta1 for beta_1
            optimizer = value == null ? optimizer : optimizer.option(option.getKey(), option.getValue() instanceof Boolean ? (Object) true : (Object) value);
        }
        optimizer = o.containsKey("decay") ? optimizer.weightDecay(o.get("decay")) : optimizer;
        optimizer = o.containsKey("lr") ? optimizer.learningRate(o.get("lr")) : optimizer;
        optimizer = o.containsKey("clipnorm") ? optimizer.clipnorm(o.get("clipnorm")) : optimizer;
        optimizer = o.containsKey("globalClipnorm") ? optimizer.globalClipnorm(o.get("globalClipnorm")) : optimizer;
        return o.containsKey("clipvalue") ? optimizer.clipvalue(o.get("clipvalue")) : optimizer;
    }

    static Stream<Arguments> runsOfKeras() {
        return Measured.lines("optimizers.tsv").map(fields -> Arguments.of((Object) fields));
    }

    /** Eight steps of every optimizer, against NumPy in double and against Keras in float. */
    @ParameterizedTest
    @MethodSource("runsOfKeras")
    @Rule({"OPT-4", "OPT-5", "OPT-6", "OPT-10"})
    void stepsAsTheEquationsInDoubleAndAsKeras(String[] fields) {
        OptimizerRun state = new OptimizerRun(optimizer(fields[0], fields[1]), WEIGHTS);
        float[][][] weights = arrays(Measured.numbers(fields[2]), 0);
        double[] gradients = Measured.numbers(fields[3]);
        int count = Measured.numbers(fields[2]).length;
        for (int step = 0; step * count < gradients.length; step++) {
            assertEquals(step, state.iteration());
            state.apply(weights, arrays(gradients, step * count));
        }
        String name = fields[0] + " " + fields[1];
        float[] end = flat(Arrays.stream(weights));
        assertClose(name + ", double", Measured.numbers(fields[4]), end, Budget.STEPS_AGAINST_DOUBLE);
        assertClose(name + ", Keras", Measured.numbers(fields[5]), end, Budget.STEPS_AGAINST_KERAS);
        if (!fields[6].isEmpty()) {
            assertClose(name + ", slots", Measured.numbers(fields[6]), flat(state.slots().stream().map(OptimizerState.Slot::values)),
                    Budget.SLOTS_AGAINST_KERAS);
        }
        assertEquals(Integer.parseInt(fields[7]), state.parameterCount(), "numbers that the optimizer keeps");
    }

    private static void assertClose(String what, double[] expected, float[] actual, Budget budget) {
        assertEquals(expected.length, actual.length, what);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(actual[i] - expected[i]) / largest);
        }
        assertTrue(worst <= budget.limit(), what + ": error " + worst);
    }

    /** Adam on one weight: both moments of the first gradient cancel, so that the step is the rate; by hand. */
    @Test
    @Rule("OPT-6")
    void theFirstStepOfAdamIsTheLearningRate() {
        OptimizerRun state = new OptimizerRun(new Adam(), List.of(weight(1, 1, true)));
        float[][][] w = {{{1f}}};
        state.apply(w, new float[][][] {{{2f}}});
        assertEquals(0.999f, w[0][0][0]);
    }

    /** Facts C.5: 10.0 becomes 9.683772 at rate 0.1 with a gradient of 10. */
    @Test
    @Rule("OPT-5")
    void theFirstStepOfRMSpropIsThatOfKerasDocumentation() {
        OptimizerRun state = new OptimizerRun(new RMSprop().learningRate(0.1), List.of(weight(1, 1, true)));
        float[][][] w = {{{10f}}};
        state.apply(w, new float[][][] {{{10f}}});
        assertEquals(9.683772f, w[0][0][0]);
    }

    @Test
    @Rule("OPT-11")
    void slotsComeInTheOrderOfKerasFiles() {
        assertEquals("momentum0 velocity0 momentum1 velocity1 momentum2 velocity2 velocity_hat0 velocity_hat1 velocity_hat2",
                order(new Adam().amsgrad()));
        assertEquals("velocity0 velocity1 velocity2 momentum0 momentum1 momentum2 average_gradient0 average_gradient1 average_gradient2",
                order(new RMSprop().momentum(0.5).centered()));
        assertEquals("velocity0 velocity1 velocity2 average_gradient0 average_gradient1 average_gradient2", order(new RMSprop().centered()));
        assertEquals("momentum0 momentum1 momentum2", order(new SGD().momentum(0.5)));
        assertEquals("", order(new SGD()));
    }

    private static String order(Optimizer optimizer) {
        return new OptimizerRun(optimizer, WEIGHTS).slots().stream().map(slot -> slot.name() + slot.weight())
                .collect(Collectors.joining(" "));
    }

    @Test
    void aRestoredOptimizerGoesOnWithTheSameBits() {
        String[] run = Measured.lines("optimizers.tsv").filter(fields -> fields[1].startsWith("amsgrad")).findFirst().orElseThrow();
        Optimizer adam = optimizer(run[0], run[1]);
        OptimizerRun whole = new OptimizerRun(adam, WEIGHTS);
        float[][][] weights = arrays(Measured.numbers(run[2]), 0);
        double[] gradients = Measured.numbers(run[3]);
        whole.apply(weights, arrays(gradients, 0));
        whole.learningRate(0.25);
        OptimizerRun restored = new OptimizerRun(adam, WEIGHTS);
        restored.iteration(whole.iteration());
        restored.learningRate(whole.learningRate());
        restored.restoreSlots(whole.slots().stream().map(OptimizerState.Slot::values).toList());
        float[][][] copy = Arrays.stream(weights).map(rows -> Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new))
                .toArray(float[][][]::new);
        whole.apply(weights, arrays(gradients, 13));
        restored.apply(copy, arrays(gradients, 13));
        assertArrayEquals(flat(Arrays.stream(weights)), flat(Arrays.stream(copy)));
        whole.slots().get(0).values()[0][0] = 7;
        assertTrue(restored.slots().get(0).values()[0][0] != 7, "restored slots are copies");
    }

    @Test
    @Rule("OPT-3")
    void aScheduleGivesEachStepItsRateAndCountsNoVariable() {
        OptimizerRun state = new OptimizerRun(new SGD().learningRate(
                LearningRateSchedule.piecewiseConstant(new long[] {0}, new double[] {1, 0.5})), List.of(weight(1, 1, true)));
        float[][][] w = {{{10f}}};
        state.apply(w, new float[][][] {{{1f}}});
        assertEquals(9f, w[0][0][0]);
        assertEquals(0.5f, state.learningRate());
        state.apply(w, new float[][][] {{{1f}}});
        assertEquals(8.5f, w[0][0][0]);
        assertEquals(1, state.parameterCount());
    }

    @Test
    void aNormThatIsNotFiniteShowsInAllWeightsUnderGlobalClipping() {
        OptimizerRun state = new OptimizerRun(new SGD().globalClipnorm(1), List.of(weight(1, 2, true), weight(1, 1, true)));
        float[][][] w = {{{1f, 1f}}, {{1f}}};
        state.apply(w, new float[][][] {{{Float.POSITIVE_INFINITY, 1f}}, {{1f}}});
        assertArrayEquals(new float[] {Float.NaN, Float.NaN, Float.NaN}, flat(Arrays.stream(w)));
    }

    @Test
    @Rule("OPT-2")
    void clippingByNormTouchesOnlyArraysThatAreTooLong() {
        OptimizerRun state = new OptimizerRun(new SGD().learningRate(1).clipnorm(5), List.of(weight(1, 2, true), weight(1, 2, true)));
        float[][][] w = {{{0f, 0f}}, {{0f, 0f}}};
        state.apply(w, new float[][][] {{{6f, 8f}}, {{3f, 0f}}}); // norms 10 and 3
        assertArrayEquals(new float[] {-3, -4, -3, 0}, flat(Arrays.stream(w)));
    }

    @Test
    @Rule("ERR-4")
    void wrongSettingsAreRefused() {
        OptimizerRun state = new OptimizerRun(new Adam(), WEIGHTS);
        assertMessage("[OPT-1] Adam: expected a finite learning rate of at least 0, got -1.0.", () -> state.learningRate(-1));
        assertMessage("[OPT-1] Adam: expected a finite learning rate of at least 0, got 1.0E300.", () -> state.learningRate(1e300));
        assertMessage("[OPT-9] Adam: expected a number of steps taken of at least 0, got -1.", () -> state.iteration(-1));
        assertMessage("""
                [OPT-8] Adam: expected 6 arrays of optimizer state, got 1.
                        Hint: the state was saved from another optimizer or another model.""",
                () -> state.restoreSlots(List.<float[][]>of(new float[2][3])));
        float[][] good = new float[2][3];
        assertMessage("""
                [OPT-8] Adam: expected velocity of weight 0 (w) with 2 rows of 3, got 3 rows of 2.
                        Hint: the state was saved from another optimizer or another model.""",
                () -> state.restoreSlots(List.of(good, new float[3][2], good, good, good, good)));
    }
}
