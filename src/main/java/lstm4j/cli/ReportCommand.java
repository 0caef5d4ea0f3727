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
                Option.valued("--vocabulary", "FILE", "the words of an Embedding, one a line, number 0 first; with it --input may be a .txt of texts, one a line"),
                Option.valued("--labels", "FILE", "a class, or the numbers to be forecast, for each sample: .npy, CSV or IDX labels"),
                Option.valued("--history", "FILE", "the course of the training, as CSVLogger writes it"),
                Option.valued("--output", "FILE.html", "where it goes; report.html is the standard"),
                ModelFile.WEIGHTS, Option.flag("--force", "replace the output file if it is there"));
    }

    @Override
    public String details() {
        return """
                FILE is a model saved by Keras or lstm4j. The page has everything inside: it loads nothing and runs no script.
                With --input it shows the first sample on its way through every recurrent layer, gate by gate and step by step, and
                says which units never move or are saturated; with --labels also what is confused with what, the worst and the
                most doubtful samples, or how far forecasts are off, gradients, and how far back in time they reach. Labels are
                a class, or as many numbers as the model has outputs; for a model that returns every step, one for each step.

                examples:
                  lstm4j report model.keras
                  lstm4j report model.keras --history log.csv --output model.html
                  lstm4j report model.h5 --input t10k-images-idx3-ubyte.gz --labels t10k-labels-idx1-ubyte.gz
                  lstm4j report sentiment.keras --input texts.txt --vocabulary words.txt""";
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

    private static void samples(ModelReport report, Sequential model, Arguments arguments) throws IOException {
        ReportInput input = new ReportInput(model.architecture(), arguments);
        Object x = input.samples();
        report.option("input", input.file().toString()).words(input.words());
        if (!arguments.has("--labels")) {
            report.samples(x);
            return;
        }
        Path labels = Path.of(arguments.value("--labels").orElseThrow());
        report.option("labels", labels.toString());
        new ReportLabels(model, x, labels).show(report);
    }
}
