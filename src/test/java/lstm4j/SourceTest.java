package lstm4j;

import static lstm4j.testing.Numbers.assertSameBits;
import static lstm4j.train.Messages.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;

import lstm4j.layer.BatchNormalization;
import lstm4j.layer.Dense;
import lstm4j.layer.Embedding;
import lstm4j.layer.LSTM;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.SampleSource;
import org.junit.jupiter.api.Test;

/** Samples that are read one by one: the bits of arrays, and what is said of those that do not fit. */
class SourceTest {
    private static final int N = 150;
    private static final int T = 5;
    private static final int F = 3;
    private final SplittableRandom random = new SplittableRandom(4);
    private final float[][][] x = Numbers.tensor(random, N, T, F, 1);

    /** An array that is copied sample by sample. */
    private static SampleSource source(float[][][] array) {
        return new SampleSource() {
            @Override
            public long samples() {
                return array.length;
            }

            @Override
            public int steps() {
                return array[0].length;
            }

            @Override
            public int columns() {
                return array[0][0].length;
            }

            @Override
            public void read(long n, float[][] rows) {
                for (int s = 0; s < rows.length; s++) {
                    System.arraycopy(array[(int) n][s], 0, rows[s], 0, rows[s].length);
                }
            }
        };
    }

    private static SampleSource column(int[] numbers) {
        float[][][] rows = new float[numbers.length][1][1];
        for (int n = 0; n < numbers.length; n++) {
            rows[n][0][0] = numbers[n];
        }
        return source(rows);
    }

    private int[] classes(int K) {
        return random.ints(N, 0, K).toArray();
    }

    private static void assertSame(Sequential one, Data arrays, Sequential other, Data sources, Fit fit) {
        assertEquals(one.fit(arrays, fit).asMap(), other.fit(sources, fit).asMap());
        assertSameBits(one.getWeights(), other.getWeights(), "weights");
        assertEquals(one.evaluate(arrays, 40).toString(), other.evaluate(sources, 40).toString());
        assertSameBits(one.predictAll(arrays.inputs(), Map.of()).rows(), other.predictAll(sources.inputs(), Map.of()).rows(), "outputs");
    }

    @Test
    @Rule("FIT-42")
    void classesOfSequencesTrainToTheBitsOfArrays() {
        int[] y = classes(4);
        float[] weights = Numbers.tensor(random, 1, 1, N, 1)[0][0];
        for (int threads : new int[] {1, 3}) {
            assertSame(classifier(threads), Data.of(x, y), classifier(2), Data.of(source(x), column(y)),
                    Fit.epochs(3).batchSize(70).validationSplit(0.2).sampleWeight(weights));
        }
    }

    private static Sequential classifier(int threads) {
        return Sequential.of(LSTM.units(6).returnSequences().inputShape(T, F).dropout(0.2), BatchNormalization.layer(), LSTM.units(5), Dense.units(4))
                .seed(9).parallelism(threads).compile(new Adam(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.ACCURACY);
    }

    @Test
    @Rule("FIT-42")
    void rowsForEveryStepAndWordsToo() {
        float[][][] y = Numbers.tensor(random, N, T, 2, 1);
        assertSame(tagger(), Data.of(x, y), tagger(), Data.of(source(x), source(y)), Fit.epochs(2).batchSize(33).validationData(Data.of(x, y)));
        int[][] words = new int[N][];
        float[][][] rows = new float[N][1][T];
        for (int n = 0; n < N; n++) {
            words[n] = random.ints(T, 0, 7).toArray();
            for (int t = 0; t < T; t++) {
                rows[n][0][t] = words[n][t];
            }
        }
        int[] classes = classes(3);
        assertSame(reader(), Data.of(words, classes), reader(), Data.of(source(rows), column(classes)), Fit.epochs(2).batchSize(64));
    }

    private static Sequential tagger() {
        return Sequential.of(LSTM.units(4).returnSequences().inputShape(T, F), Dense.units(2)).seed(1).compile(new Adam(), Loss.MSE);
    }

    private static Sequential reader() {
        return Sequential.of(Embedding.of(7, 3).inputLength(T), LSTM.units(4), Dense.units(3)).seed(1).compile(new Adam(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
    }

    @Test
    @Rule({"SHAPE-12", "SHAPE-13", "DATA-2", "DATA-4", "DATA-5", "FIT-6"})
    void whatDoesNotFitTheModelIsSaidBeforeTheFirstStep() {
        SampleSource good = source(x);
        SampleSource labels = column(classes(4));
        Sequential model = classifier(1);
        Fit fit = Fit.epochs(1);
        assertMessage("[SHAPE-12] x: expected 3 features in a row, got 2.", () -> model.fit(Data.of(source(new float[N][T][2]), labels), fit));
        assertMessage("[SHAPE-13] x: expected 5 rows in a sample, got 4.", () -> model.fit(Data.of(source(new float[N][4][F]), labels), fit));
        assertMessage("[DATA-5] y: expected as many labels as samples, 150, got 3.", () -> model.fit(Data.of(good, column(new int[3])), fit));
        assertMessage("[DATA-4] y: expected 1 rows of labels for a sample, got 5.", () -> model.fit(Data.of(good, good), fit));
        assertMessage("[DATA-4] y: expected a SampleSource, as x is, got int[] (150).", () -> model.fit(Data.ofArrays(good, new int[N]), fit));
        assertMessage("""
                [FIT-6] classWeight: expected labels in an array, got labels that are read one by one.
                        Hint: give sampleWeight.""", () -> model.fit(Data.of(good, labels), fit.classWeight(Map.of(0, 2.0))));
        assertEquals(0, model.optimizer().iteration());
    }

    @Test
    @Rule({"DATA-3", "DATA-6", "DATA-7", "DATA-11"})
    void aNumberThatDoesNotFitIsFoundWhenItIsRead() {
        float[][][] broken = Numbers.tensor(random, N, T, F, 1);
        broken[17][2][1] = Float.NaN;
        int[] y = classes(4);
        assertMessage("""
                [DATA-3] x[17][2][1]: expected a finite number, got NaN.
                         Hint: one such number turns every weight into NaN; fill or drop missing values first.""",
                () -> classifier(1).fit(Data.of(source(broken), column(y)), Fit.epochs(1)));
        y[3] = 4;
        assertMessage("""
                [DATA-6] y[3]: expected a class from 0 to 3, since the model has 4 outputs, got 4.0.
                         Hint: classes are counted from 0; the last layer needs as many units as there are classes.""",
                () -> classifier(1).fit(Data.of(source(x), column(y)), Fit.epochs(1)));
        assertMessage("[DATA-7] y[17], number 1: expected a finite number, got NaN.", () -> Sequential.of(LSTM.units(3).inputShape(T, F).returnSequences())
                .compile(new Adam(), Loss.MSE).fit(Data.of(source(x), source(broken)), Fit.epochs(1)));
        float[][][] words = new float[N][1][T];
        words[2][0][1] = 7;
        assertMessage("""
                [DATA-11] x[2][1]: expected a whole number from 0 to 6, got 7.0.
                          Hint: embedding has a row for each of 7 numbers; a vocabulary of V words needs input_dim V, and one more where 0 is padding.""",
                () -> reader().fit(Data.of(source(words), column(classes(3))), Fit.epochs(1)));
    }

    @Test
    void theFootprintSaysWhatReadingTakes() {
        Footprint small = classifier(2).footprint(64, T);
        assertTrue(small.reading() >= 32 * 4L * (T * F + 1), small.toString());
        assertTrue(small.toString().contains("to read from a source, beside that"));
        assertEquals(0, Sequential.of(LSTM.units(3).inputShape(T, F)).footprint(64, T).reading());
    }
}
