package lstm4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import lstm4j.Sequential;
import lstm4j.check.Check;
import lstm4j.check.Given;
import lstm4j.check.Layout;
import lstm4j.check.Precision;
import lstm4j.check.Verdict;
import lstm4j.keras.bytes.AtomicFile;
import lstm4j.keras.json.JsonWriter;
import lstm4j.layer.Layer;
import lstm4j.oracle.OracleLabels;
import lstm4j.train.Loss;
import lstm4j.train.Optimizer;
import lstm4j.train.Optimizers;

/** {@code lstm4j check MODEL}: judges the numbers of another LSTM. */
final class CheckCommand implements Command {
    @Override
    public String name() {
        return "check";
    }

    @Override
    public String purpose() {
        return "judge the numbers of another LSTM: right, in what precision, or where first wrong and why";
    }

    @Override
    public String arguments() {
        return "[MODEL]";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.valued("--input", "FILE", "what the backend was run on, as lstm4j probe writes it"),
                Option.valued("--actual", "FILE", "what it gave: .npz, .npy, .safetensors, .json, .csv, or a folder of .npy or .csv"),
                Option.valued("--json", "FILE", "the verdict as JSON"),
                Option.valued("--report", "FILE.html", "the verdict as a page: errors over time and unit"),
                Option.valued("--map", "LIST", "other names: theirs=ours,theirs=ours"),
                Option.valued("--layout", "NAME", "keras, pytorch, onnx or cudnn: how gradients and weights are kept"),
                Option.valued("--precision", "NAME", "what is claimed: float64, float32, tf32, float16, bfloat16, fast-tanh, flush-to-zero"),
                Option.valued("--ulps", "N", "how many ulps tanh and sigmoid may be off; 4 is the standard"),
                Option.valued("--loss", "NAME", "loss of the gradients; mse is the standard"),
                Option.valued("--optimizer", "NAME", "sgd, rmsprop, adam, adamw, nadam or adagrad with Keras's defaults, for weights after steps"),
                Option.valued("--training-steps", "N", "how many steps on this batch; 1 is the standard"),
                CheckedModel.SEED, ModelFile.WEIGHTS, PackCheck.PACK, PackCheck.GROUPS);
    }

    @Override
    public String details() {
        return """
                Arrays of --actual, all optional but one: output; for each LSTM layer, here lstm: lstm/h, lstm/c, lstm/z, lstm/i,
                lstm/f, lstm/g, lstm/o of every step, lstm/h_n, lstm/c_n; loss, lstm/d_kernel, lstm/d_recurrent_kernel, lstm/d_bias,
                d_input; lstm/kernel and so on after --training-steps. The more there is, the nearer the finger points.

                exit code 0: right; 1: wrong, or worse than claimed; 2: a command line that is not understood

                examples:
                  lstm4j check model.keras --input probe.npz --actual mine.npz
                  lstm4j check --pack pack --actual mine
                  lstm4j check model.keras --input probe.npz --actual mine.npz --layout pytorch --map y=output --json verdict.json""";
    }

    @Override
    public int run(Arguments arguments, PrintStream out, PrintStream err) throws IOException {
        if (arguments.has(PackCheck.PACK.name())) {
            return PackCheck.run(arguments, options(), out);
        }
        Path input = Path.of(needed(arguments, "--input"));
        Path actual = Path.of(needed(arguments, "--actual"));
        Sequential model = CheckedModel.model(arguments, err);
        Map<String, Given> probe = ArrayFile.read(input);
        Check check = Check.of(model.architecture(), model.getWeights());
        Given x = probe.getOrDefault("x", probe.get("output"));
        if (x == null) {
            throw UsageException.of("CLI-8", input.toString(), "an array x", String.join(", ", probe.keySet()), "");
        }
        boolean words = model.architecture().layer(0).vocabulary() > 0;
        check.input(samples(x, words ? x.shape()[x.shape().length - 1] : model.architecture().inputShape().features()));
        states(model, probe, check);
        training(arguments, model, probe, check);
        claims(arguments, check);
        layout(arguments).toKeras(gates(model), renamed(arguments, ArrayFile.read(actual))).forEach(check::actual);
        Verdict verdict = check.verdict();
        out.println(verdict);
        if (arguments.has("--json")) {
            AtomicFile.write(Path.of(arguments.value("--json").orElseThrow()), (JsonWriter.write(verdict.toMap()) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        if (arguments.has("--report")) {
            AtomicFile.write(Path.of(arguments.value("--report").orElseThrow()), new CheckReport(verdict).html().getBytes(StandardCharsets.UTF_8));
        }
        return verdict.isCorrect() ? 0 : 1;
    }

    private String needed(Arguments arguments, String option) {
        return arguments.value(option).orElseThrow(() -> UsageException.of("CLI-3", name(), option + " with a file", "none",
                "write lstm4j check MODEL --input probe.npz --actual mine.npz"));
    }

    /** Numbers as samples of rows of F. */
    static double[][][] samples(Given array, int F) {
        int[] shape = array.shape();
        int B = shape.length == 3 ? shape[0] : shape.length == 2 ? shape[0] : 1;
        int T = B == 0 || F == 0 ? 0 : array.values().length / B / F;
        if ((long) B * T * F != array.values().length || T == 0) {
            throw UsageException.of("CLI-8", "x", "an array (samples, steps, " + F + ")", array.shapeText(), "");
        }
        double[][][] samples = new double[B][T][];
        for (int n = 0; n < B * T; n++) {
            samples[n / T][n % T] = Arrays.copyOfRange(array.values(), n * F, (n + 1) * F);
        }
        return samples;
    }

    private static void states(Sequential model, Map<String, Given> probe, Check check) {
        for (Layer layer : model.architecture().layers()) {
            List<Given> parts = layer.stateNames().stream().map(part -> probe.get(layer.name() + "/" + part + "0")).toList();
            if (!parts.isEmpty() && !parts.contains(null)) {
                check.initialState(layer.name(), parts.stream().map(part -> rows(part, part.shape()[part.shape().length - 1])).toArray(double[][][]::new));
            }
        }
    }

    /** Of the first layer that has some. */
    private static List<String> gates(Sequential model) {
        return model.architecture().layers().stream().map(Layer::gates).filter(gates -> !gates.isEmpty()).findFirst().orElse(List.of());
    }

    private static double[][] rows(Given array, int columns) {
        double[][] rows = new double[array.values().length / columns][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = Arrays.copyOfRange(array.values(), r * columns, (r + 1) * columns);
        }
        return rows;
    }

    private void training(Arguments arguments, Sequential model, Map<String, Given> probe, Check check) {
        Given labels = probe.get("labels");
        if (labels != null) {
            Map<String, Loss> losses = Map.of("mse", Loss.MSE, "mae", Loss.MAE, "huber", Loss.HUBER, "binary_crossentropy", Loss.BINARY_CROSSENTROPY,
                    "categorical_crossentropy", Loss.CATEGORICAL_CROSSENTROPY);
            Map<String, Optimizer> optimizers = new LinkedHashMap<>();
            Optimizers.ALL.forEach(optimizer -> optimizers.put(optimizer.name().toLowerCase(Locale.ROOT), optimizer));
            Loss loss = chosen(arguments, "--loss", losses, Loss.MSE);
            Optimizer optimizer = chosen(arguments, "--optimizer", optimizers, null);
            check.training(loss, OracleLabels.rows(samples(labels, model.architecture().outputShape().features())), optimizer,
                    arguments.integer("--training-steps", 1, 1000, 1));
        }
    }

    private <V> V chosen(Arguments arguments, String option, Map<String, V> known, V otherwise) {
        String name = arguments.value(option).orElse(null);
        if (name != null && !known.containsKey(name)) {
            throw UsageException.of("CLI-3", name(), "a name behind " + option, name, Nearest.hint(name, known.keySet().stream().sorted().toList(), "There are "));
        }
        return name == null ? otherwise : known.get(name);
    }

    private void claims(Arguments arguments, Check check) {
        Map<String, Precision> known = new LinkedHashMap<>();
        for (Precision precision : Precision.values()) {
            known.put(precision.toString(), precision);
        }
        known.put("bf16", Precision.BFLOAT16);
        known.put("fp16", Precision.FLOAT16);
        Precision claim = chosen(arguments, "--precision", known, null);
        if (claim != null) {
            check.claims(claim);
        }
        check.activationUlps(arguments.number("--ulps", 0, 1e6, 4));
    }

    private Layout layout(Arguments arguments) {
        Map<String, Layout> known = new LinkedHashMap<>();
        for (Layout layout : Layout.values()) {
            known.put(layout.name().toLowerCase(Locale.ROOT), layout);
        }
        return chosen(arguments, "--layout", known, Layout.KERAS);
    }

    private Map<String, Given> renamed(Arguments arguments, Map<String, Given> arrays) {
        Map<String, Given> renamed = new LinkedHashMap<>(arrays);
        for (String pair : arguments.value("--map").orElse("").split(",")) {
            String[] names = pair.split("=", 2);
            if (names.length == 2 && arrays.containsKey(names[0])) {
                renamed.remove(names[0]);
                renamed.put(names[1], arrays.get(names[0]));
            } else if (!pair.isEmpty()) {
                throw UsageException.of("CLI-3", name(), "theirs=ours behind --map, theirs among " + String.join(", ", arrays.keySet()), pair, "");
            }
        }
        return renamed;
    }
}
