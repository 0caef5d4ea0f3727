package lstm4j;

import static lstm4j.train.Loss.MSE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Shape;
import lstm4j.testing.Numbers;
import lstm4j.train.Adam;
import lstm4j.train.Callback;
import lstm4j.train.Fit;
import lstm4j.train.Logs;
import lstm4j.train.Training;

/**
 * The main method of a process whose heap is filled but for a few KB, then a few more, until load, fit, predict and save succeed: memory
 * ends at one allocation after the other. After each failure what was there before is as it was, or whole steps further.
 */
final class ScarceMemory {
    private static final int T = 20;
    private static final int F = 3;
    private static final int STEPS = 6; // of training
    private static final int KB = 1024;

    private final Path folder;
    private final float[][][] x = Numbers.tensor(new SplittableRandom(1), 48, T, F, 1);
    private final float[][] y = Numbers.rows(new SplittableRandom(2), 48, 1, 1);
    private byte[][] ballast;
    private int failures;

    private final int stepKB; // by which there is more memory at each attempt

    private ScarceMemory(Path folder, int stepKB) {
        this.folder = folder;
        this.stepKB = stepKB;
    }

    /** What is done with little memory. */
    private interface Work {
        void run() throws IOException;
    }

    /** Folder, number of threads, and KB from one attempt to the next; prints how often memory ended in each kind of work. */
    public static void main(String[] args) throws IOException {
        ScarceMemory scarce = new ScarceMemory(Path.of(args[0]), Integer.parseInt(args[2]));
        int threads = Integer.parseInt(args[1]);
        List<String> counts = new ArrayList<>();
        scarce.predict(threads);
        counts.add("predict " + scarce.count());
        scarce.fit(threads);
        counts.add("fit " + scarce.count());
        scarce.files(threads);
        counts.add("files " + scarce.count());
        System.out.println("usable after " + String.join(", ", counts) + " failures");
    }

    private int count() {
        int count = failures;
        failures = 0;
        return count;
    }

    private static Sequential model(int threads) {
        return Sequential.of(LSTM.units(24).dropout(0.1).returnSequences().inputShape(Shape.ANY, F), LSTM.units(8), Dense.units(1)).seed(3)
                .parallelism(threads).compile(new Adam(), MSE);
    }

    /** Does the work with more and more free memory until it succeeds; {@code after} judges each time. */
    private void attempt(Work prepare, Work work, Work after) throws IOException {
        attempt(stepKB, prepare, work, after);
    }

    private void attempt(int stepKB, Work prepare, Work work, Work after) throws IOException {
        for (int free = 0; true; free += stepKB) {
            prepare.run();
            boolean failed = fails(work, free);
            after.run();
            if (!failed) {
                return;
            }
            failures++;
        }
    }

    private boolean fails(Work work, int freeKB) throws IOException {
        fill(freeKB);
        try {
            work.run();
            return false;
        } catch (OutOfMemoryError expected) {
            return true;
        } catch (InternalError e) { // what a call that is linked just then makes of it
            if (!(e.getCause() instanceof OutOfMemoryError)) {
                throw e;
            }
            return true;
        } finally {
            ballast = null;
        }
    }

    private void fill(int freeKB) {
        int most = (int) (Runtime.getRuntime().maxMemory() / KB);
        ballast = new byte[most][];
        int count = 0;
        try {
            for (; count < most; count++) {
                ballast[count] = new byte[KB - 16];
            }
        } catch (OutOfMemoryError full) {
            Arrays.fill(ballast, Math.max(0, count - freeKB), count, null);
        }
    }

    private void predict(int threads) throws IOException {
        Sequential model = model(threads);
        Predictor predictor = model.predictor(4);
        float[][] expected = model(threads).predict(x);
        float[][] out = new float[4][1];
        float[][][] few = Arrays.copyOf(x, 4);
        attempt(() -> { }, () -> model.predict(x), () -> require(Arrays.deepEquals(expected, model(threads).predict(x))));
        attempt(() -> { }, () -> predictor.predict(few, out), () -> { });
        require(Arrays.deepEquals(expected, model.predict(x)));
        predictor.predict(few, out);
        require(Arrays.deepEquals(Arrays.copyOf(expected, 4), out));
    }

    /** The weights after a failure are those after as many steps as the optimizer has counted, in a run that had memory. */
    private void fit(int threads) throws IOException {
        List<float[][][]> steps = new ArrayList<>();
        Sequential whole = model(threads);
        steps.add(whole.getWeights());
        whole.fit(x, y, Fit.epochs(2).batchSize(16).callbacks(new Callback() {
            @Override
            public void onBatchEnd(int batch, Logs logs, Training training) {
                steps.add(whole.getWeights());
            }
        }));
        require(steps.size() == STEPS + 1);
        Sequential[] model = new Sequential[1];
        attempt(() -> model[0] = model(threads), () -> model[0].fit(x, y, Fit.epochs(2).batchSize(16)), () -> {
            int done = (int) model[0].optimizer().iteration();
            require(Arrays.deepEquals(steps.get(done), model[0].getWeights()));
            require(Arrays.deepEquals(model[0].predict(x), model[0].predict(x)));
        });
        require(model[0].optimizer().iteration() == STEPS);
    }

    private void files(int threads) throws IOException {
        Sequential old = model(threads);
        Sequential trained = model(threads);
        trained.fit(x, y, Fit.epochs(1));
        for (String name : List.of("m.keras", "m.h5", "m.weights.h5", "m.npz", "m.safetensors")) {
            Path path = folder.resolve(name);
            boolean model = name.equals("m.keras") || name.equals("m.h5");
            save(old, path, model);
            attempt(() -> { }, () -> save(trained, path, model), () -> require(names().size() == 1));
            Sequential[] into = new Sequential[1];
            attempt(() -> into[0] = model(threads), () -> load(into[0], path), () -> requireOneOf(into[0].getWeights(), old, trained));
            require(Arrays.deepEquals(trained.getWeights(), into[0].getWeights()));
            if (model) {
                whole(path, trained);
            }
            Files.delete(path);
        }
    }

    /** Loads the whole model: neither the file nor a model that is there already is touched, and what loads at last is the one that was saved. */
    private void whole(Path path, Sequential trained) throws IOException {
        byte[] file = Files.readAllBytes(path);
        float[][] expected = trained.predict(x);
        Sequential[] loaded = new Sequential[1];
        Sequential.load(path).predict(x); // classes that are made without memory stay broken
        attempt(8 * stepKB, () -> loaded[0] = null, () -> scarcely(() -> loaded[0] = Sequential.load(path)), () -> {
            require(Arrays.equals(file, Files.readAllBytes(path)) && names().size() == 1);
            require(Arrays.deepEquals(expected, trained.predict(x)));
            require(loaded[0] == null || Arrays.deepEquals(expected, loaded[0].predict(x)));
        });
        require(loaded[0].optimizer().iteration() == trained.optimizer().iteration());
        require(loaded[0].fit(x, y, Fit.epochs(1)).toString().equals(trained.fit(x, y, Fit.epochs(1)).toString()));
        require(Arrays.deepEquals(trained.getWeights(), loaded[0].getWeights()));
    }

    private static void save(Sequential model, Path path, boolean whole) throws IOException {
        if (whole) {
            model.save(path);
        } else {
            model.saveWeights(path);
        }
    }

    private static void load(Sequential into, Path path) throws IOException {
        scarcely(() -> into.loadWeights(path));
    }

    /** A file that does not fit into memory may also be told so by the reader, FILE-9. */
    private static void scarcely(Work reading) throws IOException {
        try {
            reading.run();
        } catch (lstm4j.keras.bytes.ModelFormatException e) {
            if (!e.rule().equals("FILE-9")) {
                throw e;
            }
            throw new OutOfMemoryError(e.getMessage());
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).toList();
        }
    }

    private static void requireOneOf(float[][][] weights, Sequential one, Sequential other) {
        require(Arrays.deepEquals(weights, one.getWeights()) || Arrays.deepEquals(weights, other.getWeights()));
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("not as without the failure");
        }
    }
}
