package lstm4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import lstm4j.ModelFiles;
import lstm4j.Sequential;
import lstm4j.keras.JavaSource;
import lstm4j.keras.KerasWriter;
import lstm4j.keras.bytes.AtomicFile;

/** {@code lstm4j convert FILE --to FORMAT}: a saved model, or its weights, in another format. */
final class ConvertCommand implements Command {
    private static final List<String> FORMATS = List.of("keras", "h5", "weights.h5", "npz", "safetensors", "json", "embedded", "java");

    /** How the standard name ends where that is not the format alone. */
    private static final Map<String, String> ENDINGS = Map.of("embedded", ".embedded.safetensors");

    @Override
    public String name() {
        return "convert";
    }

    @Override
    public String purpose() {
        return "write a saved Keras model, or its weights, in another format";
    }

    @Override
    public String arguments() {
        return "FILE";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.valued("--to", "FORMAT", String.join(", ", FORMATS)),
                Option.valued("--output", "FILE", "where it goes; the name of FILE with the format as its ending is the standard"),
                ModelFile.WEIGHTS, Option.flag("--force", "replace the output file if it is there"));
    }

    @Override
    public String details() {
        return """
                  keras        layers, weights, optimizer: what Keras 3 opens
                  h5           the same for tf.keras 2; Keras 3 opens it without what the optimizer remembers
                  weights.h5   the weights alone, for model.load_weights of Keras 3
                  npz          the weights alone, for NumPy
                  safetensors  the weights alone, for most other software
                  json         the layers alone, as model.to_json() of Keras writes them
                  embedded     layers and weights without the optimizer for lstm4j-embedded.jar: a .safetensors
                  java         a small model as one Java class that needs no library

                examples:
                  lstm4j convert old.h5 --to keras
                  lstm4j convert model.keras --to safetensors --output weights.safetensors
                  lstm4j convert model.keras --to embedded --output small.safetensors
                  lstm4j convert model.keras --to java --output Model.java""";
    }

    @Override
    public int run(Arguments arguments, PrintStream out, PrintStream err) throws IOException {
        Path file = Path.of(arguments.rest(1, 1, "one argument, the file of the model").get(0));
        String format = arguments.value("--to").orElse("");
        if (!FORMATS.contains(format)) {
            throw UsageException.of("CLI-3", name(), "a format behind --to", format.isEmpty() ? "none" : format,
                    Nearest.hint(format, FORMATS, "The formats are "));
        }
        Path output = arguments.value("--output").map(Path::of)
                .orElseGet(() -> file.resolveSibling(file.getFileName().toString().replaceFirst("(\\.weights)?\\.[A-Za-z0-9]+$", "") + ENDINGS.getOrDefault(format, "." + format)));
        NumberFile.requireNew(output, arguments);
        Sequential model = ModelFile.open(file, arguments, err);
        if (format.matches("keras|h5")) {
            KerasWriter.warnings(ModelFiles.file(model), format.equals("h5")).forEach(warning -> err.println(Wrap.lines("note: " + warning)));
        }
        switch (format) {
            case "keras", "h5", "embedded" -> saved(output, format, model);
            case "java" -> AtomicFile.write(output, source(output, format, model));
            case "json" -> AtomicFile.write(output, KerasWriter.json(ModelFiles.file(model)));
            default -> savedWeights(output, format, model);
        }
        out.println("Wrote " + output + ".");
        return 0;
    }

    private void saved(Path output, String format, Sequential model) throws IOException {
        requireEnding(output, format);
        model.save(output);
    }

    private byte[] source(Path output, String format, Sequential model) {
        requireEnding(output, format);
        return JavaSource.write(ModelFiles.file(model), output.getFileName().toString().replaceFirst("\\.java$", ""));
    }

    private void savedWeights(Path output, String format, Sequential model) throws IOException {
        requireEnding(output, format);
        model.saveWeights(output);
    }

    private void requireEnding(Path output, String format) {
        String ending = format.equals("embedded") ? ".safetensors" : "." + format;
        if (!output.toString().endsWith(ending)) {
            throw UsageException.of("CLI-3", name(), "a name that ends in " + ending + " behind --output", output.toString(), "");
        }
    }
}
