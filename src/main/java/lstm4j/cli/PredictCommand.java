package lstm4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import lstm4j.ModelFiles;
import lstm4j.Sequential;

/** {@code lstm4j predict FILE}: runs a saved model on the samples of a file. */
final class PredictCommand implements Command {
    @Override
    public String name() {
        return "predict";
    }

    @Override
    public String purpose() {
        return "run a saved Keras model on the samples of a .npy or CSV file";
    }

    @Override
    public String arguments() {
        return "FILE";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.valued("--input", "FILE", "the samples: .npy, or CSV without a header"),
                Option.valued("--output", "FILE", "where the outputs go: .npy or CSV; without it they are printed as CSV"),
                ModelFile.WEIGHTS,
                ModelFile.THREADS,
                Option.flag("--verify", "first replay the self-check that lstm4j writes into the .keras files it saves"),
                Option.flag("--force", "replace the output file if it is there"));
    }

    @Override
    public String details() {
        return """
                FILE is a model saved by Keras (.keras, or .h5 of Keras 1, 2 and tf.keras) or by lstm4j.
                In a CSV file a line is one sample, its time steps end to end: T·F numbers. A file whose lines have the F
                numbers of one time step is one sample. A .npy file is (samples, timesteps, features) or (samples, features); a model
                over more axes takes as many, or in a CSV file a line with all numbers of a sample.

                examples:
                  lstm4j predict model.keras --input x.npy --output y.npy
                  lstm4j predict model.h5 --input samples.csv
                  lstm4j predict model.json --weights model.weights.h5 --input x.npy --output y.csv""";
    }

    @Override
    public int run(Arguments arguments, PrintStream out, PrintStream err) throws IOException {
        Path file = Path.of(arguments.rest(1, 1, "one argument, the file of the model").get(0));
        String input = arguments.value("--input").orElseThrow(() -> UsageException.of("CLI-3", name(), "--input with the file of the samples",
                "none", "write --input x.npy or --input x.csv"));
        if (arguments.has("--output")) {
            NumberFile.requireNew(Path.of(arguments.value("--output").orElseThrow()), arguments);
        }
        if (arguments.has("--verify")) {
            ModelFiles.loadVerified(file);
            err.println("The self-check of " + file + " gave the same bits.");
        }
        Sequential model = ModelFile.open(file, arguments, err);
        Object samples = NumberFile.samples(Path.of(input), model.architecture().inputShape());
        float[][][] outputs = model.predictAll(samples, Map.of()).rows();
        if (arguments.has("--output")) {
            Path output = Path.of(arguments.value("--output").orElseThrow());
            NumberFile.write(output, outputs, model.architecture().outputShape());
            err.println("Wrote the outputs of " + outputs.length + (outputs.length == 1 ? " sample to " : " samples to ") + output + ".");
        } else {
            out.print(NumberFile.csv(outputs));
        }
        return 0;
    }
}
