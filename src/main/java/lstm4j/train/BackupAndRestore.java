package lstm4j.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets a training that was killed go on where it was: Keras's callback of this name, but to the bit. The program that is
 * started again builds and compiles the same model, and calls {@code fit} with the same data, options and callbacks.
 *
 * <pre>{@code
 * model.fit(x, y, Fit.epochs(100).callbacks(new BackupAndRestore(Path.of("backup")), new EarlyStopping().patience(5)));
 * }</pre>
 *
 * The backup holds weights, the optimizer's memory, the place in the training, the history, the states of stateful layers and
 * of every {@link Resumable} callback. It is replaced whole or not at all, brought up to date when the thread is interrupted, and
 * deleted when the training ends. Weights are those of the backup once the first epoch begins. Spec: chapter 13, FIT-31 and FIT-32.
 */
public final class BackupAndRestore extends Callback {
    private static final String FILE = "training.lstm4j";

    private final Path file;
    private int saveFreq; // in batches; 0: after each epoch
    private boolean deleteCheckpoint = true;
    private int epoch;

    /** Keeps its file in this directory, which is made where it is not there. */
    public BackupAndRestore(Path backupDir) {
        this.file = backupDir.resolve(FILE);
    }

    /** Saves after every so many batches, counted from the first epoch on, instead of after each epoch; at least 1, else [FIT-10]. Returns this. */
    public BackupAndRestore saveFreq(int batches) {
        saveFreq = Monitor.requireCount("BackupAndRestore", "saveFreq - 1", batches - 1) + 1;
        return this;
    }

    /** Whether the backup goes when the training has ended; true. Returns this. */
    public BackupAndRestore deleteCheckpoint(boolean delete) {
        deleteCheckpoint = delete;
        return this;
    }

    /** The backup. */
    public Path file() {
        return file;
    }

    @Override
    public void onTrainBegin(Training training) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw failure(e);
        }
        training.restore(file);
    }

    @Override
    public void onEpochBegin(int epoch, Training training) {
        this.epoch = epoch;
    }

    @Override
    public void onBatchEnd(int batch, Logs logs, Training training) {
        if (saveFreq > 0 && ((long) epoch * training.steps() + batch + 1) % saveFreq == 0) {
            training.backup(file);
        }
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Training training) {
        if (saveFreq == 0) {
            training.backup(file);
        }
    }

    @Override
    public void onTrainEnd(Logs logs, Training training) {
        try {
            if (deleteCheckpoint) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException("BackupAndRestore cannot keep " + file + ": " + e.getMessage(), e);
    }
}
