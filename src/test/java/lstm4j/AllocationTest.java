package lstm4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.stream.Stream;

import lstm4j.engine.Network;
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
import lstm4j.layer.Embedding;
import lstm4j.layer.Flatten;
import lstm4j.layer.GRU;
import lstm4j.layer.GaussianNoise;
import lstm4j.layer.GlobalMaxPooling1D;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.LayerNormalization;
import lstm4j.layer.LeakyReLU;
import lstm4j.layer.Masking;
import lstm4j.layer.MaxPooling1D;
import lstm4j.layer.Merge;
import lstm4j.layer.PReLU;
import lstm4j.layer.Padding;
import lstm4j.layer.Permute;
import lstm4j.layer.RNN;
import lstm4j.layer.ReLU;
import lstm4j.layer.Regularizer;
import lstm4j.layer.RepeatVector;
import lstm4j.layer.Reshape;
import lstm4j.layer.Shape;
import lstm4j.layer.SimpleRNN;
import lstm4j.layer.SpatialDropout1D;
import lstm4j.layer.TimeDistributed;
import lstm4j.layer.UpSampling1D;
import lstm4j.layer.ZeroPadding1D;
import lstm4j.run.CompiledNetwork;
import lstm4j.run.Learning;
import lstm4j.run.SampleOrder;
import lstm4j.run.Samples;
import lstm4j.run.Shards;
import lstm4j.run.States;
import lstm4j.run.Totals;
import lstm4j.testing.Budget;
import lstm4j.testing.Numbers;
import lstm4j.train.Adagrad;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.Optimizer;
import lstm4j.train.Nadam;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is allocated from call to call, once buffers have been made and code has been warmed up. */
class AllocationTest {
    private static final com.sun.management.ThreadMXBean THREADS = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int B = 70;
    private static final int T = 9;
    private static final int F = 5;
    private static final int ROUNDS = 40;
    private final SplittableRandom random = new SplittableRandom(7);
    private final float[][][] x = Numbers.tensor(random, B, T, F, 1);

    /** Bytes that these threads have allocated so far. */
    private static long allocated(long... threads) {
        long sum = 0;
        for (long thread : threads) { // one by one, which allocates nothing itself
            sum += Math.max(0, THREADS.getThreadAllocatedBytes(thread)); // −1 for a thread that has ended
        }
        return sum;
    }

    private static long caller() {
        return Thread.currentThread().getId();
    }

    /** The caller and every thread of a pool. */
    private static long[] workers() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread == Thread.currentThread()
                || thread instanceof ForkJoinWorkerThread).mapToLong(Thread::getId).toArray();
    }

    /** Asserts that {@code ROUNDS} calls together allocate less than a kilobyte: the JVM may allocate once for reasons of its own. */
    private static void assertAllocatesNothing(Runnable call) {
        for (int round = 0; round < 10; round++) {
            call.run();
        }
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 3 || attempt < 50 && least >= 1024; attempt++) { // until all of it is compiled, vectors last
            long before = allocated(caller());
            for (int round = 0; round < ROUNDS; round++) {
                call.run();
            }
            least = Math.min(least, allocated(caller()) - before);
        }
        assertTrue(least < 1024, least + " bytes in " + ROUNDS + " calls");
    }

    static Stream<List<Layer>> stacks() {
        return Stream.of(
                List.of(LSTM.units(7).inputShape(Shape.ANY, F), Dense.units(3).activation(ActivationFunction.SOFTMAX)),
                List.of(LSTM.units(7).returnSequences().inputShape(Shape.ANY, F), Dropout.rate(0.5), LSTM.units(4), Dense.units(3)),
                List.of(LSTM.units(4).activation(ActivationFunction.GELU).recurrentActivation(ActivationFunction.HARD_SIGMOID)
                        .returnSequences().inputShape(Shape.ANY, F), LSTM.units(3).activation(ActivationFunction.SOFTPLUS),
                        Activation.of(ActivationFunction.LOG_SOFTMAX)),
                List.of(GRU.units(5).returnSequences().inputShape(T, F), GRU.units(4).resetAfter(false).returnSequences(), SimpleRNN.units(3), RepeatVector.times(4),
                        TimeDistributed.of(Dense.units(2)), Bidirectional.of(GRU.units(3)), Dense.units(2)),
                List.of(Masking.value(0).inputShape(T, F), LSTM.units(6).returnSequences().goBackwards().zeroOutputForMask(true),
                        LSTM.units(6).returnSequences(), Flatten.layer(), Dense.units(2).activation(ActivationFunction.MISH)),
                List.of(ZeroPadding1D.of(1, 2).inputShape(T, F), LSTM.units(6).returnSequences(), ReLU.layer().maxValue(2).negativeSlope(0.1), PReLU.layer(),
                        SpatialDropout1D.rate(0.5), GaussianNoise.stddev(0.1), Permute.dims(2, 1), Cropping1D.of(1), UpSampling1D.of(2), ELU.layer(),
                        Reshape.to(-1, 2), LSTM.units(4).trainable(false), LeakyReLU.layer(), Dense.units(2)),
                List.of(Conv1D.of(6, 3).padding(Padding.CAUSAL).activation(ActivationFunction.SILU).inputShape(T, F), BatchNormalization.layer(),
                        MaxPooling1D.poolSize(2), LSTM.units(4).returnSequences(), LayerNormalization.layer(), AveragePooling1D.poolSize(2),
                        GlobalMaxPooling1D.layer(), Dense.units(2)),
                List.of(Masking.value(0).inputShape(T, F), ActivityRegularization.of(0.1, 0.1), RNN.of(LSTM.units(6).dropout(0.25), GRU.units(4)).returnSequences().goBackwards(),
                        LSTM.units(3), Dense.units(2)));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void predicting(List<Layer> layers) {
        Sequential model = Sequential.of(layers.toArray(Layer[]::new));
        Predictor predictor = model.predictor(B);
        float[][] out = new float[B][model.architecture().outputShape().features()];
        assertAllocatesNothing(() -> predictor.predict(x, out));
    }

    @Test
    void predictingShorterSequencesInBetween() {
        Predictor predictor = Sequential.of(stacks().toList().get(1).toArray(Layer[]::new)).predictor(3);
        float[][][] shorter = Numbers.tensor(random, 2, 4, F, 1);
        float[][] out = new float[B][3];
        float[][] two = new float[2][3];
        assertAllocatesNothing(() -> {
            predictor.predict(x, out);
            predictor.predict(shorter, two);
        });
    }

    @Test
    void predictingRowsWithoutTime() {
        Predictor predictor = Sequential.of(Dense.units(8).inputShape(F).activation(ActivationFunction.RELU), Dense.units(2)).predictor(B);
        float[][] rows = Numbers.rows(random, B, F, 1);
        float[][] out = new float[B][2];
        assertAllocatesNothing(() -> predictor.predict(rows, out));
    }

    @Test
    void predictingSequences() {
        Predictor predictor = Sequential.of(LSTM.units(8).returnSequences().inputShape(Shape.ANY, F), Dense.units(2)).predictor(B);
        float[][][] out = new float[B][T][2];
        assertAllocatesNothing(() -> predictor.predictSequences(x, out));
    }

    @Test
    void stepsOfARunningSample() {
        Predictor predictor = Sequential.of(LSTM.units(8).returnSequences().inputShape(Shape.ANY, F), LSTM.units(5), Dense.units(2)).predictor();
        float[] out = new float[2];
        assertAllocatesNothing(() -> {
            predictor.reset();
            for (float[] row : x[0]) {
                predictor.step(row, out);
            }
        });
    }

    @Test
    void wordsInAndOut() {
        float[][] words = new float[B][T];
        for (float[] row : words) {
            for (int t = 0; t < T; t++) {
                row[t] = random.nextInt(50);
            }
        }
        Sequential model = Sequential.of(Embedding.of(5000, 6).maskZero(true), LSTM.units(4), Dense.units(3));
        Predictor predictor = model.predictor(B);
        float[][] out = new float[B][3];
        assertAllocatesNothing(() -> predictor.predict(words, out));
        Network network = new Network(model.architecture());
        CompiledNetwork compiled = new CompiledNetwork(network, new Shards(1), States.kept(network.architecture()), new Adam().clipnorm(1),
                Learning.of(network.architecture(), Loss.MSE, List.of(), 0));
        float[][][] x = Arrays.stream(words).map(row -> new float[][] {row}).toArray(float[][][]::new);
        Samples samples = compiled.samples(x, new float[B][3], null);
        Totals totals = new Totals(List.of());
        assertAllocatesNothing(() -> compiled.train(samples, null, 0, B, totals));
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(new Adam().globalClipnorm(1), new SGD().momentum(0.9).clipvalue(0.1), new RMSprop().centered(), new Nadam().weightDecay(0.01),
                new Adagrad());
    }

    /** Dropout of both kinds, penalties, a mask, metrics, several shards, a short last batch. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void trainingInOneThread(Optimizer optimizer) {
        CompiledNetwork network = compiled(1, optimizer);
        Samples samples = samples(network);
        SampleOrder order = new SampleOrder(B, 1, 0);
        Totals totals = new Totals(network.metrics());
        assertAllocatesNothing(() -> {
            network.train(samples, order, 0, 40, totals);
            network.train(samples, order, 40, B, totals);
        });
        assertAllocatesNothing(() -> network.evaluate(samples, order, 0, B, totals));
    }

    /** Every layer with a memory, and those around them. */
    @Test
    void trainingLayersThatAreNoLstm() {
        Network network = new Network(Sequential.of(Masking.value(0).inputShape(T, F), Bidirectional.of(GRU.units(4).returnSequences().recurrentDropout(0.5)),
                GRU.units(4).resetAfter(false).returnSequences(), SimpleRNN.units(3).dropout(0.5), RepeatVector.times(3), TimeDistributed.of(Dense.units(2)),
                Bidirectional.of(SimpleRNN.units(2)).mergeMode(Merge.SUM), Dense.units(3)).architecture());
        CompiledNetwork compiled = new CompiledNetwork(network, new Shards(1), States.kept(network.architecture()), new Adam(),
                Learning.of(network.architecture(), Loss.MSE, List.of(Metric.MAE), 0));
        compiled.setWeights(Numbers.like(random, network.weights(), 0.3));
        Samples samples = compiled.samples(x, new float[B][3], null);
        Totals totals = new Totals(compiled.metrics());
        assertAllocatesNothing(() -> compiled.train(samples, null, 0, B, totals));
    }

    /** What is left is ForkJoin's: a task for each worker and an entry for each call, now and then a larger queue or a thread. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void trainingInSeveralThreadsAllocatesWhatForkJoinNeeds(int threads) {
        CompiledNetwork network = compiled(threads, new Adam());
        Samples samples = samples(network);
        SampleOrder order = new SampleOrder(B, 1, 0);
        Totals totals = new Totals(network.metrics());
        for (int round = 0; round < 20; round++) {
            network.train(samples, order, 0, B, totals);
        }
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) {
            long[] workers = workers();
            long before = allocated(workers);
            for (int round = 0; round < ROUNDS; round++) {
                network.train(samples, order, 0, B, totals);
            }
            least = Math.min(least, allocated(workers) - before);
        }
        double perStep = (double) least / ROUNDS;
        assertEquals(0, perStep, Budget.FORK_JOIN_BYTES_A_STEP.limit());
    }

    private CompiledNetwork compiled(int threads, Optimizer optimizer) {
        Network network = new Network(Sequential.of(Masking.value(0).inputShape(T, F),
                LSTM.units(7).returnSequences().dropout(0.2).recurrentDropout(0.3).kernelRegularizer(new Regularizer(0.01f, 0.02f)),
                Dropout.rate(0.25), LSTM.units(4).activation(ActivationFunction.SILU),
                Dense.units(3).activation(ActivationFunction.SOFTMAX)).architecture());
        CompiledNetwork compiled = new CompiledNetwork(network, new Shards(threads), States.kept(network.architecture()), optimizer,
                Learning.of(network.architecture(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, List.of(Metric.ACCURACY), 0));
        compiled.seed(1);
        compiled.setWeights(Numbers.like(random, network.weights(), 0.3));
        return compiled;
    }

    private Samples samples(CompiledNetwork network) {
        float[] weights = new float[B];
        Arrays.fill(weights, 0.5f);
        return network.samples(x, random.ints(B, 0, 3).toArray(), weights);
    }

    /** No words for messages that nobody reads: what a call keeps for each sample is its row of references and its labels. */
    @Test
    void aCallOnASequentialAllocatesLessThan100BytesForEachSampleMore() {
        Sequential model = Sequential.of(LSTM.units(4).inputShape(T, F), Dense.units(2)).parallelism(1).compile(new SGD(), Loss.MEAN_SQUARED_ERROR);
        float[][] y = new float[B][2];
        Data one = Data.of(Arrays.copyOf(x, 1), Arrays.copyOf(y, 1));
        Data all = Data.of(x, y);
        long more = allocatedBy(() -> model.trainOnBatch(all)) - allocatedBy(() -> model.trainOnBatch(one));
        assertTrue(more < 100 * (B - 1), more + " bytes more");
    }

    private static long allocatedBy(Runnable call) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 200; round++) {
            long before = allocated(caller());
            call.run();
            least = Math.min(least, allocated(caller()) - before);
        }
        return least;
    }
}
