package lstm4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import lstm4j.keras.EmbeddedFile;
import lstm4j.keras.KerasModel;
import lstm4j.keras.KerasReader;
import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.FileBytes;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.run.Log;
import lstm4j.run.WeightArrays;
import lstm4j.run.WholeJar;

/** A model on its way from files; on its way to files it is in ModelSaving. Spec: chapter 9. */
final class SavedModel {
    private SavedModel() {
    }

    /** What {@link Sequential#load} tells: warnings go to the logger {@code lstm4j}; those that forbid training wait until one trains. */
    static LiveModel load(Path path, boolean compile) throws IOException {
        return restored(read(path, Limits.DEFAULT, compile), path.toString());
    }

    /** The same of bytes in memory. */
    static LiveModel load(byte[] bytes, String file) throws ModelFormatException {
        return restored(read(Blob.of(bytes), file, Limits.DEFAULT, true), file);
    }

    /** The model that was read; warnings as {@link #load}. */
    static LiveModel restored(KerasModel read, String file) throws ModelFormatException {
        return restored(read, file, warning -> {
            if (!read.obstacles().contains(warning)) {
                Log.warn(file + ": " + warning);
            }
        });
    }

    /** What is in a file of any format, of which no more is in memory than its numbers; [SMALL-1] where the classes that read it were left out. */
    static KerasModel read(Path path, Limits limits, boolean compile) throws IOException {
        return FileBytes.with(path, limits, bytes -> read(bytes, path.toString(), limits, compile));
    }

    private static KerasModel read(Blob bytes, String file, Limits limits, boolean compile) throws ModelFormatException {
        return EmbeddedFile.isOne(bytes, file, limits) ? EmbeddedFile.read(bytes, file, limits)
                : WholeJar.need(file, () -> KerasReader.read(bytes, file, limits, compile));
    }

    static LiveModel restored(KerasModel read, String file, Consumer<String> warnings) throws ModelFormatException {
        LiveModel model = new LiveModel(read.architecture(), read.weights().toArray(new float[0][][]));
        goOn(model, read, true).forEach(warnings);
        if (read.selfCheck().isPresent()) {
            Replay.require(model, read.selfCheck().get(), file);
        }
        return model;
    }

    /** Gives a model a copy of what was read, and returns the warnings of reading: {@link ModelFiles#restore}. */
    static List<String> restore(LiveModel model, KerasModel read) {
        List<float[][]> weights = KerasModel.of(read.name(), model.architecture, read.weights()).weights(); // checks their shapes
        setWeights(model, weights);
        return goOn(model, read, false);
    }

    /** Name, progress and compilation as they were read; {@code own} where nobody else has the arrays. */
    private static List<String> goOn(LiveModel model, KerasModel read, boolean own) {
        if (!read.name().isEmpty()) {
            model.name = read.name();
        }
        model.keras = read.progress().isPresent() ? read.progress().get().keras() : read.kerasVersion();
        if (read.progress().isPresent()) {
            model.progress(read.progress().get());
        }
        model.obstacles = read.obstacles();
        if (read.obstacles().isEmpty() && read.optimizer().isPresent() && read.loss().isPresent()) {
            ModelCompiling.compile(model, read, own);
        }
        boolean more = !model.obstacles.equals(read.obstacles());
        return Stream.concat(read.warnings().stream(), more ? model.obstacles.stream() : Stream.of()).collect(Collectors.toList());
    }

    private static void setWeights(LiveModel model, List<float[][]> weights) {
        model.turn.run("setWeights", () -> model.setWeights(weights.toArray(new float[0][][])));
    }

    static void loadWeights(LiveModel model, Path path, boolean byName) throws IOException {
        setWeights(model, FileBytes.with(path, Limits.DEFAULT, bytes -> WholeJar.need(path.toString(),
                () -> KerasReader.readWeights(bytes, path.toString(), model.architecture, byName, Limits.DEFAULT))));
    }
}
