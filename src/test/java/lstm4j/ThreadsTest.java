package lstm4j;

import static lstm4j.testing.Numbers.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;

import lstm4j.engine.Network;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Dense;
import lstm4j.layer.GRU;
import lstm4j.layer.LSTM;
import lstm4j.layer.RepeatVector;
import lstm4j.layer.Shape;
import lstm4j.layer.SimpleRNN;
import lstm4j.layer.TimeDistributed;
import lstm4j.run.ArraySamples;
import lstm4j.run.Job;
import lstm4j.run.Learning;
import lstm4j.run.Samples;
import lstm4j.run.ShardedNetwork;
import lstm4j.run.Shards;
import lstm4j.run.States;
import lstm4j.run.Totals;
import lstm4j.run.WeightArrays;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Callback;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Logs;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.Nadam;
import lstm4j.train.Training;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private static final int N = 200;
    private final SplittableRandom random = new SplittableRandom(5);
    private final float[][][] x = Numbers.tensor(random, N, 12, 5, 1);
    private final int[] y = random.ints(N, 0, 3).toArray();

    private static Sequential model(int threads) {
        return Sequential.of(LSTM.units(17).returnSequences().inputShape(Shape.ANY, 5), LSTM.units(9),
                Dense.units(3).activation(ActivationFunction.SOFTMAX)).seed(3).parallelism(threads);
    }

    @Rule("PAR-10")
    @Test
    void manyThreadsShareAModelEachWithAPredictorOfItsOwn() throws Exception {
        Sequential model = model(2);
        float[][] expected = model.predict(x);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            int room = 1 + 7 * thread;
            running.add(pool.submit(() -> {
                Predictor predictor = model.predictor(room);
                for (int round = 0; round < 5; round++) {
                    float[][] out = new float[N][3];
                    predictor.predict(x, out);
                    assertSameBits(expected, out, "room for " + room);
                    predictor.reset();
                    float[] last = new float[3];
                    for (float[] row : x[round]) {
                        predictor.step(row, last);
                    }
                    assertSameBits(expected[round], last, "step by step");
                }
            }));
        }
        for (Future<?> one : running) {
            one.get();
        }
        pool.shutdown();
    }

    /** Shards are of 32 rows: batches of 120 have four of them, the last one short. */
    @Rule("PAR-3")
    @Test
    void layersThatAreNoLstmLearnTheSameBitsOnAnyNumberOfThreads() {
        float[][][][] learned = new float[3][][][];
        for (int run = 0; run < learned.length; run++) {
            Sequential model = Sequential.of(Bidirectional.of(GRU.units(5).returnSequences().recurrentDropout(0.25)).inputShape(Shape.ANY, 5),
                    GRU.units(4).resetAfter(false).returnSequences(), SimpleRNN.units(6), RepeatVector.times(3), TimeDistributed.of(Dense.units(4)),
                    SimpleRNN.units(3).dropout(0.25), Dense.units(3).activation(ActivationFunction.SOFTMAX)).seed(3).parallelism(1 + 2 * run);
            model.compile(new Nadam().weightDecay(0.01), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.sparseTopK(2));
            model.fit(x, y, Fit.epochs(2).batchSize(120));
            learned[run] = model.getWeights();
        }
        for (int w = 0; w < learned[0].length; w++) {
            assertSameBits(learned[0][w], learned[1][w], "3 threads, array " + w);
            assertSameBits(learned[0][w], learned[2][w], "5 threads, array " + w);
        }
    }

    @Rule("PAR-6")
    @Test
    void oneThreadStartsNone() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Sequential model = model(1);
        model.compile(new Adam(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.ACCURACY);
        model.fit(x, y, Fit.epochs(2).batchSize(100).validationSplit(0.3));
        model.predict(x);
        model.predictAll(x, Map.of());
        model.evaluate(x, y);
        model.gradients(Data.of(x, y));
        model.predictor(64).predict(x, new float[N][3]);
        Set<Thread> after = new HashSet<>(Thread.getAllStackTraces().keySet()); // pool threads would live on for a minute
        after.removeAll(before);
        after.removeIf(thread -> !(thread instanceof ForkJoinWorkerThread) && thread.getThreadGroup() != Thread.currentThread().getThreadGroup());
        assertEquals(Set.of(), after);
    }

    @Rule("PAR-11")
    @Test
    void historyPredictionAndGradientsDoNotDependOnThreads() {
        Sequential serial = trained(1);
        Gradients expected = serial.gradients(Data.of(x, y));
        for (int threads : new int[] {2, 3, 8}) {
            Sequential parallel = trained(threads);
            assertSameBits(serial.getWeights(), parallel.getWeights(), threads + " threads");
            assertSameBits(serial.predict(x), parallel.predict(x), threads + " threads");
            assertSameBits(expected.weights(), parallel.gradients(Data.of(x, y)).weights(), threads + " threads");
            assertEquals(serial.evaluate(Data.of(x, y), 64).get("loss"), parallel.evaluate(Data.of(x, y), 64).get("loss"));
            assertEquals(expected.loss(), parallel.gradients(Data.of(x, y)).loss());
        }
    }

    private Sequential trained(int threads) {
        Sequential model = model(threads);
        model.compile(new Adam(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.ACCURACY);
        model.fit(x, y, Fit.epochs(2).batchSize(96));
        return model;
    }

    @Rule("PAR-6")
    @Test
    void whatAPieceThrowsReachesTheCallerAndTheNetworkStaysUsable() {
        for (int threads : new int[] {1, 3}) {
            IllegalStateException cause = new IllegalStateException("from the third shard");
            boolean[] sick = {false};
            Learning.Sink sink = (workspace, first, R) -> {
                if (sick[0] && first == 2 * Shards.ROWS) {
                    throw cause;
                }
            };
            Network network = new Network(model(1).architecture());
            ShardedNetwork sharded = new ShardedNetwork(network, new Shards(threads), new States(network.architecture()),
                    new Learning(Loss.SPARSE_CATEGORICAL_CROSSENTROPY, List.of(), 0, sink));
            Job job = new Job();
            Samples samples = ArraySamples.labelled(network.architecture(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, x, y, null);
            Totals healthy = new Totals(List.of());
            float[][][] expected = WeightArrays.of(sharded.gradients(job.on(samples, null, 0, N), healthy));
            sick[0] = true;
            assertSame(cause, assertThrows(IllegalStateException.class, () ->
                    sharded.gradients(job.on(samples, null, 0, N), new Totals(List.of()))));
            sick[0] = false;
            Totals again = new Totals(List.of());
            assertSameBits(expected, sharded.gradients(job.on(samples, null, 0, N), again), threads + " threads");
            assertEquals(healthy.loss(), again.loss());
        }
    }

    @Test
    @Rule("PAR-6")
    void anExceptionOfACallbackLeavesTheModelUsable() {
        Sequential model = model(2);
        model.compile(new Adam(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
        IllegalStateException cause = new IllegalStateException("from a callback");
        Callback sick = new Callback() {
            @Override
            public void onBatchEnd(int batch, Logs logs, Training training) {
                throw cause;
            }
        };
        assertSame(cause, assertThrows(IllegalStateException.class, () -> model.fit(x, y, Fit.epochs(1).callbacks(sick))));
        Sequential other = model(1);
        other.setWeights(model.getWeights());
        assertSameBits(other.predict(x), model.predict(x), "after the exception");
    }

    /** Between two steps nothing is under way: a callback may ask the model it trains. */
    @Test
    void aCallbackMayPredictWithTheModelInTraining() {
        Sequential model = model(2);
        model.compile(new Adam(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
        Sequential alone = model(2);
        alone.compile(new Adam(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY);
        Callback asking = new Callback() {
            @Override
            public void onBatchEnd(int batch, Logs logs, Training training) {
                assertEquals(N, model.predict(x).length);
                assertEquals(1, model.evaluate(x, y).size());
            }
        };
        model.fit(x, y, Fit.epochs(2).batchSize(96).callbacks(asking));
        alone.fit(x, y, Fit.epochs(2).batchSize(96));
        assertSameBits(alone.getWeights(), model.getWeights(), "asked in between");
    }
}
