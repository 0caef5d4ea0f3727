package lstm4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import lstm4j.keras.EmbeddedFile;
import lstm4j.keras.KerasModel;
import lstm4j.keras.KerasReader;
import lstm4j.keras.KerasWriter;
import lstm4j.keras.SavedOptimizer;
import lstm4j.keras.bytes.AtomicFile;
import lstm4j.keras.bytes.Content;
import lstm4j.keras.bytes.FileBytes;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.layer.RuleException;
import lstm4j.run.Log;
import lstm4j.run.WholeJar;
import lstm4j.train.Optimizer;
import lstm4j.train.OptimizerState;

/** A model on its way from and to files. Spec: chapter 9. */
final class SavedModel {
    private SavedModel() {
    }

    /** What {@link Sequential#load} tells: warnings go to the logger {@code lstm4j}; those that forbid training wait until one trains. */
    static LiveModel load(byte[] bytes, String file, boolean compile) throws ModelFormatException {
        return restored(read(bytes, file, Limits.DEFAULT, compile), file);
    }

    /** The model that was read; warnings as {@link #load}. */
    static LiveModel restored(KerasModel read, String file) throws ModelFormatException {
        return restored(read, file, warning -> {
            if (!read.obstacles().contains(warning)) {
                Log.warn(file + ": " + warning);
            }
        });
    }

    /** What is in a file of any format; [SMALL-1] where the classes that read it were left out. */
    static KerasModel read(byte[] bytes, String file, Limits limits, boolean compile) throws ModelFormatException {
        return EmbeddedFile.isOne(bytes, file, limits) ? EmbeddedFile.read(bytes, file, limits)
                : WholeJar.need(file, () -> KerasReader.read(bytes, file, limits, compile));
    }

    static LiveModel restored(KerasModel read, String file, Consumer<String> warnings) throws ModelFormatException {
        LiveModel model = new LiveModel(read.architecture());
        restore(model, read).forEach(warnings);
        if (read.selfCheck().isPresent()) {
            Replay.require(model, read.selfCheck().get(), file);
        }
        return model;
    }

    /** Gives a model what was read, and returns the warnings of reading: {@link ModelFiles#restore}. */
    static List<String> restore(LiveModel model, KerasModel read) {
        if (!read.name().isEmpty()) {
            model.name = read.name();
        }
        List<float[][]> weights = KerasModel.of(read.name(), model.architecture, read.weights()).weights(); // checks their shapes
        setWeights(model, weights);
        if (read.progress().isPresent()) {
            model.progress(read.progress().get());
        }
        model.obstacles = read.obstacles();
        if (read.obstacles().isEmpty() && read.optimizer().isPresent() && read.loss().isPresent()) {
            compile(model, read);
        }
        boolean more = !model.obstacles.equals(read.obstacles());
        return Stream.concat(read.warnings().stream(), more ? model.obstacles.stream() : Stream.of()).collect(Collectors.toList());
    }

    private static void compile(LiveModel model, KerasModel read) {
        try {
            model.turn.train("compile", () -> model.compile(read.optimizer().get(), read.loss().get(), read.metrics()));
        } catch (RuleException e) {
            model.obstacles = List.of("the model was not compiled as the file says: " + e.getMessage());
            return;
        }
        read.optimizerState().ifPresent(state -> {
            model.compiled.optimizer().restoreSlots(state.slots());
            model.compiled.optimizer().iteration(state.iteration());
        });
    }

    /** Writes the format that the end of the name tells: {@code .keras}, {@code .h5}; others are [FILE-81]. */
    static void save(LiveModel model, Path path) throws IOException {
        model.turn.enter("save");
        try {
            write(model, path);
        } finally {
            model.turn.leave();
        }
    }

    private static void write(LiveModel model, Path path) throws IOException {
        KerasModel file = file(model, model.network().weights());
        String name = path.toString();
        if (name.endsWith(".weights.h5")) {
            throw unknown(path, "a model, not weights alone", "write saveWeights for weights alone, or save to m.keras");
        }
        if (name.endsWith(".keras")) {
            replace(path, () -> KerasWriter.kerasContent(Replay.checked(model, file)));
        } else if (name.endsWith(".safetensors")) {
            replace(path, () -> EmbeddedFile.content(Replay.checked(model, file)));
        } else if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
            replace(path, () -> KerasWriter.h5Content(file));
        } else {
            throw unknown(path, "a name that ends in .keras, .h5 or .safetensors", "Keras 3 reads .keras, and older versions .h5");
        }
    }

    /** Writes the weights alone: {@code .weights.h5}, {@code .npz} or {@code .safetensors}; others are [FILE-81]. */
    static void saveWeights(LiveModel model, Path path) throws IOException {
        model.turn.enter("saveWeights");
        try {
            writeWeights(file(model, model.network().weights()), path);
        } finally {
            model.turn.leave();
        }
    }

    private static void writeWeights(KerasModel file, Path path) throws IOException {
        String name = path.toString();
        if (name.endsWith(".weights.h5")) {
            replace(path, () -> KerasWriter.weightsH5Content(file));
        } else if (name.endsWith(".npz")) {
            replace(path, () -> KerasWriter.npzContent(file));
        } else if (name.endsWith(".safetensors")) {
            replace(path, () -> KerasWriter.safetensorsContent(file));
        } else {
            throw unknown(path, "a name that ends in .weights.h5, .npz or .safetensors", "Keras itself reads .weights.h5");
        }
    }

    private static void replace(Path path, Supplier<Content> content) throws IOException {
        WholeJar.need(path.toString(), () -> {
            AtomicFile.write(path, content.get());
            return path;
        });
    }

    private static void setWeights(LiveModel model, List<float[][]> weights) {
        model.turn.run("setWeights", () -> model.setWeights(weights.toArray(new float[0][][])));
    }

    private static RuleException unknown(Path path, String expected, String hint) {
        return new RuleException("FILE-81", "save", expected, String.valueOf(path.getFileName()), hint);
    }

    static void loadWeights(LiveModel model, Path path, boolean byName) throws IOException {
        setWeights(model, WholeJar.need(path.toString(), () -> KerasReader.readWeights(FileBytes.read(path), path.toString(), model.architecture, byName,
                Limits.DEFAULT)));
    }

    /** The model as files carry it: what {@link KerasWriter} takes. */
    static KerasModel file(LiveModel model) {
        return file(model, model.turn.use("getWeights", model::getWeights));
    }

    private static KerasModel file(LiveModel model, float[][][] weights) {
        KerasModel file = KerasModel.of(model.name, model.architecture, List.of(weights)).progressed(model.progress());
        if (model.compiled == null) {
            return file;
        }
        OptimizerState state = model.compiled.optimizer();
        Optimizer optimizer = state.optimizer();
        if (optimizer.hasConstantRate()) {
            optimizer = optimizer.learningRate(state.learningRate()); // a callback may have changed it
        }
        List<float[][]> slots = state.slots().stream().map(OptimizerState.Slot::values).collect(Collectors.toList());
        return file.compiled(optimizer, model.compiled.learning().loss(), model.metrics).trained(new SavedOptimizer(state.iteration(), slots));
    }
}
