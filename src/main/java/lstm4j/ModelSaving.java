package lstm4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import lstm4j.keras.EmbeddedFile;
import lstm4j.keras.KerasModel;
import lstm4j.keras.KerasWriter;
import lstm4j.keras.SavedOptimizer;
import lstm4j.keras.bytes.AtomicFile;
import lstm4j.layer.RuleException;
import lstm4j.train.Optimizer;
import lstm4j.train.OptimizerState;

/** A model on its way to files. Spec: chapter 9. */
final class ModelSaving {
    private ModelSaving() {
    }

    /** Writes the format that the end of the name tells: {@code .keras}, {@code .h5}; others are [FILE-81]. Returns the path. */
    static Path save(LiveModel model, Path path) throws IOException {
        model.turn.enter("save");
        try {
            write(model, path);
            return path;
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
            AtomicFile.write(path, KerasWriter.kerasContent(Replay.checked(model, file)));
        } else if (name.endsWith(".safetensors")) {
            AtomicFile.write(path, EmbeddedFile.content(Replay.checked(model, file)));
        } else if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
            AtomicFile.write(path, KerasWriter.h5Content(file));
        } else {
            throw unknown(path, "a name that ends in .keras, .h5 or .safetensors", "Keras 3 reads .keras, and older versions .h5");
        }
    }

    /** Writes the weights alone: {@code .weights.h5}, {@code .npz} or {@code .safetensors}; others are [FILE-81]. Returns the path. */
    static Path saveWeights(LiveModel model, Path path) throws IOException {
        model.turn.enter("saveWeights");
        try {
            writeWeights(file(model, model.network().weights()), path);
            return path;
        } finally {
            model.turn.leave();
        }
    }

    private static void writeWeights(KerasModel file, Path path) throws IOException {
        String name = path.toString();
        if (name.endsWith(".weights.h5")) {
            AtomicFile.write(path, KerasWriter.weightsH5Content(file));
        } else if (name.endsWith(".npz")) {
            AtomicFile.write(path, KerasWriter.npzContent(file));
        } else if (name.endsWith(".safetensors")) {
            AtomicFile.write(path, KerasWriter.safetensorsContent(file));
        } else {
            throw unknown(path, "a name that ends in .weights.h5, .npz or .safetensors", "Keras itself reads .weights.h5");
        }
    }

    private static RuleException unknown(Path path, String expected, String hint) {
        return new RuleException("FILE-81", "save", expected, String.valueOf(path.getFileName()), hint);
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
