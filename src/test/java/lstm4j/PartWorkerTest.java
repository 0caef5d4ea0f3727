package lstm4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.ActivityRegularization;
import lstm4j.layer.BatchNormalization;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Dense;
import lstm4j.layer.Embedding;
import lstm4j.layer.GaussianNoise;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.RemoteSamples;
import lstm4j.train.SGD;
import lstm4j.train.SampleSource;
import org.junit.jupiter.api.Test;

/** Batches that are computed in parts by others, who have nothing but the samples and a copy of the model. */
class PartWorkerTest {
    private static final int N = 333;

    @Test
    @Rule("PAR-15")
    void aClassifierWithDropoutHasTheSameBitsInRunsOfAnyLength() {
        float[][][] x = inputs(4, 3);
        int[] y = IntStream.range(0, N).map(n -> (n * n + n / 3) % 3).toArray();
        Supplier<Sequential> model = () -> Sequential.of(GaussianNoise.stddev(0.1).inputShape(4, 3), LSTM.units(6).dropout(0.2).recurrentDropout(0.1),
                Dense.units(3).activation(ActivationFunction.SOFTMAX)).seed(5).compile(new Adam(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.ACCURACY);
        assertSame(model, Data.of(x, y), null, Fit.epochs(2).batchSize(150));
    }

    @Test
    @Rule("PAR-15")
    void weightsPenaltiesAndSamplesSetAsideHaveTheSameBits() {
        float[][][] x = inputs(4, 3);
        float[][][] y = inputs(4, 2);
        float[] weights = new float[N];
        IntStream.range(0, N).forEach(n -> weights[n] = n % 4 / 4f);
        Supplier<Sequential> model = () -> Sequential.of(Bidirectional.of(LSTM.units(4).returnSequences()).inputShape(4, 3), ActivityRegularization.of(0.01, 0.02),
                Dense.units(2)).seed(6).compile(new SGD().learningRate(0.1).momentum(0.9), Loss.MSE, Metric.MAE);
        assertSame(model, Data.of(x, y), weights, Fit.epochs(2).batchSize(100).validationSplit(0.2));
    }

    @Test
    @Rule("PAR-15")
    void wordsOfWhichABatchTouchesSomeHaveTheSameBits() {
        int[][] x = IntStream.range(0, N).mapToObj(n -> new int[] {n * 7 % 500, n % 3, n * n % 500}).toArray(int[][]::new);
        float[] y = new float[N];
        IntStream.range(0, N).forEach(n -> y[n] = n % 5 > 2 ? 1 : 0);
        Supplier<Sequential> model = () -> Sequential.of(Embedding.of(500, 4).maskZero(true).inputLength(3), LSTM.units(5), Dense.units(1).activation(ActivationFunction.SIGMOID))
                .seed(7).compile(new Adam(), Loss.BINARY_CROSSENTROPY, Metric.ACCURACY);
        assertSame(model, Data.of(x, y), null, Fit.epochs(2).batchSize(96).shuffle(false));
    }

    private static void assertSame(Supplier<Sequential> models, Data data, float[] weights, Fit fit) {
        Sequential here = models.get();
        String expected = here.fit(data, weights == null ? fit : fit.sampleWeight(weights)).asMap() + Arrays.deepToString(here.getWeights()) + here.evaluate(data, 70);
        for (int shards : new int[] {1, 2, 8}) {
            Sequential model = models.get();
            Remote remote = new Remote(models, model, data, weights, shards);
            String got = model.fit(Data.of(remote, remote.labels), fit).asMap() + Arrays.deepToString(model.getWeights());
            remote.weights = null;
            assertEquals(expected, got + model.evaluate(Data.of(remote, remote.labels), 70), shards + " shards in a run");
        }
    }

    @Test
    @Rule("PAR-16")
    void whatNeedsMoreThanAPartOfABatchIsRefused() {
        assertRefused("[PAR-16] batch_normalization: expected a layer that computes each row of a batch by itself, got one that needs the whole batch.",
                LSTM.units(2).inputShape(4, 3), BatchNormalization.layer());
        assertRefused("[PAR-16] lstm: expected a layer that computes each row of a batch by itself, got a model that goes on with the states of the batch before.",
                LSTM.units(2).stateful().batchInputShape(3, 4, 3));
    }

    private static void assertRefused(String message, Layer... layers) {
        Supplier<Sequential> models = () -> Sequential.of(layers).compile(new SGD(), Loss.MSE);
        Sequential model = models.get();
        assertMessage(message, () -> new PartWorker(model));
        Remote remote = new Remote(() -> Sequential.of(LSTM.units(2).inputShape(4, 3)).compile(new SGD(), Loss.MSE), model, Data.of(inputs(4, 3), inputs(1, 2)), null, 1);
        assertMessage(message, () -> model.fit(Data.of(remote, remote.labels), Fit.epochs(1)));
    }

    @Test
    @Rule("PAR-16")
    void weightsInAnArrayAreRefused() {
        Supplier<Sequential> models = () -> Sequential.of(LSTM.units(2).inputShape(4, 3)).compile(new SGD(), Loss.MSE);
        Sequential model = models.get();
        Remote remote = new Remote(models, model, Data.of(inputs(4, 3), inputs(1, 2)), null, 1);
        assertMessage("[PAR-16] fit: expected samples on other machines to have their weights there, got an array of 333 weights.",
                () -> model.fit(Data.of(remote, remote.labels), Fit.epochs(1).sampleWeight(new float[N])));
        assertThrows(UnsupportedOperationException.class, () -> remote.read(0, null));
    }

    private static void assertMessage(String message, Runnable call) {
        assertEquals(message, assertThrows(RuleException.class, call::run).getMessage().lines().findFirst().orElseThrow());
    }

    private static float[][][] inputs(int steps, int features) {
        float[][][] x = new float[N][steps][features];
        for (int n = 0; n < N; n++) {
            for (int k = 0; k < steps * features; k++) {
                x[n][k / features][k % features] = ((n * 37 + k * 11 + n * k % 7) % 64) / 32f - 1;
            }
        }
        return x;
    }

    /** Three others, who take the runs in turn, last first; sums meet four by four and then here. The weights of every step are in the same arrays. */
    private static final class Remote implements RemoteSamples {
        private final List<PartWorker> others = new ArrayList<>();
        private final int rows; // of a run
        private final Data data;
        private final Rows inputs;
        final Rows labels;
        float[] weights; // or null

        Remote(Supplier<Sequential> models, Sequential model, Data data, float[] weights, int shards) {
            for (int i = 0; i < 3; i++) {
                Sequential copy = models.get();
                others.add(copy.architecture().isStateful() ? null : new PartWorker(copy));
            }
            this.rows = shards * PartWorker.SHARD_ROWS;
            this.data = data;
            this.weights = weights;
            this.inputs = new Rows(data.inputs());
            this.labels = new Rows(data.labels());
        }

        @Override
        public long samples() {
            return N;
        }

        @Override
        public int steps() {
            return inputs.steps();
        }

        @Override
        public int columns() {
            return inputs.columns();
        }

        @Override
        public byte[] sum(Step step) {
            int runs = (int) ((step.to() - step.from() + rows - 1) / rows);
            byte[][] sums = new byte[runs][];
            for (int run = runs - 1; run >= 0; run--) {
                long first = step.from() + (long) run * rows;
                sums[run] = part(step, first, Math.min(step.to(), first + rows), run);
            }
            List<byte[]> fours = new ArrayList<>();
            for (int run = 0; run < runs; run += 4) {
                fours.add(others.get(run % 3).combine(Arrays.asList(sums).subList(run, Math.min(runs, run + 4)), step.learns()));
            }
            return others.get(1).combine(fours, step.learns());
        }

        private byte[] part(Step step, long from, long to, int run) {
            long[] samples = samplesAt(step, from, to);
            float[] factors = weights == null ? null : new float[samples.length];
            for (int r = 0; r < samples.length && factors != null; r++) {
                factors[r] = weights[(int) samples[r]];
            }
            return others.get(run % 3).sum(step, Data.of(inputs.of(samples), labels.of(samples)), factors, (int) (from - step.from()));
        }

        /** Found from the sample, as one who has some of them finds it. */
        private static long[] samplesAt(Step step, long from, long to) {
            long[] samples = new long[(int) (to - from)];
            LongUnaryOperator positions = PartWorker.positions(step.order());
            for (long n = 0; n < (step.order() == null ? N : step.order().samples()); n++) {
                long position = positions.applyAsLong(n);
                if (position >= from && position < to) {
                    samples[(int) (position - from)] = n;
                }
            }
            return samples;
        }
    }

    /** An array as a source, or some rows of it. */
    private record Rows(Object array, long[] chosen) implements SampleSource {
        Rows(Object array) {
            this(array, null);
        }

        Rows of(long[] samples) {
            return new Rows(array, samples);
        }

        private float[][] row(long n) {
            int at = (int) (chosen == null ? n : chosen[(int) n]);
            if (array instanceof float[][][] rows) {
                return rows[at];
            }
            if (array instanceof int[][] words) {
                float[] row = new float[words[at].length];
                Arrays.setAll(new int[row.length], j -> (int) (row[j] = words[at][j]));
                return new float[][] {row};
            }
            return new float[][] {{array instanceof int[] classes ? classes[at] : ((float[]) array)[at]}};
        }

        @Override
        public long samples() {
            return chosen == null ? N : chosen.length;
        }

        @Override
        public int steps() {
            return row(0).length;
        }

        @Override
        public int columns() {
            return row(0)[0].length;
        }

        @Override
        public void read(long n, float[][] rows) {
            for (int s = 0; s < rows.length; s++) {
                System.arraycopy(row(n)[s], 0, rows[s], 0, rows[s].length);
            }
        }
    }
}
