package lstm4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import lstm4j.keras.KerasModel;
import lstm4j.keras.KerasReader;
import lstm4j.keras.KerasWriter;
import lstm4j.keras.bytes.FileBytes;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.layer.RuleException;
import lstm4j.run.WholeJar;

/**
 * Models from and to files, with everything that {@link Sequential#load} and {@link Sequential#save} leave out: limits,
 * warnings, the self-check. Spec: chapter 9, files.
 *
 * <pre>
 * KerasModel file = KerasReader.read(bytes, "m.keras", Limits.DEFAULT);
 * Sequential model = Sequential.of(file.architecture()).parallelism(1);
 * List&lt;String&gt; warnings = ModelFiles.restore(model, file);
 * </pre>
 */
public final class ModelFiles {
    private ModelFiles() {
    }

    /**
     * The model in a file; without {@code compile} it only predicts until somebody compiles it, and takes a third of the memory: Keras's
     * {@code load_model(path, compile=False)}. Errors as {@link Sequential#load}.
     */
    public static Sequential load(Path path, boolean compile) throws IOException {
        return new Sequential(SavedModel.load(path, compile));
    }

    /**
     * The model in a file, as {@link Sequential#load} does.
     *
     * @param warnings hears, sentence by sentence, what lstm4j does otherwise than the file says
     * @throws ModelFormatException FILE-90 where an output of the self-check differs by a single bit; else as {@link KerasReader#read}
     */
    public static Sequential load(Path path, Limits limits, Consumer<String> warnings) throws IOException {
        return new Sequential(SavedModel.restored(SavedModel.read(path, limits, true), path.toString(), warnings));
    }

    /** A model from the JSON of Keras's {@code model.to_json()} and a file of weights; it is not compiled. */
    public static Sequential load(Path json, Path weights) throws IOException {
        KerasModel read = FileBytes.with(weights, Limits.DEFAULT, bytes -> WholeJar.need(json.toString(),
                () -> KerasReader.read(FileBytes.read(json), json.toString(), bytes, weights.toString(), Limits.DEFAULT)));
        return new Sequential(SavedModel.restored(read, weights.toString()));
    }

    /**
     * Loads a model whose self-check must be there; {@link Sequential#load} replays one where it is.
     *
     * @throws ModelFormatException FILE-91 where there is no self-check; else as {@link #load(Path, Limits, Consumer)}
     */
    public static Sequential loadVerified(Path path) throws IOException {
        KerasModel read = SavedModel.read(path, Limits.DEFAULT, true);
        if (!read.selfCheck().isPresent()) {
            throw new ModelFormatException("FILE-91", path.toString(), -1, "expected a self-check in the file, got none",
                    "lstm4j writes one into .keras files; files of Keras carry none");
        }
        return new Sequential(SavedModel.restored(read, path.toString()));
    }

    /**
     * Gives a model the name, weights, compilation and optimizer's memory that were read. Where there are obstacles it is not
     * compiled, and training refuses with [FILE-68] until somebody compiles it.
     *
     * @return the warnings of reading
     * @throws RuleException FILE-70 where the weights are not those of this model
     */
    public static List<String> restore(Sequential model, KerasModel read) {
        return SavedModel.restore(model.live, read);
    }

    /** The model as files carry it: what {@link KerasWriter} takes. */
    public static KerasModel file(Sequential model) {
        return WholeJar.need("file", () -> ModelSaving.file(model.live));
    }
}
