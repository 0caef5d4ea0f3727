package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.Flatten;
import lstm4j.layer.Input;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.testing.Rule;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The shape rules of chapter 2, for random stacks and data. */
class ShapeProperties {
    /** A stack of one to five layers on data (T, F), small enough to run. */
    private static List<Layer> stack(Random random, boolean timesKnown) {
        List<Layer> layers = new ArrayList<>();
        boolean sequence = true;
        for (int i = 0, n = 1 + random.nextInt(5); i < n; i++) {
            int units = 1 + random.nextInt(6);
            Layer layer = switch (random.nextInt(sequence ? 7 : 3)) {
                case 0 -> Dense.units(units).useBias(random.nextBoolean());
                case 1 -> Activation.of(ActivationFunction.SOFTMAX);
                case 2 -> Dropout.rate(0.5);
                case 3 -> Masking.value(0);
                case 4 -> timesKnown ? Flatten.layer() : Dense.units(units);
                default -> LSTM.units(units).returnSequences(random.nextBoolean()).goBackwards(random.nextBoolean())
                        .useBias(random.nextBoolean());
            };
            sequence &= !(layer instanceof Flatten) && !(layer instanceof LSTM lstm && !lstm.returnsSequences());
            layers.add(layer);
        }
        return layers;
    }

    private static float[][][] data(Random random, int B, int T, int F) {
        float[][][] x = new float[B][T][F];
        for (float[][] sample : x) {
            for (float[] row : sample) {
                for (int j = 0; j < F; j++) {
                    row[j] = (float) random.nextGaussian();
                }
            }
        }
        return x;
    }

    private static Sequential model(Layer first, List<Layer> rest) {
        List<Layer> layers = new ArrayList<>(List.of(first));
        layers.addAll(rest);
        return Sequential.of(layers.toArray(Layer[]::new));
    }

    @Property(tries = 300)
    @Rule({"SHAPE-17", "SHAPE-5"})
    void theDeclaredOutputShapeOfEveryLayerIsTheActualOne(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int B,
            @ForAll @IntRange(min = 1, max = 6) int T, @ForAll @IntRange(min = 1, max = 5) int F, @ForAll boolean known) {
        Random random = new Random(seed);
        List<Layer> layers = stack(random, known);
        for (int depth = 1; depth <= layers.size(); depth++) {
            Sequential model = model(Input.shape(known ? T : Shape.ANY, F), layers.subList(0, depth));
            float[][][] y = model.predictSequences(data(random, B, T, F));
            Shape output = model.architecture().outputShape();
            Shape actual = output.rank() == 3 ? Shape.of(y.length, y[0].length, y[0][0].length) : Shape.of(y.length, y[0][0].length);
            assertTrue(output.accepts(actual), output + " declared, " + actual + " computed");
            assertEquals(B, y.length);
            assertTrue(output.rank() == 3 || y[0].length == 1);
        }
    }

    @Property(tries = 100)
    @Rule("SHAPE-19")
    void allFormsOfGivingTheShapeBuildTheSameModel(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int T,
            @ForAll @IntRange(min = 1, max = 9) int F, @ForAll @IntRange(min = 1, max = 9) int U) {
        Random random = new Random(seed);
        List<Layer> rest = List.of(Dense.units(2));
        List<Sequential> forms = List.of(
                model(LSTM.units(U).inputShape(T, F), rest),
                model(LSTM.units(U).batchInputShape(Shape.ANY, T, F), rest),
                model(LSTM.units(U).inputLength(T).inputDim(F), rest),
                model(LSTM.units(U).inputDim(F).inputLength(T), rest),
                model(LSTM.of(U, T, F), rest),
                model(Input.shape(T, F), List.of(LSTM.units(U), Dense.units(2))),
                model(Input.batchShape(Shape.ANY, T, F), List.of(LSTM.units(U), Dense.units(2))),
                model(Input.shape(T, F), List.of(LSTM.units(U).inputShape(T, F), Dense.units(2))));
        float[][][] x = data(random, 3, T, F);
        Sequential first = forms.get(0).seed(seed);
        for (Sequential form : forms.subList(1, forms.size())) {
            form.seed(seed);
            assertEquals(first.architecture().inputShape(), form.architecture().inputShape());
            assertArrayEquals(first.getWeights(), form.getWeights());
            assertArrayEquals(first.predict(x), form.predict(x));
        }
    }

    @Property(tries = 100)
    void aFixedBatchAndUnknownTimesComputeTheSame(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int B,
            @ForAll @IntRange(min = 1, max = 9) int T, @ForAll @IntRange(min = 1, max = 9) int F) {
        float[][][] x = data(new Random(seed), B, T, F);
        float[][] fixed = Sequential.of(LSTM.units(3).batchInputShape(B, T, F)).seed(seed).predict(x);
        assertArrayEquals(fixed, Sequential.of(LSTM.units(3).batchInputShape(B, Shape.ANY, F)).seed(seed).predict(x));
        assertArrayEquals(fixed, Sequential.of(LSTM.units(3).inputDim(F)).seed(seed).predict(x));
    }

    @Property(tries = 200)
    @Rule("SHAPE-18")
    void parameterCountsFollowTheFormula(@ForAll @IntRange(min = 1, max = 300) int F, @ForAll @IntRange(min = 1, max = 300) int U,
            @ForAll @IntRange(min = 1, max = 50) int K, @ForAll boolean bias) {
        Sequential model = Sequential.of(LSTM.units(U).useBias(bias).inputShape(Shape.ANY, F), Dense.units(K).useBias(bias));
        long lstm = 4L * F * U + 4L * U * U + (bias ? 4L * U : 0);
        long dense = (long) U * K + (bias ? K : 0);
        assertEquals(lstm, model.architecture().parameterCount(0));
        assertEquals(dense, model.architecture().parameterCount(1));
        assertEquals(lstm + dense, model.architecture().parameterCount());
    }

    @Property(tries = 200)
    @Rule({"SHAPE-12", "SHAPE-13"})
    void dataOfAnyOtherShapeAreRefusedWithRulePlaceExpectedAndGot(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int T,
            @ForAll @IntRange(min = 1, max = 6) int F, @ForAll @IntRange(min = 1, max = 6) int otherT,
            @ForAll @IntRange(min = 1, max = 6) int otherF) {
        Sequential model = Sequential.of(LSTM.units(2).inputShape(T, F));
        float[][][] x = data(new Random(seed), 2, otherT, otherF);
        if (T == otherT && F == otherF) {
            assertEquals(2, model.predict(x).length);
            return;
        }
        RuleException e = assertThrows(RuleException.class, () -> model.predict(x));
        assertEquals(T != otherT ? "SHAPE-13" : "SHAPE-12", e.rule());
        assertTrue(e.getMessage().matches("(?s)\\[SHAPE-1[23]] x\\[0] for lstm: expected " + (T != otherT ? T : F) + " .*, got "
                + (T != otherT ? otherT : otherF) + ".*Hint: .*"), e.getMessage());
    }

    @Property(tries = 100)
    void anLstmBehindALostTimeAxisIsRefusedWithTheCulpritNamed(@ForAll long seed) {
        Random random = new Random(seed);
        List<Layer> layers = new ArrayList<>(stack(random, true));
        Layer culprit = random.nextBoolean() ? LSTM.units(3).name("culprit") : Flatten.layer().name("culprit");
        layers.removeIf(layer -> layer instanceof Flatten || layer instanceof LSTM lstm && !lstm.returnsSequences());
        layers.add(culprit);
        layers.add(Dropout.rate(0.1));
        layers.add(LSTM.units(3).name("victim"));
        RuleException e = assertThrows(RuleException.class, () -> model(Input.shape(4, 3), layers));
        assertEquals("SHAPE-4", e.rule());
        assertTrue(e.getMessage().startsWith("[SHAPE-4] victim: expected input (batch, timesteps, features), got (batch, features="),
                e.getMessage());
        assertTrue(e.getMessage().contains("Hint: culprit "), e.getMessage());
    }

    @Property(tries = 100)
    @Rule("DATA-10")
    void initialStatesOfAnyOtherShapeAreRefused(@ForAll @IntRange(min = 1, max = 4) int rows, @ForAll @IntRange(min = 1, max = 4) int units) {
        Sequential model = Sequential.of(LSTM.units(2).inputShape(3, 1));
        State state = new State(new float[rows][units], new float[rows][units]);
        if (rows == 3 && units == 2) {
            assertEquals(3, model.predictAll(new float[3][3][1], Map.of("lstm", state)).rows().length);
        } else {
            RuleException e = assertThrows(RuleException.class, () -> model.predictAll(new float[3][3][1], Map.of("lstm", state)));
            assertEquals("DATA-10", e.rule());
        }
    }
}
