package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

import lstm4j.layer.BatchNormalization;
import lstm4j.layer.Conv1D;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.FluentLayer;
import lstm4j.layer.LSTM;
import lstm4j.layer.LayerNormalization;
import lstm4j.layer.LayerOption;
import lstm4j.layer.Regularizer;
import lstm4j.layer.RuleException;
import lstm4j.layer.TimeDistributed;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LayerNormalization and BatchNormalization as a user meets them. */
class NormalizationTest {
    private static final int N = 150; // four shards and a bit
    private static final int T = 5;
    private static final int F = 3;
    private final SplittableRandom random = new SplittableRandom(6);
    private final float[][][] x = Numbers.tensor(random, N, T, F, 1);
    private final float[][] y = Numbers.rows(random, N, 2, 1);

    private static Sequential model() {
        return Sequential.of(Conv1D.of(4, 2).inputShape(T, F), BatchNormalization.layer().momentum(0.5).gammaRegularizer(Regularizer.l2(0.01f)),
                Dropout.rate(0.25), LSTM.units(4), BatchNormalization.layer().center(false), LayerNormalization.layer(), Dense.units(2)).seed(8);
    }

    private static Sequential compiled(int threads) {
        return model().parallelism(threads).compile(new Adam().learningRate(0.01), Loss.MSE, Metric.MAE);
    }

    /** Batches of 150, 128 and 22 rows, of five, four and one shard. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    @Rule({"BN-5", "PAR-11"})
    void trainingHasTheSameBitsForAnyNumberOfThreads(int threads) {
        for (int batch : new int[] {N, 128}) {
            Sequential one = compiled(1);
            Sequential many = compiled(threads);
            Fit fit = Fit.epochs(3).batchSize(batch);
            assertEquals(one.fit(Data.ofArrays(x, y), fit).toString(), many.fit(Data.ofArrays(x, y), fit).toString());
            assertTrue(Arrays.deepEquals(one.getWeights(), many.getWeights()));
            assertArrayEquals(one.predict(x), many.predict(x));
        }
    }

    /** With momentum 0 the moving statistics are those of the last batch, so that it is normalized outside training as in it. */
    @Test
    @Rule({"BN-2", "BN-3"})
    void movingStatisticsAreThoseOfTheWholeBatch() {
        Sequential model = Sequential.of(BatchNormalization.layer().momentum(0).inputShape(T, F)).compile(new Adam(), Loss.MSE);
        model.trainOnBatch(Data.ofArrays(x, x));
        for (int j = 0; j < F; j++) {
            double mean = 0;
            double squares = 0;
            for (float[][] sample : x) {
                for (float[] row : sample) {
                    mean += row[j] / (double) (N * T);
                    squares += (double) row[j] * row[j] / (N * T);
                }
            }
            assertEquals((float) mean, model.layer("batch_normalization").get("moving_mean")[0][j]);
            assertEquals((float) (squares - mean * mean), model.layer("batch_normalization").get("moving_variance")[0][j], Math.ulp(1f));
        }
        float[][] before = model.layer("batch_normalization").get("moving_mean");
        model.evaluate(Data.ofArrays(x, x), 32);
        model.predictSequences(x);
        model.gradients(Data.ofArrays(x, x));
        assertArrayEquals(before, model.layer("batch_normalization").get("moving_mean"), "nothing but training moves them");
    }

    @Test
    @Rule("BN-2")
    void aFrozenOneKeepsItsStatistics() {
        Sequential model = Sequential.of(Dense.units(3).inputShape(F), BatchNormalization.layer().trainable(false), Dense.units(2)).seed(2)
                .compile(new Adam(), Loss.MSE);
        float[][][] before = model.getWeights();
        model.fit(Data.ofArrays(Numbers.rows(random, N, F, 1), y), Fit.epochs(2));
        float[][][] after = model.getWeights();
        for (int w = 2; w < 6; w++) {
            assertArrayEquals(before[w], after[w]);
        }
        assertFalse(Arrays.deepEquals(before[0], after[0]), "what is in front learns");
        assertTrue(model.summary().contains("Non-trainable params: 12"), model.summary());
    }

    @Test
    void aStackThatBeginsOffTheScaleLearnsAllTheSame() {
        float[][] far = Numbers.rows(random, N, F, 1);
        float[][] target = new float[N][1];
        for (int n = 0; n < N; n++) {
            target[n][0] = far[n][0] * far[n][1];
            far[n][0] = 5000 + 900 * far[n][0];
            far[n][1] = 3 + 0.001f * far[n][1];
        }
        Sequential model = Sequential.of(BatchNormalization.layer().epsilon(1e-12).momentum(0.9).inputShape(F),
                Dense.units(12).activation(lstm4j.layer.ActivationFunction.TANH), Dense.units(1)).seed(3).compile(new Adam().learningRate(0.02), Loss.MSE);
        double[] losses = model.fit(Data.ofArrays(far, target), Fit.epochs(60).batchSize(50)).get("loss");
        assertTrue(losses[59] < losses[0] / 10, losses[0] + " to " + losses[59]);
    }

    @Test
    @Rule({"NORM-1", "NORM-4"})
    void whatCannotBeIsRefused() {
        assertEquals("NORM-1", assertThrows(RuleException.class, () -> LayerNormalization.layer().epsilon(-1)).rule());
        assertEquals("NORM-1", assertThrows(RuleException.class, () -> BatchNormalization.layer().momentum(1.5)).rule());
        FluentLayer<?> layer = LayerNormalization.layer().inputShape(T, F);
        LayerOption<?> axis = layer.options().get(0);
        assertEquals(2, Sequential.of(layer.option(axis, 2)).architecture().layer(0).get(axis));
        assertEquals("NORM-1", assertThrows(RuleException.class, () -> Sequential.of(layer.option(axis, 1))).rule());
        assertEquals("NORM-4", assertThrows(RuleException.class,
                () -> Sequential.of(TimeDistributed.of(BatchNormalization.layer()).inputShape(T, F))).rule());
        Sequential.of(TimeDistributed.of(BatchNormalization.layer().trainable(false)).inputShape(T, F));
    }

    @Test
    @Rule("NORM-3")
    void stepByStepTheBitsAreThoseOfTheWholeSample() {
        Sequential model = Sequential.of(LSTM.units(4).returnSequences().inputShape(T, F), BatchNormalization.layer(), LSTM.units(3),
                LayerNormalization.layer(), Dense.units(2)).seed(4).compile(new Adam(), Loss.MSE);
        model.fit(Data.ofArrays(x, y), Fit.epochs(1));
        Predictor predictor = model.predictor();
        float[] last = new float[2];
        for (float[] row : x[0]) {
            predictor.step(row, last);
        }
        assertArrayEquals(model.predict(new float[][][] {x[0]})[0], last);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.keras", "m.h5", "m.safetensors"})
    void filesKeepOptionsAndStatistics(String name, @TempDir Path folder) throws IOException {
        Sequential model = compiled(1);
        model.fit(Data.ofArrays(x, y), Fit.epochs(2));
        Path file = folder.resolve(name);
        model.save(file);
        Sequential loaded = Sequential.load(file);
        assertArrayEquals(model.predict(x), loaded.predict(x));
        for (int i = 0; i < model.architecture().size(); i++) {
            int layer = i;
            model.architecture().layer(i).options().forEach(option -> assertEquals(model.architecture().layer(layer).get(option),
                    loaded.architecture().layer(layer).get(option), option.name()));
        }
        if (!name.endsWith(".safetensors")) {
            model.fit(Data.ofArrays(x, y), Fit.epochs(1));
            loaded.parallelism(1).fit(Data.ofArrays(x, y), Fit.epochs(1));
            assertEquals(model.summary(), loaded.summary());
        }
    }

    @Test
    void whatItComputesIsTold() {
        String story = model().explain();
        assertTrue(story.contains("moving_variance  (4,)  kept, not learned  =   4") && story.contains("mean over all rows of the batch")
                && story.contains("no row knows another one") && story.contains("Samples mix in training alone"), story);
    }
}
