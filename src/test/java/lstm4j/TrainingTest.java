package lstm4j;

import static lstm4j.testing.Numbers.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

import lstm4j.data.GeneratedDigits;
import lstm4j.data.LabelledImages;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.LSTM;
import lstm4j.layer.Shape;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.EarlyStopping;
import lstm4j.train.Fit;
import lstm4j.train.History;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;

/** Whole trainings: that something is learned, and that options do what they say. */
class TrainingTest {
    private static final int N = 300;
    private final SplittableRandom random = new SplittableRandom(11);

    /** A task of memory: one of three features is 1 at the first step; then come ten steps of noise. */
    private float[][][] sequences(int[] classes) {
        float[][][] x = Numbers.tensor(random, classes.length, 11, 3, 0.3);
        for (int n = 0; n < classes.length; n++) {
            x[n][0] = new float[3];
            x[n][0][classes[n]] = 1;
        }
        return x;
    }

    private int[] classes(int count) {
        return random.ints(count, 0, 3).toArray();
    }

    private static Sequential classifier(long seed) {
        Sequential model = Sequential.of(LSTM.units(12).inputShape(Shape.ANY, 3), Dense.units(3).activation(ActivationFunction.SOFTMAX)).seed(seed);
        model.compile(new Adam().learningRate(0.01), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.ACCURACY);
        return model;
    }

    @Test
    void aModelLearnsToRememberWhatItSawTenStepsAgo() {
        int[] y = classes(N);
        Sequential model = classifier(1);
        History history = model.fit(sequences(y), y, Fit.epochs(20).batchSize(32));
        int[] others = classes(N);
        assertTrue(history.get("loss")[0] > 0.9 && history.last("loss") < 0.1, history.toString());
        assertTrue(model.evaluate(sequences(others), others).get("accuracy") > 0.99);
    }

    /** The model of the README in small: 12 % of guesses are right by chance or so. */
    @Test
    void theDigitModelLearnsGeneratedDigits() {
        LabelledImages train = GeneratedDigits.of(1200, 3);
        LabelledImages test = GeneratedDigits.of(300, 4);
        Sequential model = Sequential.of(LSTM.units(32).returnSequences().inputShape(28, 28), LSTM.units(32),
                Dense.units(10).activation(ActivationFunction.SOFTMAX)).seed(1);
        model.compile(new Adam().learningRate(0.005), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.ACCURACY);
        model.fit(train.images(), train.labels(), Fit.epochs(8).batchSize(64));
        double accuracy = model.evaluate(test.images(), test.labels()).get("accuracy");
        assertTrue(accuracy > 0.7, "accuracy " + accuracy);
    }

    /** The class is shown in one batch and asked for in the next: only a model that keeps its state can know. */
    @Rule("LSTM-9")
    @Test
    void aStatefulModelLearnsAcrossBatchesWhatAnotherCannot() {
        int B = 32;
        int[] y = new int[20 * B];
        float[][][] x = Numbers.tensor(random, y.length, 4, 3, 0.3);
        for (int n = 0; n < y.length; n++) {
            boolean shown = n / B % 2 == 0;
            y[n] = shown ? random.nextInt(3) : y[n - B];
            if (shown) {
                x[n][1] = new float[3];
                x[n][1][y[n]] = 2;
            }
        }
        double[] accuracy = new double[2];
        for (int stateful = 0; stateful < 2; stateful++) {
            LSTM lstm = LSTM.units(12).stateful(stateful == 1).batchInputShape(B, 4, 3);
            Sequential model = Sequential.of(lstm, Dense.units(3).activation(ActivationFunction.SOFTMAX)).seed(2);
            model.compile(new Adam().learningRate(0.02), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.ACCURACY);
            for (int epoch = 0; epoch < 25; epoch++) {
                model.fit(x, y, Fit.epochs(1).batchSize(B).shuffle(false));
                if (stateful == 1) {
                    assertFalse(Arrays.deepEquals(new float[B][12], model.state("lstm").h()));
                    model.resetStates();
                    assertArrayEquals(new float[B][12], model.state("lstm").h());
                }
            }
            accuracy[stateful] = model.evaluate(Data.of(x, y), B).get("accuracy");
        }
        assertTrue(accuracy[1] > 0.97, "stateful " + accuracy[1]);
        assertTrue(accuracy[0] < 0.85, "stateless " + accuracy[0]);
    }

    @Test
    void theSameSeedGivesTheSameHistoryAndAnotherSeedAnother() {
        int[] y = classes(N);
        float[][][] x = sequences(y);
        Fit fit = Fit.epochs(3).batchSize(64).validationSplit(0.2);
        History first = classifier(5).fit(x, y, fit);
        assertEquals(first.asMap(), classifier(5).fit(x, y, fit).asMap());
        assertFalse(first.asMap().equals(classifier(6).fit(x, y, fit).asMap()));
    }

    /** Nothing random is hidden in the course of a training: order and dropout depend on epoch and step alone. */
    @Rule({"FIT-21", "FIT-16"})
    @Test
    void aTrainingInTwoPartsIsTheTrainingAsAWhole() {
        int[] y = classes(N);
        float[][][] x = sequences(y);
        Sequential[] models = new Sequential[2];
        for (int m = 0; m < 2; m++) {
            models[m] = Sequential.of(LSTM.units(6).dropout(0.2).inputShape(Shape.ANY, 3), Dropout.rate(0.1),
                    Dense.units(3).activation(ActivationFunction.SOFTMAX)).seed(8);
            models[m].compile(new Adam(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
        }
        models[0].fit(x, y, Fit.epochs(4).batchSize(64));
        models[1].fit(x, y, Fit.epochs(2).batchSize(64));
        models[1].fit(x, y, Fit.epochs(4).initialEpoch(2).batchSize(64));
        assertSameBits(models[0].getWeights(), models[1].getWeights(), "in two parts");
    }

    private float[][][] trained(Fit fit, double rate, float[][][] x, int[] y) {
        Sequential model = classifier(9);
        model.compile(new SGD().learningRate(rate), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
        model.fit(x, y, fit.batchSize(64).shuffle(true));
        return model.getWeights();
    }

    /** All factors are powers of two, so that nothing is rounded differently. */
    @Rule("LOSS-7")
    @Test
    void weightsOfTwoAreTwiceTheLearningRate() {
        int[] y = classes(N);
        float[][][] x = sequences(y);
        float[] twos = new float[N];
        Arrays.fill(twos, 2);
        assertSameBits(trained(Fit.epochs(2), 0.125, x, y), trained(Fit.epochs(2).sampleWeight(twos), 0.0625, x, y), "sample weights");
        assertSameBits(trained(Fit.epochs(2), 0.125, x, y), trained(Fit.epochs(2).classWeight(Map.of(0, 2.0, 1, 2.0, 2, 2.0)), 0.0625, x, y),
                "class weights");
    }

    @Rule("FIT-28")
    @Test
    void aClassWeightIsTheWeightOfEachSampleOfTheClass() {
        int[] y = classes(N);
        float[][][] x = sequences(y);
        float[] weights = new float[N];
        for (int n = 0; n < N; n++) {
            weights[n] = y[n] == 1 ? 0.3f : y[n] == 2 ? 2.5f : 1;
        }
        assertSameBits(trained(Fit.epochs(2).sampleWeight(weights), 0.1, x, y),
                trained(Fit.epochs(2).classWeight(Map.of(1, (double) 0.3f, 2, 2.5)), 0.1, x, y), "class weights");
    }

    @Test
    void samplesOfWeightZeroTeachNothing() {
        int[] y = classes(N);
        float[][][] x = sequences(y);
        float[] weights = new float[N];
        Arrays.fill(weights, 0, 200, 1);
        int[] wrong = y.clone();
        for (int n = 200; n < N; n++) {
            wrong[n] = (y[n] + 1) % 3;
        }
        assertSameBits(trained(Fit.epochs(2).sampleWeight(weights), 0.1, x, y), trained(Fit.epochs(2).sampleWeight(weights), 0.1, x, wrong),
                "labels that do not count");
    }

    /** A rate that is far too large, so that the best epoch is not the last. */
    @Rule("FIT-22")
    @Test
    void earlyStoppingBringsBackTheBestWeights() {
        int[] y = classes(N);
        float[][][] x = sequences(y);
        Sequential model = classifier(3);
        model.compile(new Adam().learningRate(0.3), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.ACCURACY);
        int[] others = classes(100);
        float[][][] otherX = sequences(others);
        EarlyStopping stopping = new EarlyStopping().patience(4).restoreBestWeights();
        History history = model.fit(x, y, Fit.epochs(60).batchSize(32).validationData(otherX, others).callbacks(stopping));
        double[] losses = history.get("val_loss");
        double best = Arrays.stream(losses).min().orElseThrow();
        assertTrue(losses.length < 60 && history.last("val_loss") > best, history.toString());
        assertEquals(best, losses[stopping.bestEpoch()]);
        assertEquals(best, model.evaluate(Data.of(otherX, others), 32).get("loss"));
    }

    @Test
    void oneStepByHandIsOneStepOfFit() {
        int[] y = classes(50);
        float[][][] x = sequences(y);
        Sequential one = classifier(4);
        Sequential other = classifier(4);
        double before = one.evaluate(Data.of(x, y), 50).get("loss");
        assertEquals(before, one.trainOnBatch(Data.of(x, y)), "the loss before the step");
        other.fit(x, y, Fit.epochs(1).batchSize(50).shuffle(false));
        assertSameBits(one.getWeights(), other.getWeights(), "one step");
        assertTrue(one.evaluate(Data.of(x, y), 50).get("loss") < before);
    }

    /** Training does not touch the caller's arrays. */
    @Test
    void dataAreLeftAsTheyAre() {
        int[] y = classes(50);
        float[][][] x = sequences(y);
        float[][][] copy = Arrays.stream(x).map(sample -> Arrays.stream(sample).map(float[]::clone).toArray(float[][]::new)).toArray(float[][][]::new);
        int[] labels = y.clone();
        classifier(4).fit(x, y, Fit.epochs(1));
        assertSameBits(copy, x, "inputs");
        assertArrayEquals(labels, y);
    }
}
