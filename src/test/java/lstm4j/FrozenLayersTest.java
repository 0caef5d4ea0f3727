package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import lstm4j.engine.Network;
import lstm4j.keras.KerasModels;
import lstm4j.keras.KerasModels.Golden;
import lstm4j.keras.KerasWriter;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.json.Json;
import lstm4j.layer.Architecture;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Dense;
import lstm4j.layer.Embedding;
import lstm4j.layer.Layer;
import lstm4j.layer.LSTM;
import lstm4j.layer.Regularizer;
import lstm4j.layer.RuleException;
import lstm4j.layer.TimeDistributed;
import lstm4j.layer.Weight;
import lstm4j.testing.Budget;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Loss;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers that do not learn. */
class FrozenLayersTest {
    /** 0.01·Σw² of the frozen Dense layer, which tf.keras alone counts in the loss. */
    private static final double PENALTY = 0.03363753;
    private final SplittableRandom random = new SplittableRandom(6);
    private final Data data = Data.of(Numbers.tensor(random, 5, 4, 2, 1), Numbers.rows(random, 5, 1, 1));

    /** Keras trained the model, froze a part of it, trained on, saved it and trained on. */
    @ParameterizedTest
    @ValueSource(strings = {"keras3/frozen_front.keras", "keras3/frozen_middle.keras", "keras3/frozen_inside.keras", "keras3/legacy_frozen_front.h5",
        "keras3/legacy_frozen_middle.h5", "keras3/legacy_frozen_inside.h5", "keras2/frozen_front.h5", "keras2/frozen_middle.h5", "keras2/frozen_inside.h5",
        "keras3/frozen_outside.keras", "keras3/legacy_frozen_outside.h5", "keras3/behind.keras", "keras3/legacy_behind.h5", "keras2/behind.h5"})
    @Rule({"FRZ-1", "FRZ-2", "FRZ-5", "FRZ-6", "FILE-100"})
    void aLoadedModelTrainsOnAsKerasDoes(String file) throws IOException {
        Golden golden = KerasModels.golden(file);
        goesOn(golden, Sequential.load(golden.path()));
        goesOn(golden, Sequential.load(KerasWriter.h5(golden.read())));
        goesOn(golden, Sequential.load(KerasWriter.keras(golden.read())));
    }

    private static void goesOn(Golden golden, Sequential model) throws IOException {
        Json further = golden.expected().need("further");
        float[] x = floats(further.need("x"));
        float[] y = floats(further.need("y"));
        for (int step = 0; step < 3; step++) {
            float[][][] inputs = new float[4][4][2];
            float[][] targets = new float[4][1];
            for (int n = 0; n < 4; n++) {
                targets[n][0] = y[step * 4 + n];
                for (int t = 0; t < 4; t++) {
                    inputs[n][t] = Arrays.copyOfRange(x, ((step * 4 + n) * 4 + t) * 2, ((step * 4 + n) * 4 + t) * 2 + 2);
                }
            }
            double loss = model.trainOnBatch(Data.of(inputs, targets));
            assertEquals(further.need("losses").list().get(step).number(), loss + (golden.toString().equals("keras2/frozen_middle.h5") ? PENALTY : 0), Budget.TRAINED_ON.limit(), golden + " step " + step);
        }
        List<Json> expected = further.need("weights").list();
        float[][][] weights = model.getWeights();
        for (int w = 0; w < weights.length; w++) {
            assertArrayEquals(KerasModels.floats(expected.get(w)), Tensor.of(weights[w]).values(), (float) Budget.TRAINED_ON.limit(), golden + " array " + w);
        }
    }

    private static float[] floats(Json numbers) throws IOException {
        List<Json> values = numbers.need("values").list();
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values.get(i).number();
        }
        return floats;
    }

    @Test
    @Rule("FRZ-1")
    void theOptimizerLeavesThemAloneAndRemembersTheOthersOnly() {
        Sequential model = Sequential.of(LSTM.of(3, 4, 2).trainable(false), Dense.units(1)).compile(new Adam(), Loss.MSE);
        float[][][] before = model.getWeights();
        model.trainOnBatch(data);
        assertArrayEquals(Arrays.copyOf(before, 3), Arrays.copyOf(model.getWeights(), 3));
        assertTrue(!Arrays.deepEquals(before[3], model.getWeights()[3]));
        assertEquals(4, model.optimizer().slots().size());
        assertEquals(2 * 4 + 2, model.optimizer().parameterCount());
    }

    /** The layer in front learns through the frozen one what it would learn with it, in the first step. */
    @Test
    @Rule("FRZ-1")
    void gradientsGoThroughThem() {
        Sequential free = Sequential.of(LSTM.of(3, 4, 2), Dense.units(1)).compile(new SGD(), Loss.MSE);
        Sequential frozen = Sequential.of(LSTM.of(3, 4, 2), Dense.units(1).trainable(false)).compile(new SGD(), Loss.MSE);
        frozen.setWeights(free.getWeights());
        Gradients some = frozen.gradients(data);
        assertArrayEquals(free.gradients(data).inputs(), some.inputs());
        assertArrayEquals(Arrays.copyOf(free.gradients(data).weights(), 3), Arrays.copyOf(some.weights(), 3));
        assertEquals(0, some.weights()[3].length, "no gradient of what does not learn");
        free.trainOnBatch(data);
        frozen.trainOnBatch(data);
        assertArrayEquals(Arrays.copyOf(free.getWeights(), 3), Arrays.copyOf(frozen.getWeights(), 3));
    }

    @Test
    @Rule("FRZ-2")
    void theirPenaltyAndTheirGradientCountNowhere() {
        Dense head = Dense.units(1).kernelRegularizer(Regularizer.l2(3));
        Sequential plain = Sequential.of(LSTM.of(3, 4, 2), Dense.units(1)).compile(new SGD().globalClipnorm(0.001), Loss.MSE);
        Sequential frozen = Sequential.of(LSTM.of(3, 4, 2), head.trainable(false)).compile(new SGD().globalClipnorm(0.001), Loss.MSE);
        frozen.setWeights(plain.getWeights());
        assertEquals(plain.gradients(data).loss(), frozen.gradients(data).loss());
        frozen.trainOnBatch(data);
        plain.trainOnBatch(data);
        assertTrue(!Arrays.deepEquals(plain.getWeights()[0], frozen.getWeights()[0]), "the norm is that of the others alone");
    }

    @Test
    @Rule("FRZ-1")
    void aFrozenLayerFreezesWhatIsInside() {
        Bidirectional layer = Bidirectional.of(LSTM.units(3)).inputShape(4, 2);
        assertEquals(6, frozen(layer.trainable(false)));
        assertEquals(0, frozen(layer));
        assertEquals(3, frozen(layer.backwardLayer(LSTM.units(3).goBackwards().trainable(false))));
        assertEquals(2, frozen(TimeDistributed.of(Dense.units(1).trainable(false)).inputShape(4, 2)));
    }

    private static long frozen(Layer layer) {
        return Architecture.of(List.of(layer)).weights(0).stream().filter(weight -> !weight.trainable()).count();
    }

    @Test
    @Rule("FRZ-1")
    void aFrozenTableOfWordsStaysAsItIs() {
        Sequential model = Sequential.of(Embedding.of(9, 3).trainable(false), LSTM.units(2), Dense.units(1)).compile(new Adam(), Loss.MSE);
        float[][][] before = model.getWeights();
        model.trainOnBatch(Data.of(new int[][] {{1, 2, 8}, {0, 3, 3}}, new float[] {1, 0}));
        assertArrayEquals(before[0], model.getWeights()[0]);
        assertTrue(!Arrays.deepEquals(before[1], model.getWeights()[1]));
    }

    @Test
    @Rule("FRZ-1")
    void aModelOfWhichNothingLearnsStaysAsItIs() {
        Sequential model = Sequential.of(LSTM.of(3, 4, 2).trainable(false), Dense.units(1).trainable(false)).compile(new Adam().clipnorm(1), Loss.MSE);
        float[][][] before = model.getWeights();
        assertTrue(model.trainOnBatch(data) > 0);
        assertArrayEquals(before, model.getWeights());
        assertEquals(0, model.architecture().trainableCount());
    }

    /** As {@code get_layer("lstm").trainable = False}: weights stay, predictors and handles go on, compile is due. */
    @Test
    @Rule("FRZ-3")
    void aLayerIsFrozenAndFreedInAModelThatIsThere() {
        Sequential model = Sequential.of(LSTM.of(3, 4, 2), Dense.units(1)).compile(new SGD(), Loss.MSE);
        model.trainOnBatch(data);
        float[][][] before = model.getWeights();
        LayerWeights lstm = model.layer("lstm");
        lstm.trainable(true);
        model.trainOnBatch(data); // nothing changed, nothing to compile
        lstm.trainable(false);
        assertEquals("FIT-20", assertThrows(RuleException.class, () -> model.trainOnBatch(data)).rule());
        model.setWeights(before);
        model.compile(new SGD(), Loss.MSE).trainOnBatch(data);
        assertArrayEquals(Arrays.copyOf(before, 3), Arrays.copyOf(model.getWeights(), 3));
        lstm.set("bias_f", new float[] {7, 7, 7});
        assertEquals(7, model.getWeights()[2][0][3]);
        lstm.trainable(true);
        model.compile(new SGD(), Loss.MSE).trainOnBatch(data);
        assertTrue(!Arrays.deepEquals(before[0], model.getWeights()[0]));
    }

    @Test
    @Rule("FRZ-4")
    void summaryAndExplainCountThem() {
        Sequential model = Sequential.of(LSTM.of(3, 4, 2).trainable(false), Dense.units(1));
        assertTrue(model.summary().contains(" Total params: 76 ") && model.summary().contains(" Trainable params: 4 (16.00 B)")
                && model.summary().contains(" Non-trainable params: 72 (288.00 B)"), model.summary());
        assertTrue(model.explain().contains(", frozen") && model.explain().contains("numbers, 4 of them to learn"), model.explain());
    }

    /** What is frozen costs no memory for gradients, and what is in front of all that learns no arithmetic. */
    @Test
    @Rule("FRZ-1")
    void theyHaveNoGradientArrays() {
        Network network = new Network(Architecture.of(List.of(LSTM.of(3, 4, 2).trainable(false), Dense.units(1))));
        assertEquals(List.of(0, 0, 0, 3, 1), Arrays.stream(network.zeros()).map(rows -> rows.length).toList());
        assertEquals(List.of(false, false, false, true, true), network.specs().stream().map(Weight::trainable).toList());
    }
}
