package lstm4j;

import static lstm4j.testing.Numbers.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.FutureTask;

import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.RuleException;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Callback;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Logs;
import lstm4j.train.Loss;
import lstm4j.train.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What two threads may do with one model, what they may not, and that they are told. */
class OneThreadAtATimeTest {
    private static final int N = 64;
    private final float[][][] x = Numbers.tensor(new SplittableRandom(5), N, 6, 3, 1);
    private final float[] y = new float[N];
    @TempDir
    private Path folder;

    private static Sequential model() {
        return Sequential.of(LSTM.units(5).inputShape(6, 3), Dense.units(1)).seed(3);
    }

    /** Runs {@code inside} at the end of the first batch of a fit of this model. */
    private void duringFit(Sequential model, Executable inside) {
        Throwable[] thrown = new Throwable[1];
        model.fit(x, y, Fit.epochs(1).callbacks(new Callback() {
            @Override
            public void onBatchEnd(int batch, Logs logs, Training training) {
                try {
                    inside.execute();
                } catch (Throwable failure) {
                    thrown[0] = failure;
                }
            }
        }));
        if (thrown[0] instanceof Error error) {
            throw error;
        } else if (thrown[0] != null) {
            throw new AssertionError(thrown[0]);
        }
    }

    /** What a call in another thread, which has ended afterwards, throws. */
    private static Throwable inAnotherThread(Executable call) throws Exception {
        FutureTask<Throwable> task = new FutureTask<>(() -> {
            try {
                call.execute();
                return null;
            } catch (Throwable thrown) {
                return thrown;
            }
        });
        new Thread(task).start();
        return task.get();
    }

    @Test
    @Rule("PAR-12")
    void callsOfAnotherThreadWhileAModelTrainsAreRefused() {
        Sequential model = model().compile(new Adam(), Loss.MSE);
        float[][][] weights = model.getWeights();
        LayerWeights lstm = model.layer("lstm");
        Map<String, Executable> calls = Map.ofEntries(Map.entry("predict", () -> model.predict(x)),
                Map.entry("evaluate", () -> model.evaluate(x, y)), Map.entry("fit", () -> model.fit(x, y, Fit.epochs(1))),
                Map.entry("trainOnBatch", () -> model.trainOnBatch(Data.of(x, y))), Map.entry("compile", () -> model.compile(new Adam(), Loss.MAE)),
                Map.entry("gradients", () -> model.gradients(Data.of(x, y))), Map.entry("trace", () -> model.trace(x[0])),
                Map.entry("getWeights", model::getWeights), Map.entry("setWeights", () -> model.setWeights(weights)),
                Map.entry("layer.set", () -> lstm.set("bias", new float[20])), Map.entry("layer.get", lstm::kernel),
                Map.entry("resetStates", model::resetStates), Map.entry("parallelism", () -> model.parallelism(1)),
                Map.entry("save", () -> model.save(folder.resolve("m.keras"))));
        duringFit(model, () -> {
            for (Map.Entry<String, Executable> call : calls.entrySet()) {
                Throwable thrown = inAnotherThread(call.getValue());
                assertEquals("[PAR-12] model: expected one thread at a time, got " + call.getKey() + " while another thread is in fit.\n"
                        + "         Hint: a Sequential is for one thread at a time; to predict on several, give each a predictor() of its own.",
                        thrown == null ? "nothing thrown by " + call.getKey() : thrown.getMessage());
            }
        });
    }

    @Test
    @Rule("PAR-13")
    void aTrainingInsideATrainingIsRefused() {
        Sequential model = model().compile(new Adam(), Loss.MSE);
        duringFit(model, () -> {
            for (Executable call : List.<Executable>of(() -> model.fit(x, y, Fit.epochs(1)), () -> model.trainOnBatch(Data.of(x, y)),
                    () -> model.compile(new Adam(), Loss.MAE))) {
                assertTrue(assertThrows(RuleException.class, call).getMessage().startsWith("[PAR-13] model: expected one training at a time, got "));
            }
        });
        duringFit(model, () -> { }); // and afterwards all is as ever
    }

    @Test
    @Rule("PAR-13")
    void aCallbackMayAskAndSetWeights() {
        Sequential model = model().compile(new Adam(), Loss.MSE);
        duringFit(model, () -> {
            float[][][] weights = model.getWeights();
            model.layer("dense").set("bias", new float[] {7});
            model.setWeights(weights);
            model.resetStates();
            assertEquals(N, model.predict(x).length);
            model.save(folder.resolve("m.keras"));
        });
    }

    @Test
    @Rule("PAR-12")
    void aModelServesOneThreadAfterTheOther() throws Exception {
        Sequential model = model().compile(new Adam(), Loss.MSE);
        float[][] expected = model.predict(x);
        for (int round = 0; round < 3; round++) {
            assertEquals(null, inAnotherThread(() -> assertSameBits(expected, model.predict(x), "another thread")));
        }
    }

    /** Before the weights were made under a lock, 1 to 6 of 400 loads went wrong. */
    @Test
    @Rule("PAR-10")
    void firstUseByTwoThreadsGivesTheWeightsOfTheFile() throws Exception {
        Sequential saved = model();
        float[][] expected = saved.predict(x);
        saved.save(folder.resolve("m.keras"));
        byte[] bytes = Files.readAllBytes(folder.resolve("m.keras"));
        for (int round = 0; round < 200; round++) {
            Sequential model = round % 2 == 0 ? model() : Sequential.load(new ByteArrayInputStream(bytes));
            CyclicBarrier start = new CyclicBarrier(2);
            List<FutureTask<float[][]>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                tasks.add(new FutureTask<>(() -> {
                    start.await();
                    float[][] out = new float[N][1];
                    model.predictor(8).predict(x, out);
                    return out;
                }));
                new Thread(tasks.get(thread)).start();
            }
            for (FutureTask<float[][]> task : tasks) {
                assertSameBits(expected, task.get(), "round " + round);
            }
            assertSameBits(expected, model.predict(x), "round " + round + ", afterwards");
        }
    }

    @Test
    @Rule("PAR-12")
    void aPredictorSharedByThreadsNeverAnswersWrongly() throws Exception {
        Sequential model = model();
        float[][] expected = model.predict(x);
        Predictor shared = model.predictor(8);
        List<FutureTask<Integer>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            tasks.add(new FutureTask<>(() -> {
                int answers = 0;
                for (int round = 0; round < 200; round++) {
                    float[][] out = new float[N][1];
                    try {
                        shared.predict(x, out);
                    } catch (RuleException refused) {
                        assertTrue(refused.getMessage().startsWith("[PAR-12] predictor: expected one thread at a time, got predict while"));
                        continue;
                    }
                    assertSameBits(expected, out, "an answer that was given");
                    answers++;
                }
                return answers;
            }));
            new Thread(tasks.get(thread)).start();
        }
        int answers = 0;
        for (FutureTask<Integer> task : tasks) {
            answers += task.get();
        }
        assertTrue(answers > 0);
    }

    @Test
    @Rule("DATA-3")
    void aPredictorRefusesNaNAndItsStateIsAsBefore() {
        Sequential model = model();
        Predictor predictor = model.predictor();
        float[][][] broken = {x[0].clone()};
        broken[0][4] = new float[] {1, Float.NaN, 2};
        assertEquals("[DATA-3] x[0][4][1]: expected a finite number, got NaN.\n         Hint: one such number makes every output NaN; "
                + "fill or drop missing values first.", assertThrows(RuleException.class, () -> predictor.predict(broken, new float[1][1])).getMessage());
        float[] out = new float[1];
        for (float[] row : x[0]) {
            assertThrows(RuleException.class, () -> predictor.step(broken[0][4], out));
            predictor.step(row, out);
        }
        assertSameBits(model.predict(x)[0], out, "as if nobody had tried");
    }

    @Test
    @Rule("PAR-14")
    void manyModelsShareTheirThreads() throws IOException {
        long before = poolThreads();
        for (int i = 0; i < 200; i++) {
            model().parallelism(3).predict(x);
        }
        assertTrue(poolThreads() - before <= 3, poolThreads() + " threads, before " + before);
    }

    private static long poolThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(ForkJoinWorkerThread.class::isInstance).count();
    }

    @Test
    @Rule({"PAR-1", "PAR-11"})
    void theNumberOfThreadsMayChangeBetweenCalls() {
        Sequential one = model().parallelism(1).compile(new Adam(), Loss.MSE);
        Sequential changing = model().parallelism(1).compile(new Adam(), Loss.MSE);
        for (int threads : new int[] {1, 4, 2, 3}) {
            assertEquals(one.trainOnBatch(Data.of(x, y)), changing.parallelism(threads).trainOnBatch(Data.of(x, y)));
            assertSameBits(one.predict(x), changing.predict(x), threads + " threads");
        }
    }
}
