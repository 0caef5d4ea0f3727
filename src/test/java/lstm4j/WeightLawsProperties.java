package lstm4j;

import static lstm4j.testing.Numbers.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.LSTM;
import lstm4j.layer.Shape;
import lstm4j.testing.Budget;
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
 * What must be true of two computations of the engine with related weights or options. Equal means bit for bit, but for the
 * one law where a sum runs in another order.
 */
class WeightLawsProperties {
    private static final int TRIES = 120;

    /** The sum h'·U runs over the units in another order, so this law alone holds within a budget. */
    @Property(tries = TRIES, seed = "25", shrinking = ShrinkingMode.OFF)
    void permutedUnitsGivePermutedOutputs(@ForAll("cases") RandomSequences data) {
        int U = 1 + data.random.nextInt(12);
        Sequential model = data.model(List.of(LSTM.units(U).returnSequences().inputShape(Shape.ANY, data.F)));
        Sequential permuted = Sequential.of(model.architecture());
        int[] place = permutation(data.random, U);
        float[][][] weights = model.getWeights();
        float[][][] moved = permuted.getWeights();
        for (int w = 0; w < 3; w++) {
            for (int r = 0; r < weights[w].length; r++) {
                for (int j = 0; j < 4 * U; j++) {
                    moved[w][w == 1 ? place[r] : r][j / U * U + place[j % U]] = weights[w][r][j];
                }
            }
        }
        permuted.setWeights(moved);
        float[][][] expected = model.predictSequences(data.x);
        float[][][] actual = permuted.predictSequences(data.x);
        for (int n = 0; n < data.B; n++) {
            for (int t = 0; t < data.T; t++) {
                for (int u = 0; u < U; u++) {
                    assertEquals(expected[n][t][u], actual[n][t][place[u]], Budget.PERMUTED_UNITS.limit(), data.toString());
                }
            }
        }
    }

    @Property(tries = TRIES, seed = "26", shrinking = ShrinkingMode.OFF)
    void aFeatureWithZeroWeightsChangesNothing(@ForAll("cases") RandomSequences data) {
        LSTM lstm = data.lstm().useBias(true).returnSequences();
        Sequential model = data.model(List.of(lstm.inputShape(Shape.ANY, data.F)));
        Sequential wider = Sequential.of(lstm.inputShape(Shape.ANY, data.F + 1));
        int place = data.random.nextInt(data.F + 1);
        float[][][] weights = model.getWeights();
        weights[0] = inserted(weights[0], place, new float[4 * lstm.units()]);
        wider.setWeights(weights);
        float[][][] x = new float[data.B][data.T][];
        for (int n = 0; n < data.B; n++) {
            for (int t = 0; t < data.T; t++) {
                float[] row = Arrays.copyOf(data.x[n][t], data.F + 1);
                System.arraycopy(data.x[n][t], place, row, place + 1, data.F - place);
                row[place] = (float) (1e6 * data.random.nextDouble());
                x[n][t] = row;
            }
        }
        assertSameBits(model.predictSequences(data.x), wider.predictSequences(x), data.toString());
    }

    /** With gates from 0 to 1 and candidates from −1 to 1, whatever the weights. */
    @Property(tries = TRIES, seed = "27", shrinking = ShrinkingMode.OFF)
    void aCellGrowsByAtMostOneAStep(@ForAll("cases") RandomSequences data) {
        Sequential model = Sequential.of(LSTM.units(5).inputShape(Shape.ANY, data.F));
        model.setWeights(Numbers.like(data.random, model.getWeights(), Math.pow(10, data.random.nextInt(4))));
        Trace trace = model.trace(data.x[0]).get(0);
        float[] before = new float[5];
        for (float[] c : trace.c()) {
            for (int u = 0; u < 5; u++) {
                assertTrue(Math.abs(c[u]) <= Math.abs(before[u]) + 1f, data.toString());
            }
            before = c;
        }
        for (float[] h : trace.h()) {
            for (float one : h) {
                assertTrue(Math.abs(one) <= 1, data.toString());
            }
        }
    }

    /** Numbers and shift are multiples of 2⁻⁸, so that the sum is exact. */
    @Rule("DENSE-2")
    @Property(tries = TRIES, seed = "28", shrinking = ShrinkingMode.OFF)
    void aShiftOfAllLogitsLeavesSoftmaxAsItIs(@ForAll("cases") RandomSequences data) {
        Sequential model = Sequential.of(Activation.of(ActivationFunction.SOFTMAX).inputShape(7));
        float[] z = new float[7];
        float[] shifted = new float[7];
        float shift = data.random.nextInt(-4000, 4000) / 256f;
        for (int j = 0; j < 7; j++) {
            z[j] = data.random.nextInt(-4000, 4000) / 256f;
            shifted[j] = z[j] + shift;
        }
        float[][] y = model.predict(new float[][] {z, shifted});
        assertSameBits(y[0], y[1], data.toString());
    }

    @Rule("LSTM-1")
    @Property(tries = TRIES, seed = "30", shrinking = ShrinkingMode.OFF)
    void weightsComeBackAsTheyWereSet(@ForAll("cases") RandomSequences data) {
        LSTM lstm = data.lstm().inputShape(Shape.ANY, data.F).name("cells");
        Sequential model = Sequential.of(lstm);
        float[][][] weights = Numbers.like(data.random, model.getWeights(), 2);
        model.setWeights(weights);
        assertSameBits(weights, model.getWeights(), data.toString());
        Sequential gateByGate = Sequential.of(lstm);
        String[] arrays = lstm.useBias() ? new String[] {"kernel", "recurrent_kernel", "bias"} : new String[] {"kernel", "recurrent_kernel"};
        for (String array : arrays) {
            for (String gate : new String[] {"_o", "_c", "_f", "_i"}) {
                gateByGate.layer("cells").set(array + gate, model.layer("cells").get(array + gate));
            }
        }
        assertSameBits(weights, gateByGate.getWeights(), data.toString());
    }

    @Rule("BPTT-7")
    @Property(tries = 60, seed = "32", shrinking = ShrinkingMode.OFF)
    void truncationBeyondTheSequenceIsTheFullGradient(@ForAll("cases") RandomSequences data) {
        Sequential full = data.model(data.anyOptions());
        Sequential cut = Sequential.of(full.architecture()).truncate(data.T + data.random.nextInt(2));
        cut.setWeights(full.getWeights());
        boolean sequences = full.architecture().outputShape().rank() == 3;
        int K = full.architecture().outputShape().features();
        Object y = sequences ? Numbers.tensor(data.random, data.B, data.T, K, 1) : Numbers.rows(data.random, data.B, K, 1);
        Gradients[] g = Stream.of(full, cut).map(model -> {
            model.compile(new SGD(), Loss.MSE);
            return model.gradients(Data.ofArrays(data.x, y));
        }).toArray(Gradients[]::new);
        assertSameBits(g[0].weights(), g[1].weights(), data.toString());
        assertSameBits(g[0].inputs(), g[1].inputs(), data.toString());
        assertSameStates(g[0].initialStates(), g[1].initialStates(), data.toString());
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

    private static int[] permutation(SplittableRandom random, int size) {
        int[] place = new int[size];
        for (int u = 0; u < size; u++) {
            int other = random.nextInt(u + 1);
            place[u] = place[other];
            place[other] = u;
        }
        return place;
    }

    @Provide
    Arbitrary<RandomSequences> cases() {
        return Arbitraries.longs().withDistribution(RandomDistribution.uniform()).withoutEdgeCases().map(RandomSequences::new);
    }
}
