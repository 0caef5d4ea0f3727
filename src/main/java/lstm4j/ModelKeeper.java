package lstm4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

import lstm4j.keras.Bundle;
import lstm4j.keras.Progress;
import lstm4j.keras.bytes.AtomicFile;
import lstm4j.keras.bytes.FileBytes;
import lstm4j.keras.bytes.Limits;
import lstm4j.layer.RuleException;
import lstm4j.run.Keeper;
import lstm4j.run.WholeJar;
import lstm4j.text.Explanation;
import lstm4j.train.OptimizerState;

/**
 * A model as the loop of fit sees it beyond its network: saved, backed up and put back. A backup holds arrays only, for the same
 * program builds the layers again; so it has a place for every model that can be trained. Spec: chapter 13, FIT-31 and FIT-32.
 */
final class ModelKeeper implements Keeper {
    private final LiveModel live;
    private final Saver model;
    private final Saver weights;

    /** Writes a file of its kind. */
    @FunctionalInterface
    interface Saver {
        void save(Path path) throws IOException;
    }

    ModelKeeper(LiveModel live, Saver model, Saver weights) {
        this.live = live;
        this.model = model;
        this.weights = weights;
    }

    @Override
    public void epochs(int done) {
        live.epochs = done;
    }

    @Override
    public void save(Path path, boolean weightsOnly) throws IOException {
        (weightsOnly ? weights : model).save(path);
    }

    @Override
    public Map<String, Object> state() {
        OptimizerState optimizer = ModelCompiling.compiled(live, "backup").optimizer();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("kind", kind());
        state.put("epochs", live.epochs);
        state.put("weights", live.network().weights());
        state.put("iteration", optimizer.iteration());
        state.put("rate", optimizer.optimizer().hasConstantRate() ? (double) optimizer.learningRate() : null);
        state.put("slots", optimizer.slots().stream().map(OptimizerState.Slot::values).toArray(float[][][]::new));
        live.progress().states().forEach((layer, parts) -> state.put("state " + layer, parts));
        return state;
    }

    /** What must be as it was: layers with their equations, truncation, loss, optimizer. */
    private Map<String, Object> kind() {
        CRC32 layers = new CRC32();
        layers.update(WholeJar.need("a backup", () -> Explanation.text(live.architecture)).getBytes(UTF_8));
        return Map.of("layers", layers.getValue(), "truncate", (long) live.truncate, "loss", live.compiled.learning().loss().toString(),
                "optimizer", live.compiled.optimizer().optimizer().name());
    }

    @Override
    public void restore(Map<String, Object> state) {
        if (!kind().equals(state.get("kind"))) {
            throw new RuleException("FIT-32", "backup", "a model as that of the backup, " + state.get("kind"), String.valueOf(kind()),
                    "build and compile as before; or delete the backup to begin anew");
        }
        Map<Integer, float[][][]> states = new LinkedHashMap<>(live.progress().states());
        states.replaceAll((layer, parts) -> (float[][][]) state.get("state " + layer));
        Progress progress = new Progress(live.seed(), live.truncate, Math.toIntExact((Long) state.get("epochs")), states, live.keras);
        OptimizerState optimizer = live.compiled.optimizer();
        optimizer.restoreSlots(List.of((float[][][]) state.get("slots")));
        live.setWeights((float[][][]) state.get("weights"));
        live.progress(progress);
        optimizer.iteration((Long) state.get("iteration"));
        if (state.get("rate") != null) {
            optimizer.learningRate((Double) state.get("rate"));
        }
    }

    @Override
    public void write(Path file, Map<String, Object> tree) throws IOException {
        AtomicFile.write(file, WholeJar.need("a backup", () -> Bundle.of(tree)));
    }

    @Override
    public Map<String, Object> read(Path file) throws IOException {
        return Files.exists(file) ? FileBytes.with(file, Limits.DEFAULT,
                bytes -> WholeJar.need("a backup", () -> Bundle.read(bytes, file.toString(), Limits.DEFAULT))) : null;
    }
}
