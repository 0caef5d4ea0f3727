package lstm4j.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import lstm4j.ModelFiles;
import lstm4j.Sequential;
import lstm4j.keras.KerasModel;
import lstm4j.keras.KerasReader;
import lstm4j.keras.bytes.FileBytes;
import lstm4j.keras.bytes.Limits;

/** The argument FILE: a saved Keras model, whole or as the JSON of its layers with a file of weights. */
final class ModelFile {
    static final Option WEIGHTS = Option.valued("--weights", "FILE", "the weights, when the first file is the JSON of the layers alone");

    static final Option THREADS = Option.valued("--threads", "N", "how many threads compute; all processors is the standard, the result is the same");

    private static final List<String> ENDINGS = List.of(".keras", ".h5", ".hdf5", ".json");

    private ModelFile() {
    }

    /** Whether an argument means a file rather than layers written out. */
    static boolean isMeant(String argument) {
        String lower = argument.toLowerCase(Locale.ROOT);
        boolean isPath = argument.indexOf('(') < 0 && argument.chars().noneMatch(Character::isISOControl);
        return isPath && (ENDINGS.stream().anyMatch(lower::endsWith) || new File(argument).isFile());
    }

    /**
     * The layers in a file, with their weights where it holds any, for commands that only tell of them.
     *
     * @param shapes options that say the shape of written layers
     * @throws UsageException CLI-6 if a shape is given beside the file, which has one
     */
    static Sequential described(Path file, List<Option> shapes, Arguments arguments, PrintStream err) throws IOException {
        for (Option shape : shapes) {
            if (arguments.has(shape.name())) {
                throw UsageException.of("CLI-6", arguments.command(), "the file alone, which says the shape", shape.name() + " beside it", "");
            }
        }
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
            return Sequential.of(KerasReader.readConfig(FileBytes.read(file), file.toString(), Limits.DEFAULT));
        }
        return open(file, arguments, err);
    }

    /**
     * The model in a file; what could not be taken over is said on {@code err}.
     *
     * @throws IOException if it cannot be read, is broken, or holds what lstm4j does not have
     */
    static Sequential open(Path file, Arguments arguments, PrintStream err) throws IOException {
        KerasModel read = read(file, arguments);
        Sequential model = Sequential.of(read.architecture());
        if (arguments.has(THREADS.name())) {
            model.parallelism(arguments.integer(THREADS.name(), 1, 1024, 1));
        }
        for (String warning : ModelFiles.restore(model, read)) {
            err.println(Wrap.lines("note: " + warning));
        }
        return model;
    }

    private static KerasModel read(Path file, Arguments arguments) throws IOException {
        if (!arguments.has(WEIGHTS.name())) {
            return FileBytes.with(file, Limits.DEFAULT, bytes -> KerasReader.read(bytes, file.toString(), Limits.DEFAULT, true));
        }
        Path weights = Path.of(arguments.value(WEIGHTS.name()).orElseThrow());
        return FileBytes.with(weights, Limits.DEFAULT,
                bytes -> KerasReader.read(FileBytes.read(file), file.toString(), bytes, weights.toString(), Limits.DEFAULT));
    }
}
