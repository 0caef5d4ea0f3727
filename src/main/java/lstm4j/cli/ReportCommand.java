package lstm4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.ModelReport;
import lstm4j.Sequential;
import lstm4j.data.CsvTable;
import lstm4j.data.Idx;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.RuleException;

/** {@code lstm4j report MODEL}: all that is to be seen of a saved model as one HTML file. */
final class ReportCommand implements Command {
    @Override
    public String name() {
        return "report";
    }

    @Override
    public String purpose() {
        return "draw a saved model: its training, its gates at work, its weights, as one HTML file";
    }

    @Override
    public String arguments() {
        return "FILE";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.valued("--input", "FILE", "samples to follow through the layers: .npy, CSV without a header, or IDX images"),
                Option.valued("--labels", "FILE", "a class, or the number to be forecast, for each sample: .npy, CSV or IDX labels"),
                Option.valued("--history", "FILE", "the course of the training, as CSVLogger writes it"),
                Option.valued("--output", "FILE.html", "where it goes; report.html is the standard"),
                ModelFile.WEIGHTS, Option.flag("--force", "replace the output file if it is there"));
    }

    @Override
    public String details() {
        return """
                FILE is a model saved by Keras or lstm4j. The page has everything inside: it loads nothing and runs no script.
                With --input it shows the first sample on its way through every LSTM layer, gate by gate and step by step, and
                says which units never move or are saturated; with --labels also what is confused with what, the worst and the
                most doubtful samples, and how far back in time the gradient reaches.

                examples:
                  lstm4j report model.keras
                  lstm4j report model.keras --history log.csv --output model.html
                  lstm4j report model.h5 --input t10k-images-idx3-ubyte.gz --labels t10k-labels-idx1-ubyte.gz""";
    }

    @Override
    public int run(Arguments arguments, PrintStream out, PrintStream err) throws IOException {
        Path file = Path.of(arguments.rest(1, 1, "one argument, the file of the model").get(0));
        Path output = Path.of(arguments.value("--output").orElse("report.html"));
        NumberFile.requireNew(output, arguments);
        if (arguments.has("--labels") && !arguments.has("--input")) {
            throw UsageException.of("CLI-3", name(), "--input beside --labels", "--labels alone", "labels belong to samples");
        }
        Sequential model = ModelFile.open(file, arguments, err);
        ModelReport report = ModelReport.of(model).lead("The model in " + file.getFileName() + ".").option("file", file.toString());
        if (arguments.has("--history")) {
            history(report, Path.of(arguments.value("--history").orElseThrow()));
        }
        if (arguments.has("--input")) {
            samples(report, model, arguments);
        }
        report.write(output);
        out.println("Wrote " + output + ".");
        return 0;
    }

    private static void history(ModelReport report, Path file) throws IOException {
        CsvTable table = CsvTable.readWithGaps(file);
        Map<String, List<Double>> columns = new LinkedHashMap<>();
        int first = 1;
        for (int k = 0; k < table.names().size(); k++) {
            double[] values = table.columns()[k];
            if (table.names().get(k).equals("epoch")) {
                first = 1 + (int) values[0];
            } else if (!Arrays.stream(values).allMatch(Double::isNaN)) {
                columns.put(table.names().get(k), new ArrayList<>(Arrays.stream(values).boxed().toList()));
            }
        }
        report.training(columns, first).option("history", file.toString());
    }

    private void samples(ModelReport report, Sequential model, Arguments arguments) throws IOException {
        Path file = Path.of(arguments.value("--input").orElseThrow());
        Object read = isIdx(file) ? Idx.images(file) : NumberFile.samples(file, model.architecture().inputShape());
        if (!(read instanceof float[][][] x)) {
            throw new RuleException("CLI-8", file.toString(), "samples of time steps", "rows of features", "the report follows samples through LSTM layers");
        }
        report.option("input", file.toString()).samples(x);
        if (arguments.has("--labels")) {
            labels(report, model, x, Path.of(arguments.value("--labels").orElseThrow()));
        }
    }

    private static void labels(ModelReport report, Sequential model, float[][][] x, Path file) throws IOException {
        float[] labels = isIdx(file) ? floats(Idx.labels(file)) : NumberFile.column(file);
        if (labels.length != x.length) {
            throw new RuleException("CLI-8", file.toString(), "a label for each of " + x.length + " samples", String.valueOf(labels.length), "");
        }
        report.option("labels", file.toString());
        if (isClassifier(model.architecture())) {
            report.classes(x, classes(labels, model.architecture(), file));
        } else {
            float[][] said = model.predict(x);
            double[] truth = new double[labels.length];
            double[] forecast = new double[labels.length];
            for (int n = 0; n < labels.length; n++) {
                truth[n] = labels[n];
                forecast[n] = said[n][0];
            }
            report.forecast(truth, forecast);
        }
    }

    private static boolean isClassifier(Architecture model) {
        return model.outputShape().features() > 1 || model.layer(model.size() - 1).head() == ActivationFunction.SIGMOID;
    }

    private static int[] classes(float[] labels, Architecture model, Path file) {
        int K = Math.max(2, model.outputShape().features());
        int[] classes = new int[labels.length];
        for (int n = 0; n < labels.length; n++) {
            classes[n] = (int) labels[n];
            if (classes[n] != labels[n] || classes[n] < 0 || classes[n] >= K) {
                throw new RuleException("CLI-8", file + ", label " + (n + 1), "a class from 0 to " + (K - 1), String.valueOf(labels[n]), "");
            }
        }
        return classes;
    }

    private static float[] floats(int[] values) {
        float[] floats = new float[values.length];
        for (int n = 0; n < floats.length; n++) {
            floats[n] = values[n];
        }
        return floats;
    }

    private static boolean isIdx(Path file) {
        return file.getFileName().toString().contains("idx");
    }
}
