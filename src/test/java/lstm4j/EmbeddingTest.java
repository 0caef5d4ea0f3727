package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Embedding;
import lstm4j.layer.Input;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.layer.TimeDistributed;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words in, through a table, into everything behind. */
class EmbeddingTest {
    private static final int V = 30;
    private static final int T = 8;
    private final SplittableRandom random = new SplittableRandom(11);

    private int[][] words(int samples) {
        int[][] x = new int[samples][];
        for (int n = 0; n < samples; n++) {
            x[n] = random.ints(T, 1, V).toArray();
        }
        return x;
    }

    private static float[][] floats(int[][] x) {
        return Arrays.stream(x).map(row -> {
            float[] floats = new float[row.length];
            for (int t = 0; t < row.length; t++) {
                floats[t] = row[t];
            }
            return floats;
        }).toArray(float[][]::new);
    }

    /** Word 1 is "good", word 2 is "bad", and the last of them decides; all other words say nothing. */
    private static int[] opinions(int[][] x) {
        return Arrays.stream(x).mapToInt(row -> {
            int opinion = 0;
            for (int word : row) {
                opinion = word == 1 ? 1 : word == 2 ? 0 : opinion;
            }
            return opinion;
        }).toArray();
    }

    private int[][] texts(int samples) {
        int[][] x = words(samples);
        for (int[] text : x) {
            text[random.nextInt(T)] = 1 + random.nextInt(2);
            text[random.nextInt(T)] = 1 + random.nextInt(2);
        }
        return x;
    }

    @Test
    void textsAreClassified() {
        int[][] x = texts(600);
        int[][] unseen = texts(300);
        Sequential model = Sequential.of(Embedding.of(V, 8), LSTM.units(12), Dense.units(2).activation(ActivationFunction.SOFTMAX)).seed(1);
        model.compile(new Adam().learningRate(0.01), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.ACCURACY);
        model.fit(Data.of(x, opinions(x)), Fit.epochs(12));
        double accuracy = model.evaluate(Data.of(unseen, opinions(unseen))).get("accuracy");
        assertTrue(accuracy > 0.97, "accuracy " + accuracy);
    }

    private static Sequential tagger(Layer... more) {
        Layer[] layers = new Layer[more.length + 2];
        System.arraycopy(more, 0, layers, 0, more.length);
        layers[more.length] = LSTM.units(5).returnSequences();
        layers[more.length + 1] = Dense.units(3);
        return Sequential.of(layers).seed(4);
    }

    @Test
    @Rule("EMB-2")
    void floatsAndIntsAreTheSameWords() {
        Sequential model = tagger(Embedding.of(V, 4));
        int[][] x = words(40);
        assertArrayEquals(model.predictSequences(x), model.predictSequences(floats(x)));
        float[][][] out = new float[40][T][3];
        model.predictor(7).predictSequences(floats(x), out);
        assertArrayEquals(model.predictSequences(x), out);
    }

    @Test
    @Rule("EMB-7")
    void wordByWordTheBitsAreThoseOfTheWholeText() {
        refused("STEP-1", () -> tagger(Embedding.of(V, 4).maskZero(true)).predictor().step(new float[] {1}, new float[3]));
        Sequential model = tagger(Embedding.of(V, 4));
        int[][] x = words(1);
        x[0][3] = 0;
        float[][] whole = model.predictSequences(x)[0];
        Predictor predictor = model.predictor();
        for (int round = 0; round < 2; round++) {
            float[] out = new float[3];
            for (int t = 0; t < T; t++) {
                predictor.step(new float[] {x[0][t]}, out);
                assertArrayEquals(whole[t], out, "step " + t);
            }
            predictor.reset();
        }
    }

    @Test
    @Rule("DATA-11")
    void aNumberThatIsNoWordIsNamedWithItsSampleAndStep() {
        Sequential model = tagger(Embedding.of(V, 4));
        int[][] x = words(3);
        x[2][5] = V;
        String message = refused("DATA-11", () -> model.predictSequences(x));
        assertTrue(message.contains("x[2][5]") && message.contains("from 0 to 29") && message.contains("got 30"), message);
        for (float wrong : new float[] {-1, 0.5f, Float.NaN, 1e10f, V}) {
            float[][] row = floats(words(1));
            row[0][1] = wrong;
            assertTrue(refused("DATA-11", () -> model.predictSequences(row)).contains("x[0][1]"));
            assertTrue(refused("DATA-11", () -> model.predictor().predictSequences(row, new float[1][T][3])).contains("x[0][1]"));
            assertTrue(refused("DATA-11", () -> model.predictor().step(new float[] {wrong}, new float[3])).contains("x[0]"));
        }
        refused("SHAPE-11", () -> model.predictSequences(new float[1][T][1]));
        refused("SHAPE-14", () -> model.predictSequences(new int[][] {{1, 2}, {3}}));
        refused("SHAPE-13", () -> tagger(Embedding.of(V, 4).inputLength(3)).predictSequences(new int[][] {{1, 2}}));
        refused("DATA-2", () -> model.predictSequences(new int[][] {{}}));
        refused("DATA-1", () -> model.predictSequences(new int[][] {null}));
        refused("DATA-1", () -> Sequential.of(Dense.units(1).inputShape(2)).predict(new int[][] {{1, 2}}));
    }

    @Test
    @Rule({"EMB-1", "EMB-2"})
    void whatIsNoEmbeddingIsRefused() {
        refused("EMB-1", () -> Embedding.of(0, 4));
        refused("EMB-1", () -> Embedding.of((1 << 24) + 1, 4));
        refused("EMB-2", () -> Sequential.of(Embedding.of(3, 4).inputShape(5, 1)));
        refused("EMB-2", () -> Sequential.of(Dense.units(2).inputShape(5), Embedding.of(3, 4)));
        refused("EMB-2", () -> Sequential.of(TimeDistributed.of(Embedding.of(3, 4)).inputShape(5, 2)));
        assertEquals(Shape.of(Shape.ANY, 5, 4), Sequential.of(Input.shape(5), Embedding.of(3, 4)).architecture().outputShape());
        assertEquals(Shape.of(Shape.ANY, 5, 4), Sequential.of(Embedding.of(1, 4).inputDim(3).inputLength(5)).architecture().outputShape());
    }

    private static String refused(String rule, Runnable call) {
        RuleException e = assertThrows(RuleException.class, call::run);
        assertEquals(rule, e.rule(), e.getMessage());
        return e.getMessage();
    }

    @Test
    @Rule("EMB-5")
    void theTableLearnsTheSameBitsOnAnyNumberOfThreads() {
        int[][] x = words(200);
        float[][][] y = Numbers.tensor(random, 200, T, 3, 1);
        float[][][] first = null;
        for (int threads : new int[] {1, 2, 5}) {
            Sequential model = tagger(Embedding.of(V, 4).maskZero(true)).parallelism(threads).compile(new Adam().globalClipnorm(0.1), Loss.MSE);
            model.fit(Data.ofArrays(x, y), Fit.epochs(2).batchSize(150));
            first = first == null ? model.getWeights() : first;
            for (int w = 0; w < first.length; w++) {
                Numbers.assertSameBits(first[w], model.getWeights()[w], threads + " threads");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.keras", "model.h5"})
    void aSavedModelIsTheSameModel(String name, @TempDir Path folder) throws IOException {
        Sequential model = tagger(Embedding.of(V, 4).maskZero(true).inputLength(T)).compile(new SGD(), Loss.MSE);
        Path file = folder.resolve(name);
        model.save(file);
        Sequential loaded = Sequential.load(file);
        int[][] x = words(3);
        x[1][4] = 0;
        assertArrayEquals(model.predictSequences(x), loaded.predictSequences(x));
        assertEquals(model.summary(), loaded.summary());
        assertTrue(((Embedding) loaded.architecture().layer(0)).masksZero());
    }

    @Test
    void whatItComputesIsShownAndTold() {
        Sequential model = tagger(Embedding.of(V, 4).maskZero(true).name("words"));
        assertTrue(model.summary().contains("words (Embedding)"), model.summary());
        String story = model.explain();
        assertTrue(story.contains("(batch, timesteps) = (None, None)") && story.contains("A table with a row of 4 numbers for each of 30 words"), story);
        assertTrue(story.contains("int[B][T]"), story);
        assertEquals(1, model.trace(floats(words(1))).size());
        Gradients g = model.compile(new SGD(), Loss.MSE).gradients(Data.ofArrays(words(2), new float[2][T][3]));
        assertArrayEquals(new float[2][1][T], g.inputs(), "a word has no derivative");
        assertTrue(model.footprint(8, T).predictor() > 0);
    }
}
