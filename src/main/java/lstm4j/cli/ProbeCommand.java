package lstm4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.Sequential;
import lstm4j.check.Probe;
import lstm4j.keras.bytes.Tensor;
import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.Weight;

/** {@code lstm4j probe MODEL}: inputs on which mistakes show. */
final class ProbeCommand implements Command {
    @Override
    public String name() {
        return "probe";
    }

    @Override
    public String purpose() {
        return "write inputs on which mistakes of another LSTM show";
    }

    @Override
    public String arguments() {
        return "MODEL";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.valued("--output", "FILE", "where the arrays go: .npz, .safetensors, .json; no ending: a folder of .npy; x alone: .npy, .csv"),
                Option.valued("--samples", "B", "how many samples; 5 is the standard"),
                Option.valued("--steps", "T", "how many steps, where the model does not say; 11 is the standard"),
                Option.flag("--states", "with states h0 and c0 to begin with, for each LSTM layer"),
                CheckedModel.SEED, ModelFile.WEIGHTS, Option.flag("--force", "replace the output file if it is there"));
    }

    @Override
    public String details() {
        return """
                The file has x (samples, steps, features); labels, the outputs to be learnt, shaped like the output; the model's
                weights by Keras's names, lstm/kernel and so on; with --states lstm/h0 and lstm/c0. Of several draws that one is
                taken on which the declared mistakes are farthest from the truth and from each other.

                examples:
                  lstm4j probe model.keras --output probe.npz
                  lstm4j probe model.keras --output probe
                  lstm4j probe "LSTM(8, return_sequences, input_shape=(11, 3)) Dense(2)" --seed 1 --output probe.npz""";
    }

    @Override
    public int run(Arguments arguments, PrintStream out, PrintStream err) throws IOException {
        Path file = Path.of(arguments.value("--output").orElseThrow(() -> UsageException.of("CLI-3", name(), "--output with a file", "none", "write --output probe.npz")));
        NamedArrays.requireKnown(file);
        NumberFile.requireNew(file, arguments);
        Sequential model = CheckedModel.model(arguments, err);
        Probe probe = Probe.of(model.architecture(), model.getWeights(), arguments.integer("--samples", 1, 100_000, 5),
                arguments.integer("--steps", 1, 1_000_000, 11), arguments.has("--states"));
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        arrays.put("x", Tensor.of(probe.x()));
        arrays.put("labels", Tensor.of(probe.labels()));
        probe.states().forEach((name, rows) -> arrays.put(name, Tensor.of(rows)));
        weights(model, arrays);
        out.println("Wrote " + file + ": " + String.join(", ", NamedArrays.write(file, arrays)) + ".");
        out.println(probe.told());
        return 0;
    }

    private static void weights(Sequential model, Map<String, Tensor> arrays) {
        Architecture architecture = model.architecture();
        float[][][] all = model.getWeights();
        int next = 0;
        for (int i = 0; i < architecture.size(); i++) {
            Layer layer = architecture.layer(i);
            for (Weight weight : architecture.weights(i)) {
                float[][] rows = all[next++];
                arrays.put(layer.name() + "/" + weight.name(), new Tensor(weight.axes(), Tensor.of(rows).values()));
            }
        }
    }
}
