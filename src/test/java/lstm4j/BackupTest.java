package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.RuleException;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.BackupAndRestore;
import lstm4j.train.CSVLogger;
import lstm4j.train.Callback;
import lstm4j.train.EarlyStopping;
import lstm4j.train.Fit;
import lstm4j.train.History;
import lstm4j.train.Logs;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.ModelCheckpoint;
import lstm4j.train.ReduceLROnPlateau;
import lstm4j.train.Resumable;
import lstm4j.train.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that was cut off at any step goes on as if nothing had happened: weights, history, files. */
class BackupTest {
    private static final int EPOCHS = 5;
    private static final int STEPS = 4; // in an epoch
    @TempDir
    Path folder;

    /** Keras 2's hard_sigmoid, which .keras cannot say, dropout, and a state that is kept. */
    private static Sequential model(int threads) {
        return Sequential.of(LSTM.units(4).stateful().dropout(0.2).recurrentActivation(ActivationFunction.HARD_SIGMOID_KERAS2).batchInputShape(3, 5, 2),
                Dense.units(1)).seed(11).parallelism(threads).compile(new Adam().amsgrad().learningRate(0.05), Loss.MSE, Metric.MAE);
    }

    private static float[][][] x() {
        float[][][] x = new float[18][5][2];
        for (int i = 0; i < 180; i++) {
            x[i / 10][i / 2 % 5][i % 2] = (i * 37 % 101 - 50) / 50f;
        }
        return x;
    }

    private static float[][] y() {
        float[][] y = new float[18][1];
        for (int n = 0; n < y.length; n++) {
            y[n][0] = n % 4 - 1.5f;
        }
        return y;
    }

    /** Dies after so many steps; 0 for never. */
    private static final class Death extends Callback {
        private int steps;

        Death(int steps) {
            this.steps = steps;
        }

        @Override
        public void onBatchEnd(int batch, Logs logs, Training training) {
            if (--steps == 0) {
                throw new IllegalStateException("killed");
            }
        }
    }

    /** Lowers the learning rate at every third batch and every epoch, and remembers how often. */
    private static final class Decay extends Callback implements Resumable {
        private long count;

        @Override
        public void onEpochBegin(int epoch, Training training) {
            training.learningRate(training.learningRate() * 0.9);
        }

        @Override
        public void onBatchEnd(int batch, Logs logs, Training training) {
            if (++count % 3 == 0) {
                training.learningRate(training.learningRate() * 0.95);
            }
        }

        @Override
        public Map<String, Object> state() {
            return Map.of("count", count);
        }

        @Override
        public void restore(Map<String, Object> state) {
            count = (Long) state.get("count");
        }
    }

    private History train(Sequential model, Path place, int saveFreq, Callback death) throws IOException {
        Files.createDirectories(place);
        BackupAndRestore backup = new BackupAndRestore(place.resolve("backup"));
        return model.fit(x(), y(), Fit.epochs(EPOCHS).validationSplit(1 / 3.0).callbacks(saveFreq == 0 ? backup : backup.saveFreq(saveFreq),
                new EarlyStopping().patience(2).monitor("val_mae").restoreBestWeights(), new ReduceLROnPlateau().monitor("loss").patience(0).factor(0.5),
                new Decay(), new CSVLogger(place.resolve("log.csv")),
                new ModelCheckpoint(place + "/m-{epoch:02d}.h5").monitor("loss").saveBestOnly().keep(2), death));
    }

    private static List<String> files(Path place) throws IOException {
        try (var files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    @Rule("FIT-31")
    void aTrainingThatIsKilledAtAnyStepGoesOnAsIfNothingHadHappened(int saveFreq) throws IOException {
        Sequential whole = model(1);
        Path undisturbed = folder.resolve("undisturbed");
        History history = train(whole, undisturbed, saveFreq, new Death(0));
        for (int step = 1; step <= history.epochs().size() * STEPS; step++) {
            Path place = folder.resolve("killed" + step);
            int last = step;
            assertThrows(IllegalStateException.class, () -> train(model(2), place, saveFreq, new Death(last)));
            Sequential resumed = model(1 + step % 3);
            History rest = train(resumed, place, saveFreq, new Death(0));
            assertTrue(Arrays.deepEquals(whole.getWeights(), resumed.getWeights()), "killed after step " + step);
            assertEquals(history.asMap(), rest.asMap());
            assertEquals(history.epochs(), rest.epochs());
            assertTrue(Arrays.deepEquals(whole.state("lstm").parts(), resumed.state("lstm").parts()));
            assertArrayEquals(Files.readAllBytes(undisturbed.resolve("log.csv")), Files.readAllBytes(place.resolve("log.csv")));
            assertEquals(files(undisturbed), files(place));
            assertEquals(List.of(), files(place.resolve("backup")));
        }
    }

    @Test
    @Rule("FIT-31")
    void theLogIsWrittenAnewOnAMachineThatHasNone() throws IOException {
        Path undisturbed = folder.resolve("undisturbed");
        train(model(1), undisturbed, 0, new Death(0));
        Path place = folder.resolve("killed");
        assertThrows(IllegalStateException.class, () -> train(model(1), place, 0, new Death(2 * STEPS + 1)));
        Files.delete(place.resolve("log.csv"));
        train(model(1), place, 0, new Death(0));
        assertArrayEquals(Files.readAllBytes(undisturbed.resolve("log.csv")), Files.readAllBytes(place.resolve("log.csv")));
    }

    @Test
    @Rule("FIT-30")
    void anInterruptStopsWithinAStepAndTheBackupIsThatOfThisStep() throws IOException {
        Sequential whole = model(1);
        train(whole, folder.resolve("undisturbed"), 0, new Death(0));
        Path place = folder.resolve("interrupted");
        Sequential model = model(2);
        CancellationException stopped = assertThrows(CancellationException.class, () -> train(model, place, 0, new Callback() {
            @Override
            public void onBatchEnd(int batch, Logs logs, Training training) {
                if (batch == 2) {
                    Thread.currentThread().interrupt();
                }
            }
        }));
        assertTrue(Thread.interrupted());
        assertEquals(3, model.optimizer().iteration());
        assertEquals("[FIT-30] fit: interrupted; the model is that after batch 3 of 4 of epoch 1 of 5, step 3 of its optimizer; a backup is in "
                + place.resolve("backup").resolve("training.lstm4j"), stopped.getMessage());
        Sequential resumed = model(1);
        train(resumed, place, 0, new Death(0));
        assertTrue(Arrays.deepEquals(whole.getWeights(), resumed.getWeights()));
    }

    @Test
    @Rule("FIT-30")
    void whatATrainingEndsWithIsToldHowFarItCame() {
        IllegalStateException failed = assertThrows(IllegalStateException.class, () -> model(1).fit(x(), y(), Fit.epochs(2).callbacks(new Death(8))));
        assertEquals("[FIT-30] fit: ended; the model is that after batch 2 of 6 of epoch 2 of 2, step 8 of its optimizer", failed.getSuppressed()[0].getMessage());
    }

    private String refused(Sequential model, Fit fit) {
        RuleException refused = assertThrows(RuleException.class, () -> model.fit(x(), y(), fit));
        assertEquals("FIT-32", refused.rule());
        return refused.getMessage().substring(refused.getMessage().indexOf(": expected ") + 2);
    }

    @Test
    @Rule("FIT-32")
    void aBackupOfAnotherTrainingIsRefusedAndNothingIsChanged() {
        BackupAndRestore backup = new BackupAndRestore(folder);
        Fit fit = Fit.epochs(2).batchSize(3).callbacks(backup);
        assertThrows(IllegalStateException.class, () -> model(1).fit(x(), y(), fit.callbacks(new Death(8))));
        List<Sequential> others = new ArrayList<>();
        others.add(Sequential.of(LSTM.units(4).stateful().batchInputShape(3, 5, 2), Dense.units(1)).seed(11).compile(new Adam().amsgrad(), Loss.MSE));
        others.add(model(1).compile(new Adam(), Loss.MAE));
        for (Sequential other : others) {
            float[][][] before = other.getWeights();
            refused(other, fit);
            assertTrue(Arrays.deepEquals(before, other.getWeights()));
        }
        assertTrue(refused(model(1), fit.shuffle(false)).startsWith("expected the training that was interrupted, with shuffle true, got false."));
        assertTrue(refused(model(1), fit.callbacks(new EarlyStopping().monitor("loss"))).startsWith("expected the training that was interrupted, with callbacks"));
        assertTrue(Files.exists(backup.file()));
    }

    @Test
    void aDamagedBackupIsRefused() throws IOException {
        BackupAndRestore backup = new BackupAndRestore(folder);
        Fit fit = Fit.epochs(2).callbacks(backup);
        assertThrows(IllegalStateException.class, () -> model(1).fit(x(), y(), fit.callbacks(new Death(8))));
        byte[] bytes = Files.readAllBytes(backup.file());
        for (int at = 0; at < bytes.length; at += 97) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 4;
            Files.write(backup.file(), damaged);
            Sequential model = model(1);
            float[][][] before = model.getWeights();
            try {
                model.fit(x(), y(), fit);
                assertFalse(Arrays.deepEquals(before, model.getWeights())); // a byte that says nothing, as a date
                Files.write(backup.file(), bytes);
            } catch (java.io.UncheckedIOException | RuleException e) {
                assertTrue(Arrays.deepEquals(before, model.getWeights()));
            }
        }
    }
}
