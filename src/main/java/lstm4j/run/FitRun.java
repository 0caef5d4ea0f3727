package lstm4j.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import lstm4j.train.History;
import lstm4j.train.Logs;
import lstm4j.train.RowMetric;
import lstm4j.train.Training;

/** One call of fit, as callbacks see it. */
final class FitRun implements Training {
    private static final int LOSS = -1;
    private static final String ENDED = "FIT-30";

    private final Trainable model;
    private final FitPlan plan;
    private final int epochs;
    private final long seed;
    private final List<RowMetric> metrics;
    private final int[] sorted; // metric numbers by name, LOSS among them
    private final String[] names;
    private final String[] validationNames;
    private final History history = new History();
    private final Keeper keeper;
    final FitPlace place;
    private FitBackup backups;
    private Path backup; // where to, once asked for; null before
    private boolean backupDue;
    private Map<String, Object> restored; // until it is taken over

    FitRun(Trainable model, FitPlan plan, int epochs, long seed, Keeper keeper) {
        this.seed = seed;
        this.keeper = keeper;
        this.place = new FitPlace(model.metrics());
        this.model = model;
        this.plan = plan;
        this.epochs = epochs;
        this.metrics = List.copyOf(model.metrics());
        this.sorted = IntStream.range(LOSS, metrics.size()).boxed().sorted(Comparator.comparing(this::name))
                .mapToInt(Integer::intValue).toArray();
        this.names = IntStream.of(sorted).mapToObj(this::name).toArray(String[]::new);
        this.validationNames = IntStream.of(sorted).mapToObj(metric -> "val_" + name(metric)).toArray(String[]::new);
    }

    private String name(int metric) {
        return metric == LOSS ? "loss" : metrics.get(metric).name();
    }

    /** Puts the means so far into {@code logs}, sorted by name as Keras does. */
    void report(Totals totals, boolean validation, Logs logs) {
        for (int i = 0; i < sorted.length; i++) {
            double mean = sorted[i] == LOSS ? totals.loss() : totals.metric(sorted[i]);
            logs.put(validation ? validationNames[i] : names[i], mean);
        }
    }

    History history() {
        return history;
    }

    @Override
    public int epochs() {
        return epochs;
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public int steps() {
        return plan.steps();
    }

    @Override
    public int batchSize() {
        return plan.batchSize();
    }

    @Override
    public boolean hasValidation() {
        return plan.hasValidation();
    }

    @Override
    public List<RowMetric> metrics() {
        return metrics;
    }

    @Override
    public float[][][] getWeights() {
        return model.getWeights();
    }

    @Override
    public void setWeights(float[][][] weights) {
        model.setWeights(weights);
    }

    @Override
    public float learningRate() {
        return model.optimizer().learningRate();
    }

    @Override
    public void learningRate(double rate) {
        model.optimizer().learningRate(rate);
    }

    @Override
    public void save(Path path, boolean weightsOnly) {
        try {
            keeper.save(path, weightsOnly);
        } catch (IOException e) {
            throw new UncheckedIOException("the model cannot be saved: " + e.getMessage(), e);
        }
    }

    @Override
    public void backup(Path file) {
        backup = file;
        backupDue = true;
    }

    @Override
    public boolean restore(Path file) {
        backup = file;
        restored = backups.read(file);
        if (restored != null) {
            place.begin(FitPlace.map(restored.get("place")));
        }
        return restored != null;
    }

    /** Lets callbacks ask for backups. */
    void backups(FitBackup backups) {
        this.backups = backups;
    }

    /** Puts everything where it was, if a callback has asked for it. */
    void resume() {
        if (restored != null) {
            backups.restore(backup, restored, place);
            restored = null;
        }
    }

    /** After an event of which every callback has heard: writes the backup if one was asked for. */
    void settle() {
        if (backupDue) {
            backupDue = false;
            backups.write(backup, place);
        }
    }

    /** Ends the training where its thread was interrupted, the backup brought up to date, the interrupt kept. */
    void requireUninterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            backupDue = backup != null;
            settle();
            throw new CancellationException(message("interrupted"));
        }
    }

    /** Adds to what a training ends with how far it came. */
    void explain(Throwable failure) {
        try {
            if (!(failure instanceof CancellationException)) {
                failure.addSuppressed(new IllegalStateException(message("ended")));
            }
        } catch (OutOfMemoryError e) {
            // what it ends with is told nevertheless
        }
    }

    private String message(String what) {
        return "[" + ENDED + "] fit: " + what + "; the model is that after batch " + place.batch + " of " + steps() + " of epoch " + (place.epoch + 1) + " of " + epochs
                + ", step " + model.optimizer().iteration() + " of its optimizer" + (backup == null ? "" : "; a backup is in " + backup);
    }

    @Override
    public void stopTraining() {
        place.stopping = true;
    }

    @Override
    public boolean isStopping() {
        return place.stopping;
    }
}
