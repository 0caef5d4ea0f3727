package lstm4j;

import static lstm4j.testing.Numbers.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import lstm4j.engine.Buffers;
import lstm4j.engine.Call;
import lstm4j.engine.Room;
import lstm4j.engine.Workspace;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.Shape;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Data;
import lstm4j.train.Loss;
import lstm4j.train.SGD;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;

/**
 * What must be true of two computations of the engine on sequences and batches, whatever the numbers are: bit for bit.
 * What must be true of its weights and gradients is in {@link WeightLawsProperties}.
 */
class MetamorphicProperties {
    private static final int TRIES = 120;

    @Rule({"LSTM-5", "LSTM-14"})
    @Property(tries = TRIES, seed = "21", shrinking = ShrinkingMode.OFF)
    void aSequenceIsItsFirstPartAndThenTheRestFromTheStateInBetween(@ForAll("cases") RandomSequences data) {
        Sequential model = data.model(data.forwards());
        int cut = data.random.nextInt(data.T);
        Outputs whole = model.predictAll(data.x, Map.of());
        Outputs first = cut == 0 ? null : model.predictAll(data.steps(0, cut), Map.of());
        Outputs rest = model.predictAll(data.steps(cut, data.T), cut == 0 ? Map.of() : first.states());
        for (int n = 0; n < data.B; n++) {
            assertSameBits(Arrays.copyOf(whole.rows()[n], cut), cut == 0 ? new float[0][] : first.rows()[n], data.toString());
            assertSameBits(Arrays.copyOfRange(whole.rows()[n], cut, data.T), rest.rows()[n], data.toString());
        }
        assertSameStates(whole.states(), rest.states(), data.toString());
    }

    @Rule({"LSTM-9", "LSTM-14"})
    @Property(tries = TRIES, seed = "22", shrinking = ShrinkingMode.OFF)
    void aStatefulModelGoesOnWhereItStoppedUntilItIsReset(@ForAll("cases") RandomSequences data) {
        List<Layer> layers = data.forwards();
        List<Layer> stateful = new ArrayList<>();
        for (Layer layer : layers) {
            LSTM lstm = layer instanceof LSTM one ? one.stateful() : null;
            stateful.add(lstm == null ? layer : stateful.isEmpty() ? lstm.batchInputShape(data.B, Shape.ANY, data.F) : lstm);
        }
        Sequential model = data.model(layers);
        Sequential keeping = Sequential.of(stateful.toArray(Layer[]::new));
        keeping.setWeights(model.getWeights());
        float[][][] whole = model.predictSequences(data.x);
        for (int round = 0; round < 2; round++) {
            int from = 0;
            while (from < data.T) {
                int to = from + 1 + data.random.nextInt(data.T - from);
                float[][][] part = keeping.predictSequences(data.steps(from, to));
                for (int n = 0; n < data.B; n++) {
                    assertSameBits(Arrays.copyOfRange(whole[n], from, to), part[n], data.toString());
                }
                from = to;
            }
            keeping.resetStates();
        }
    }

    @Rule("LSTM-13")
    @Property(tries = TRIES, seed = "23", shrinking = ShrinkingMode.OFF)
    void stepsOneByOneGiveWhatTheWholeSequenceGives(@ForAll("cases") RandomSequences data) {
        Sequential model = data.model(data.forwards());
        Predictor predictor = model.predictor(1 + data.random.nextInt(40));
        int K = model.architecture().outputShape().features();
        float[][][] whole = new float[data.B][data.T][K];
        predictor.predictSequences(data.x, whole);
        assertSameBits(model.predictSequences(data.x), whole, data.toString());
        float[] out = new float[K];
        for (int n = 0; n < Math.min(3, data.B); n++) {
            predictor.reset();
            for (int t = 0; t < data.T; t++) {
                predictor.step(data.x[n][t], out);
                assertSameBits(whole[n][t], out, data.toString());
            }
        }
    }

    @Rule("LSTM-14")
    @Property(tries = TRIES, seed = "24", shrinking = ShrinkingMode.OFF)
    void aBatchIsItsRowsOneByOneInAnyOrder(@ForAll("cases") RandomSequences data) {
        Sequential model = data.model(data.anyOptions());
        float[][][] whole = model.predictAll(data.x, Map.of()).rows();
        float[][][] turned = data.x.clone();
        for (int n = 0; n < data.B; n++) {
            turned[n] = data.x[data.B - 1 - n];
        }
        float[][][] back = model.predictAll(turned, Map.of()).rows();
        for (int n = 0; n < data.B; n++) {
            assertSameBits(whole[n], back[data.B - 1 - n], data.toString());
            if (n < 5 || n > data.B - 3) {
                assertSameBits(whole[n], model.predictAll(new float[][][] {data.x[n]}, Map.of()).rows()[0], data.toString());
            }
        }
    }

    /** Sequential refuses NaN; a predictor of a running device gets what the sensor gives. */
    @Rule("NUM-7")
    @Property(tries = TRIES, seed = "29", shrinking = ShrinkingMode.OFF)
    void notANumberStaysInItsRow(@ForAll("cases") RandomSequences data) {
        LSTM first = LSTM.units(3).returnSequences().inputShape(Shape.ANY, data.F);
        Sequential model = data.model(List.of(first, LSTM.units(4).returnSequences()));
        float[][][] expected = model.predictSequences(data.x);
        int sick = data.random.nextInt(data.B);
        int step = data.random.nextInt(data.T);
        float[][][] x = data.x.clone();
        x[sick] = Arrays.stream(x[sick]).map(float[]::clone).toArray(float[][]::new);
        x[sick][step][data.random.nextInt(data.F)] = Float.NaN;
        float[][][] out = new Workspace(model.live.network(), Room.predicting(data.B, Buffers.REAL))
                .forward(byStep(x), data.T, data.B, new Call()); // the doors refuse such numbers, DATA-3
        for (int n = 0; n < data.B; n++) {
            for (int t = 0; t < data.T; t++) {
                if (n == sick && t >= step) {
                    for (float one : out[t][n]) {
                        assertTrue(Float.isNaN(one), data.toString());
                    }
                } else {
                    assertSameBits(expected[n][t], out[t][n], data.toString());
                }
            }
        }
    }

    /** [B][T][F] as [T][B][F]. */
    private static float[][][] byStep(float[][][] x) {
        float[][][] steps = new float[x[0].length][x.length][];
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < steps.length; t++) {
                steps[t][n] = x[n][t];
            }
        }
        return steps;
    }

    /** Masked steps anywhere, of their own in each row: what is left is what counts. */
    @Rule("LSTM-8")
    @Property(tries = TRIES, seed = "31", shrinking = ShrinkingMode.OFF)
    void maskedStepsAreAsIfTheyWereNotThere(@ForAll("cases") RandomSequences data) {
        List<Layer> layers = new ArrayList<>(List.of(Masking.value(-7).inputShape(Shape.ANY, data.F)));
        for (int n = data.random.nextInt(3); n > 0; n--) {
            layers.add(data.lstm().returnSequences());
        }
        layers.add(data.lstm().goBackwards(data.chance(2)));
        Sequential model = data.model(layers);
        float[][][] padded = new float[data.B][][];
        int pads = data.random.nextInt(10);
        for (int n = 0; n < data.B; n++) {
            padded[n] = data.x[n];
            for (int pad = 0; pad < pads; pad++) {
                float[] row = new float[data.F];
                Arrays.fill(row, -7);
                padded[n] = inserted(padded[n], data.random.nextInt(padded[n].length + 1), row);
            }
        }
        Outputs expected = model.predictAll(data.x, Map.of());
        Outputs actual = model.predictAll(padded, Map.of());
        assertSameBits(expected.rows(), actual.rows(), data.toString());
        assertSameStates(expected.states(), actual.states(), data.toString());
    }

    @Property(tries = TRIES, seed = "33", shrinking = ShrinkingMode.OFF)
    @Rule("LSTM-2")
    void theTraceIsWhatThePredictionWent(@ForAll("cases") RandomSequences data) {
        List<Layer> layers = data.anyOptions();
        Sequential model = data.model(layers);
        List<Trace> traces = model.trace(data.x[0]);
        Outputs outputs = model.predictAll(new float[][][] {data.x[0]}, Map.of());
        for (Trace trace : traces) {
            State state = outputs.states().get(trace.layer());
            assertSameBits(state.h()[0], trace.h()[data.T - 1], data.toString());
            assertSameBits(state.c()[0], trace.c()[data.T - 1], data.toString());
        }
        LSTM last = (LSTM) layers.get(layers.size() - 1);
        if (last.returnsSequences() && !(layers.get(0) instanceof Masking)) {
            assertSameBits(outputs.rows()[0], traces.get(traces.size() - 1).h(), data.toString());
        }
    }

    @Rule("LSTM-6")
    @Property(tries = TRIES, seed = "34", shrinking = ShrinkingMode.OFF)
    void goingBackwardsIsGoingForwardsOnReversedInput(@ForAll("cases") RandomSequences data) {
        LSTM lstm = data.lstm().returnSequences(data.chance(2)).inputShape(Shape.ANY, data.F);
        Sequential forwards = data.model(List.of(lstm));
        Sequential backwards = Sequential.of(lstm.goBackwards());
        backwards.setWeights(forwards.getWeights());
        float[][][] reversed = Arrays.stream(data.x).map(float[][]::clone).toArray(float[][][]::new);
        for (int n = 0; n < data.B; n++) {
            for (int t = 0; t < data.T; t++) {
                reversed[n][t] = data.x[n][data.T - 1 - t];
            }
        }
        Outputs expected = forwards.predictAll(reversed, Map.of());
        Outputs actual = backwards.predictAll(data.x, Map.of());
        assertSameBits(expected.rows(), actual.rows(), data.toString());
        assertSameStates(Map.of("lstm", expected.states().get("lstm")), actual.states(), data.toString());
    }

    /** A longer or larger batch before, in the same buffers, leaves no trace. */
    @Property(tries = TRIES, seed = "35", shrinking = ShrinkingMode.OFF)
    void whatWasComputedBeforeDoesNotShow(@ForAll("cases") RandomSequences data) {
        Sequential used = data.model(data.anyOptions());
        Sequential fresh = Sequential.of(used.architecture());
        float[][][] weights = used.getWeights();
        fresh.setWeights(weights);
        boolean sequences = used.architecture().outputShape().rank() == 3;
        int K = used.architecture().outputShape().features();
        Object y = sequences ? Numbers.tensor(data.random, data.B, data.T, K, 1) : Numbers.rows(data.random, data.B, K, 1);
        int T = data.T + data.random.nextInt(5);
        int B = data.B + data.random.nextInt(40);
        float[][][] before = Numbers.tensor(data.random, B, T, data.F, 1);
        Object yBefore = sequences ? Numbers.tensor(data.random, B, T, K, 1) : Numbers.rows(data.random, B, K, 1);
        for (Sequential model : List.of(used, fresh)) {
            model.compile(new SGD().learningRate(0.01), Loss.MSE);
        }
        used.predictAll(before, Map.of());
        assertSameBits(fresh.predictAll(data.x, Map.of()).rows(), used.predictAll(data.x, Map.of()).rows(), data.toString());
        used.trainOnBatch(Data.ofArrays(before, yBefore));
        used.setWeights(weights);
        assertEquals(fresh.trainOnBatch(Data.ofArrays(data.x, y)), used.trainOnBatch(Data.ofArrays(data.x, y)), data.toString());
        assertSameBits(fresh.getWeights(), used.getWeights(), data.toString());
        Predictor predictor = used.predictor(1 + data.random.nextInt(80));
        for (float[][][] x : List.of(before, data.x, before)) {
            float[][][] expected = used.predictAll(x, Map.of()).rows();
            float[][][] out = new float[x.length][sequences ? x[0].length : 1][K];
            if (sequences) {
                predictor.predictSequences(x, out);
            } else {
                float[][] rows = new float[x.length][K];
                predictor.predict(x, rows);
                for (int n = 0; n < x.length; n++) {
                    out[n][0] = rows[n];
                }
            }
            assertSameBits(expected, out, data.toString());
        }
    }

    private static void assertSameStates(Map<String, State> expected, Map<String, State> actual, String message) {
        assertEquals(expected.keySet(), actual.keySet());
        expected.forEach((name, state) -> {
            assertSameBits(state.h(), actual.get(name).h(), message);
            assertSameBits(state.c(), actual.get(name).c(), message);
        });
    }

    private static float[][] inserted(float[][] rows, int place, float[] row) {
        List<float[]> list = new ArrayList<>(Arrays.asList(rows));
        list.add(place, row);
        return list.toArray(new float[0][]);
    }

    @Provide
    Arbitrary<RandomSequences> cases() {
        return Arbitraries.longs().withDistribution(RandomDistribution.uniform()).withoutEdgeCases().map(RandomSequences::new);
    }
}
