package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.testing.Budget;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.BackupAndRestore;
import lstm4j.train.EarlyStopping;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.ModelCheckpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trains, saves, loads and predicts in one JVM with a heap of 64 MB for {@code soak.minutes}, while 64 threads with predictors of one
 * model compare every answer with the first; heap after collections, threads and open files stay as they were. Profile {@code soak}.
 */
class SoakRun {
    private static final int PREDICTORS = 64;
    private static final int SAMPLES = 40; // of heap, threads and files, over the whole time
    private static final int T = 12;
    private static final int F = 4;
    private static final double MINUTES = Double.parseDouble(System.getProperty("soak.minutes", "30"));
    @TempDir
    Path folder;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicLong predictions = new AtomicLong();
    private final SplittableRandom random = new SplittableRandom(1);
    private final float[][][] x = Numbers.tensor(random, 64, T, F, 1);
    private final float[][] y = Numbers.rows(random, 64, 1, 1);

    /** What was measured at one moment, after a collection. */
    private record Sample(long trainings, long heap, int threads, long files) {
    }

    private static Sequential model() {
        return Sequential.of(LSTM.units(16).returnSequences().inputShape(T, F), LSTM.units(8), Dense.units(1)).seed(3).parallelism(2)
                .compile(new Adam(), Loss.MSE);
    }

    @Test
    @Rule({"PAR-14", "PAR-12"})
    void nothingGrows() throws Exception {
        List<Thread> threads = beside();
        List<Sample> samples = new ArrayList<>();
        long start = System.nanoTime();
        long each = (long) (MINUTES * 60e9 / SAMPLES);
        float[][] expected = trainSaveLoadPredict();
        for (long done = 1; samples.size() < SAMPLES; done++) {
            assertArrayEquals(expected, trainSaveLoadPredict());
            assertNull(failure.get(), () -> "a predictor: " + failure.get());
            if (System.nanoTime() - start > each * (samples.size() + 1)) {
                samples.add(sample(done));
                System.out.println(samples.get(samples.size() - 1));
            }
        }
        over.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(samples.get(SAMPLES - 1).trainings + " trainings, " + predictions + " predictions beside them");
        assertFlat(samples);
    }

    /** A training with all that writes files, its model saved and loaded in every format; what the loaded ones say. */
    private float[][] trainSaveLoadPredict() throws IOException {
        Sequential model = model();
        model.fit(x, y, Fit.epochs(2).batchSize(16).validationSplit(0.25).callbacks(new BackupAndRestore(folder.resolve("backup")),
                new EarlyStopping().restoreBestWeights(), new ModelCheckpoint(folder.resolve("m-{epoch}.keras").toString()).keep(1)));
        float[][] expected = model.predict(x);
        for (String name : List.of("m.keras", "m.h5")) {
            model.save(folder.resolve(name));
            assertArrayEquals(expected, Sequential.load(folder.resolve(name)).predict(x), name);
        }
        for (String name : List.of("m.weights.h5", "m.npz", "m.safetensors")) {
            model.saveWeights(folder.resolve(name));
            Sequential other = model();
            other.loadWeights(folder.resolve(name));
            assertArrayEquals(expected, other.predict(x), name);
        }
        return expected;
    }

    private List<Thread> beside() {
        Sequential shared = model();
        float[][] expected = shared.predict(x);
        List<Thread> threads = IntStream.range(0, PREDICTORS).mapToObj(n -> new Thread(() -> predict(shared.predictor(), n, expected[n]))).toList();
        threads.forEach(Thread::start);
        return threads;
    }

    /** One sample, whole and step by step, as long as the training goes on; with pauses, or it would get no processor. */
    private void predict(Predictor predictor, int n, float[] expected) {
        float[][] out = new float[1][1];
        try {
            while (!over.get()) {
                predictor.predict(new float[][][] {x[n]}, out);
                assertEquals(expected[0], out[0][0]);
                predictor.reset();
                for (float[] row : x[n]) {
                    predictor.step(row, out[0]);
                }
                assertEquals(expected[0], out[0][0]);
                predictions.addAndGet(2);
                Thread.sleep(5);
            }
        } catch (Throwable thrown) {
            failure.compareAndSet(null, thrown);
        }
    }

    private static Sample sample(long trainings) {
        long heap = Stream.generate(SoakRun::heap).limit(4).min(Long::compare).orElseThrow();
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
        return new Sample(trainings, heap, ManagementFactory.getThreadMXBean().getThreadCount(), files);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** The first quarter warms up; the second is what the last is compared with. */
    private static void assertFlat(List<Sample> samples) {
        List<Sample> before = samples.subList(SAMPLES / 4, SAMPLES / 2);
        List<Sample> after = samples.subList(SAMPLES * 3 / 4, SAMPLES);
        long growth = least(after) - least(before);
        assertTrue(growth <= Budget.SOAK_BYTES.limit(), "the heap grew by " + growth + " bytes");
        assertTrue(after.stream().mapToInt(Sample::threads).max().getAsInt() <= before.stream().mapToInt(Sample::threads).max().getAsInt(), "threads");
        assertTrue(after.stream().mapToLong(Sample::files).max().getAsLong() <= before.stream().mapToLong(Sample::files).max().getAsLong(), "open files");
    }

    private static long least(List<Sample> samples) {
        return samples.stream().mapToLong(Sample::heap).min().getAsLong();
    }
}
