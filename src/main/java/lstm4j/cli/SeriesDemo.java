package lstm4j.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import lstm4j.data.CsvSeries;
import lstm4j.layer.RuleException;

/** {@code lstm4j demo series FILE.csv}: a many-to-one forecast of a column of numbers, against the naive forecast. */
final class SeriesDemo extends Demo {
    private static final NumberOption WINDOW = new NumberOption("--window", "T", "how many values the model reads for a forecast", 1, 10_000, 12);
    private static final NumberOption TEST = new NumberOption("--test", "PART", "which part at the end is for the test", 0.01, 0.9, 0.33);

    SeriesDemo() {
        super("series", "forecast a column of a CSV file, and compare with the naive forecast", TrainingOptions.standard(200, 16, 0.003, 1, 32),
                Option.valued("--column", "NAME", "the column, by its name in the first line or its number from 1; the last one with numbers"),
                WINDOW.option(),
                Option.flag("--values", "learn the values themselves instead of the change from each to the next: for series without trend"),
                TEST.option());
    }

    @Override
    public String arguments() {
        return "FILE.csv";
    }

    @Override
    public String details() {
        return """
                FILE.csv has a line for each moment, in the order of time, fields separated by commas or semicolons, and may
                have a first line with names. Many to one: the LSTM reads a window of T values, and a Dense layer of one unit
                makes the next value from its last output. What it reads and says are the changes from each value to the next, since
                a series that grows soon leaves the range that a model has learnt; --values takes the values as they are.
                The last part of the series is for the test, and nothing of it is used before, not even for scaling. The
                naive forecast, that each value is as the one before, is what a model has to beat.

                examples:
                  lstm4j demo series passengers.csv
                  lstm4j demo series weather.csv --column temperature --values --window 24 --epochs 50
                  lstm4j demo series prices.csv --column 3 --test 0.2""";
    }

    @Override
    void tell(Arguments arguments, TrainingOptions options, DemoText page) throws IOException {
        String file = arguments.rest(1, 1, "one argument, the CSV file").get(0);
        int window = WINDOW.integer(arguments);
        double part = TEST.number(arguments);
        CsvSeries series = series(arguments, file);
        double[] values = series.values();
        int cut = values.length - (int) Math.ceil(part * values.length);
        boolean changes = !arguments.has("--values");
        requireLong(file, values, cut, changes ? window + 1 : window);
        requireSpread(file, values, cut, changes);
        begin(page, options, "to forecast a series.");
        page.say(String.format(Locale.ROOT, "%s, column \"%s\": %,d values from %s to %s.", file, series.name(), values.length,
                ForecastReport.number(Arrays.stream(values).min().orElseThrow()), ForecastReport.number(Arrays.stream(values).max().orElseThrow())));
        new ForecastReport(page, values, cut, window, changes, options).test();
    }

    private static CsvSeries series(Arguments arguments, String file) throws IOException {
        Path path;
        try {
            path = Path.of(file);
        } catch (InvalidPathException e) {
            throw UsageException.of("CLI-4", arguments.command(), "a file", file, "");
        }
        String column = arguments.value("--column").orElse("");
        if (column.isEmpty()) {
            return CsvSeries.read(path);
        }
        return column.matches("[0-9]{1,9}") ? CsvSeries.read(path, Integer.parseInt(column)) : CsvSeries.read(path, column);
    }

    private static void requireLong(String file, double[] values, int cut, int needed) {
        if (cut <= needed) {
            throw new RuleException("DATA-36", file, "more than " + needed + " values for training, a window and its answer",
                    Math.max(0, cut) + " of the " + values.length + " in the file",
                    "use a shorter window, --window T, a smaller part for the test, --test PART, or a longer series");
        }
    }

    /** Of a series that never changes, or always by as much, the model would see one value only. */
    private static void requireSpread(String file, double[] values, int cut, boolean changes) {
        double first = changes ? values[1] - values[0] : values[0];
        for (int t = changes ? 1 : 0; t < cut; t++) {
            if ((changes ? values[t] - values[t - 1] : values[t]) != first) {
                return;
            }
        }
        throw new RuleException("DATA-38", file, changes ? "changes that differ" : "values that differ",
                "always " + ForecastReport.number(first), "in this column there is nothing to learn; choose another by --column NAME");
    }
}
