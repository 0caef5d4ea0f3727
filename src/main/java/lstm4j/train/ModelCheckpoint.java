package lstm4j.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import lstm4j.layer.RuleException;

/**
 * Saves the model, or its weights, as it is trained: Keras's callback of this name. The path may have fields: {@code {epoch}} and
 * {@code {batch}} count from 1, other names are those of the logs; {@code {epoch:02d}} and {@code {val_loss:.2f}} are written as
 * Python does. A file is replaced whole or not at all. Options change this callback and return it.
 *
 * <pre>{@code
 * Callback keep = new ModelCheckpoint("m-{epoch:02d}-{val_loss:.2f}.keras").saveBestOnly().keep(3);
 * }</pre>
 *
 * To let a training that was killed go on to the bit, {@link BackupAndRestore}. Source: Keras 3, {@code callbacks/model_checkpoint.py}.
 */
public final class ModelCheckpoint extends Callback implements Resumable {
    private static final Map<Boolean, List<String>> ENDINGS = Map.of(false, List.of(".keras", ".h5", ".hdf5"),
            true, List.of(".weights.h5", ".npz", ".safetensors"));

    private final String path;
    private final Monitor monitor = new Monitor("ModelCheckpoint", 0);
    private boolean bestOnly;
    private boolean weightsOnly;
    private int saveFreq; // in batches; 0: after each epoch
    private int keep; // 0: all
    private double threshold = Double.NaN; // NaN: none
    private Appendable out;

    private int epoch;
    private double best;
    private boolean hasBest;
    private final Set<String> saved = new LinkedHashSet<>(); // the oldest first

    /** Saves after each epoch under this name; a field that cannot be filled is [FIT-29]. */
    public ModelCheckpoint(String path) {
        this.path = Objects.requireNonNull(path, "path");
        FileNames.check(path);
    }

    /** What {@link #saveBestOnly} goes by: {@code val_loss} unless given. */
    public ModelCheckpoint monitor(String name) {
        monitor.name = name;
        return this;
    }

    /** {@code "min"} when less is better, {@code "max"} when more is, {@code "auto"} to go by the metric; else [FIT-10]. */
    public ModelCheckpoint mode(String mode) {
        monitor.mode(mode);
        return this;
    }

    /** Saves only when the watched value is better than at every time before. */
    public ModelCheckpoint saveBestOnly() {
        bestOnly = true;
        return this;
    }

    /** A value to beat from the start, for {@link #saveBestOnly}. */
    public ModelCheckpoint initialValueThreshold(double value) {
        threshold = value;
        return this;
    }

    /** Saves weights alone: {@code .weights.h5}, {@code .npz} or {@code .safetensors}. */
    public ModelCheckpoint saveWeightsOnly() {
        weightsOnly = true;
        return this;
    }

    /** Saves after every so many batches, counted from the first epoch on, instead of after each epoch; at least 1, else [FIT-10]. */
    public ModelCheckpoint saveFreq(int batches) {
        saveFreq = Monitor.requireCount("ModelCheckpoint", "saveFreq - 1", batches - 1) + 1;
        return this;
    }

    /** Deletes all but the last {@code files} it has saved; 0, the default, keeps all. */
    public ModelCheckpoint keep(int files) {
        keep = Monitor.requireCount("ModelCheckpoint", "keep", files);
        return this;
    }

    /** Says in {@code out} what it saves. */
    public ModelCheckpoint verbose(Appendable out) {
        this.out = out;
        return this;
    }

    @Override
    public void onTrainBegin(Training training) {
        if (ENDINGS.get(weightsOnly).stream().noneMatch(path::endsWith) || !weightsOnly && path.endsWith(".weights.h5")) {
            throw new RuleException("FIT-29", "ModelCheckpoint", "a name that ends in one of " + ENDINGS.get(weightsOnly), path,
                    weightsOnly ? "weights alone have these formats" : "saveWeightsOnly() saves weights alone");
        }
        if (bestOnly) {
            monitor.begin(training);
        }
        best = threshold;
        hasBest = !Double.isNaN(threshold);
        saved.clear();
    }

    @Override
    public void onEpochBegin(int epoch, Training training) {
        this.epoch = epoch;
    }

    @Override
    public void onBatchEnd(int batch, Logs logs, Training training) {
        if (saveFreq > 0 && ((long) epoch * training.steps() + batch + 1) % saveFreq == 0) {
            consider(batch, logs, training);
        }
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Training training) {
        if (saveFreq == 0) {
            consider(training.steps() - 1, logs, training);
        }
    }

    private void consider(int batch, Logs logs, Training training) {
        if (bestOnly) {
            double current = monitor.value(logs);
            if (hasBest && !monitor.isBetter(current, best)) {
                return;
            }
            best = current;
            hasBest = true;
        }
        String name = FileNames.fill(path, epoch, batch, logs);
        training.save(Paths.get(name), weightsOnly);
        Output.print(out, "\nEpoch " + (epoch + 1) + ": saving model to " + name + "\n");
        saved.remove(name);
        saved.add(name);
        deleteOldest();
    }

    private void deleteOldest() {
        while (keep > 0 && saved.size() > keep) {
            String oldest = saved.iterator().next();
            try {
                Files.deleteIfExists(Paths.get(oldest));
            } catch (IOException e) {
                throw new UncheckedIOException("ModelCheckpoint cannot delete " + oldest + ": " + e.getMessage(), e);
            }
            saved.remove(oldest);
        }
    }

    @Override
    public Map<String, Object> state() {
        return Map.of("best", best, "hasBest", hasBest, "saved", new ArrayList<>(saved));
    }

    @Override
    public void restore(Map<String, Object> state) {
        best = (Double) state.get("best");
        hasBest = (Boolean) state.get("hasBest");
        saved.clear();
        ((List<?>) state.get("saved")).forEach(name -> saved.add((String) name));
    }
}
