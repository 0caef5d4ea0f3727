package lstm4j;

import static lstm4j.train.Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.ActivityRegularization;
import lstm4j.layer.AveragePooling1D;
import lstm4j.layer.BatchNormalization;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Conv1D;
import lstm4j.layer.Cropping1D;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.ELU;
import lstm4j.layer.Flatten;
import lstm4j.layer.GRU;
import lstm4j.layer.GaussianNoise;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.LayerNormalization;
import lstm4j.layer.LeakyReLU;
import lstm4j.layer.Masking;
import lstm4j.layer.MaxPooling1D;
import lstm4j.layer.PReLU;
import lstm4j.layer.Padding;
import lstm4j.layer.Permute;
import lstm4j.layer.RNN;
import lstm4j.layer.ReLU;
import lstm4j.layer.RepeatVector;
import lstm4j.layer.Reshape;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.layer.SimpleRNN;
import lstm4j.layer.SpatialDropout1D;
import lstm4j.layer.TimeDistributed;
import lstm4j.layer.UpSampling1D;
import lstm4j.layer.ZeroPadding1D;
import lstm4j.testing.Budget;
import lstm4j.testing.Numbers;
import lstm4j.train.Adagrad;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Optimizer;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a footprint says is what the heap grows by. */
class FootprintTest {
    private static final int T = 40;
    private static final int F = 20;
    private static final int K = 10;

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of(130, new Adam(), List.of(LSTM.units(96).returnSequences().inputShape(T, F), LSTM.units(96),
                        Dense.units(K).activation(ActivationFunction.SOFTMAX))),
                Arguments.of(7, new Adam().amsgrad(), List.of(LSTM.units(96).returnSequences().inputShape(T, F), Dense.units(90),
                        LSTM.units(64).recurrentDropout(0.1), Dense.units(K).activation(ActivationFunction.SOFTMAX))),
                Arguments.of(65, new Adagrad(), List.of(Bidirectional.of(GRU.units(48).returnSequences()).inputShape(T, F), GRU.units(64).resetAfter(false),
                        RepeatVector.times(30), SimpleRNN.units(72).returnSequences(), TimeDistributed.of(Dense.units(40)), Flatten.layer(),
                        Dense.units(K).activation(ActivationFunction.SOFTMAX))),
                Arguments.of(33, new SGD(), List.of(Masking.value(0).inputShape(T, F),
                        LSTM.units(64).returnSequences().dropout(0.1), Dropout.rate(0.5), Activation.of(ActivationFunction.GELU),
                        Dense.units(70).activation(ActivationFunction.SILU), Flatten.layer(), Dense.units(K).activation(ActivationFunction.SOFTMAX))),
                Arguments.of(40, new Adam(), List.of(ZeroPadding1D.of(1, 2).inputShape(T, F), LSTM.units(64).returnSequences(), ReLU.layer().maxValue(2).negativeSlope(0.1), PReLU.layer(),
                        SpatialDropout1D.rate(0.5), GaussianNoise.stddev(0.1), Permute.dims(2, 1), Cropping1D.of(1), UpSampling1D.of(2), ELU.layer(),
                        Reshape.to(-1, 2), LSTM.units(48).trainable(false), LeakyReLU.layer(), Dense.units(K))),
                Arguments.of(70, new Adam(), List.of(Conv1D.of(40, 3).padding(Padding.CAUSAL).inputShape(T, F), BatchNormalization.layer(), MaxPooling1D.poolSize(2),
                        RNN.of(LSTM.units(48), GRU.units(40)).returnSequences().goBackwards(), LayerNormalization.layer(), AveragePooling1D.poolSize(2),
                        ActivityRegularization.of(0, 0.01), LSTM.units(48), BatchNormalization.layer(), Dense.units(K))));
    }

    @ParameterizedTest
    @MethodSource("models")
    void aModelThatTrainsTakesWhatItsFootprintSays(int batch, Optimizer optimizer, List<Layer> layers) {
        float[][][] x = Numbers.tensor(new SplittableRandom(1), batch, T, F, 1);
        int[] labels = new int[batch];
        Supplier<Sequential> trained = () -> {
            Sequential model = Sequential.of(layers.toArray(Layer[]::new)).parallelism(1)
                    .compile(optimizer, SPARSE_CATEGORICAL_CROSSENTROPY);
            model.trainOnBatch(Data.of(x, labels));
            return model;
        };
        Footprint footprint = trained.get().footprint(batch, T);
        assertAgree(footprint.training(), trained);
    }

    @ParameterizedTest
    @MethodSource("models")
    void aPredictorTakesWhatTheFootprintSays(int batch, Optimizer optimizer, List<Layer> layers) {
        float[][][] x = Numbers.tensor(new SplittableRandom(1), Math.min(batch, 33), T, F, 1); // more than are computed together
        float[][] out = new float[x.length][K];
        Sequential model = Sequential.of(layers.toArray(Layer[]::new));
        Predictor[] last = new Predictor[1];
        Supplier<Predictor[]> used = () -> {
            Predictor[] several = new Predictor[20];
            for (int p = 0; p < several.length; p++) {
                several[p] = model.predictor(batch);
                several[p].predict(x, out);
            }
            last[0] = several[0];
            return several;
        };
        used.get();
        long held = last[0].bytes();
        last[0] = null;
        assertAgree(20 * held, used);
        assertEquals(model.footprint(batch, T).predictor(), held);
        Reference.reachabilityFence(model);
    }

    /** At least one of three measurements is not spoilt by what others drop meanwhile, as a test's runner does. */
    private static void assertAgree(long said, Supplier<?> make) {
        long measured = growth(make);
        for (int more = 2; more > 0 && Math.abs((double) measured / said - 1) > Budget.FOOTPRINT.limit(); more--) {
            measured = growth(make);
        }
        assertEquals(1, (double) measured / said, Budget.FOOTPRINT.limit(), "said " + said + ", measured " + measured);
    }

    /** By how much the used heap grows when something is made and kept, after the same has once been made and dropped. */
    private static long growth(Supplier<?> make) {
        long before = used();
        Object kept = make.get();
        long growth = used() - before;
        Reference.reachabilityFence(kept);
        return growth;
    }

    /** Bytes in use after whole collections: the serial collector leaves some garbage where it is but in each fourth of them. */
    private static long used() {
        long used = Long.MAX_VALUE;
        for (int n = 0; n < 4; n++) {
            System.gc();
            used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return used;
    }

    @Test
    void memoryOfAWorkspaceIsLinearInStepsAndDoesNotGrowWithTheBatch() {
        Sequential model = Sequential.of(LSTM.units(64).inputShape(Shape.ANY, F), Dense.units(K)).parallelism(1)
                .compile(new SGD(), SPARSE_CATEGORICAL_CROSSENTROPY);
        long[] bytes = Stream.of(10, 20, 30).mapToLong(steps -> model.footprint(128, steps).workspace()).toArray();
        assertEquals(bytes[1] - bytes[0], bytes[2] - bytes[1], 64);
        assertEquals(bytes[1], model.footprint(1000, 20).workspace());
        assertEquals(0, model.footprint(128, 10).optimizer());
    }

    @Test
    void gradientBuffersAreOneForEachThreadAndTheLogarithmOfTheShards() {
        Sequential model = Sequential.of(LSTM.units(8).inputShape(T, F), Dense.units(K)).parallelism(1);
        long weights = model.footprint(1, T).weights();
        assertEquals(List.of(weights, weights, 2 * weights, 5 * weights, 8 * weights),
                Stream.of(1, 32, 33, 512, 5000).map(batch -> model.footprint(batch, T).gradients()).toList());
        model.parallelism(4);
        assertEquals(List.of(weights, 2 * weights, 8 * weights, 11 * weights),
                Stream.of(1, 33, 512, 5000).map(batch -> model.footprint(batch, T).gradients()).toList());
    }

    /** A dry run takes neither the time nor the memory that the run itself would take. */
    @Test
    void whatNeverFitsIsCountedAtOnce() {
        Sequential model = Sequential.of(LSTM.units(8).returnSequences().inputShape(Shape.ANY, F), LSTM.units(8), Dense.units(K))
                .compile(new SGD(), SPARSE_CATEGORICAL_CROSSENTROPY);
        Footprint most = assertTimeout(Duration.ofSeconds(5), () -> model.footprint(Integer.MAX_VALUE, Integer.MAX_VALUE));
        long perStep = model.footprint(32, 1001).workspace() - model.footprint(32, 1000).workspace();
        assertEquals(1, (double) most.workspace() / Integer.MAX_VALUE / perStep, Budget.FOOTPRINT.limit());
    }

    @Test
    void theTextNamesEveryPart() {
        String text = Sequential.of(LSTM.units(128).inputShape(28, 28), Dense.units(10)).parallelism(2)
                .compile(new Adam(), SPARSE_CATEGORICAL_CROSSENTROPY).footprint(128, 28).toString();
        assertTrue(text.startsWith("Memory for batches of 128, 28 steps:\n  weights   "), text);
        assertTrue(text.contains("training workspace, each of 2 threads"), text);
        assertTrue(text.contains("loading the model") && text.contains("saving, beside the model"), text);
        assertEquals(11, text.lines().count());
    }

    @Test
    void nothingTakesNoRoom() {
        Sequential model = Sequential.of(LSTM.units(8).inputShape(T, F));
        assertEquals("SHAPE-15", assertThrows(RuleException.class, () -> model.footprint(0, 1)).rule());
        assertEquals("SHAPE-15", assertThrows(RuleException.class, () -> model.footprint(1, 0)).rule());
    }
}
