package lstm4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import lstm4j.data.CsvTable;
import lstm4j.data.GeneratedMarket;
import lstm4j.layer.RuleException;

/** {@code lstm4j demo table}: forecasts one column of a stock-like table by all of them, tested by walking forward. */
final class TableDemo extends Demo {
    private static final int DAYS = 1500;
    private static final int PARTS = 3;
    private static final NumberOption WINDOW = new NumberOption("--window", "T", "how many changes the model reads for a forecast", 1, 10_000, 10);
    private static final NumberOption TEST = new NumberOption("--test", "PART", "which part at the end is for the test", 0.01, 0.9, 0.3);

    TableDemo() {
        super("table", "forecast a stock-like column by several columns, walking forward in time", TrainingOptions.standard(15, 32, 0.005, 1, 16),
                Option.valued("--data", "FILE", "a CSV file with a line for each day; without it a made-up market of " + DAYS + " days"),
                Option.valued("--column", "NAME", "the column to be forecast; the first one with numbers"),
                WINDOW.option(), TEST.option());
    }

    @Override
    public String details() {
        return """
                Many features: a window holds the changes of every column, (samples, timesteps, features) = (N, T, F), and its answer
                is the next change of one of them. Walking forward: the last part of the table is tested in three pieces, and before
                each a new model learns from all that came before it and nothing else, scaling included. So no forecast knows its future.
                What it has to beat: that tomorrow is as today, and that it goes on as on average.

                examples:
                  lstm4j demo table
                  lstm4j demo table --report table.html
                  lstm4j demo table --data prices.csv --column Close --window 20""";
    }

    @Override
    void tell(Arguments arguments, TrainingOptions options, DemoText page) throws IOException {
        CsvTable table = arguments.has("--data") ? CsvTable.read(Path.of(arguments.value("--data").orElseThrow())) : GeneratedMarket.days(DAYS, options.seed());
        int column = column(arguments, table);
        int rows = table.columns()[0].length;
        int window = WINDOW.integer(arguments);
        int first = rows - (int) Math.ceil(TEST.number(arguments) * rows);
        if (first <= window + 2 || rows - first < PARTS) {
            throw new RuleException("DATA-36", name(), "more than " + (window + 2) + " rows for training and " + PARTS + " for the test",
                    first + " and " + (rows - first), "use a shorter window, --window T, another part, --test PART, or a longer table");
        }
        String target = table.names().get(column);
        begin(page, options, "to forecast \"" + target + "\".");
        page.say(String.format(Locale.ROOT, "%,d rows of %d columns: %s.", rows, table.names().size(), String.join(", ", table.names())));
        page.say(String.format(Locale.ROOT, "A sample is %d steps of %d features, the changes from row to row: x is a float[N][%d][%d].", window,
                table.names().size(), window, table.names().size()));
        page.title("WALKING FORWARD");
        WalkForward walk = new WalkForward(table.rows(), column, first, window, options);
        for (int part = 0; part < PARTS; part++) {
            int from = first + part * (rows - first) / PARTS;
            int to = first + (part + 1) * (rows - first) / PARTS;
            walk.part(from, to, page);
            page.say(String.format(Locale.ROOT, "  learnt from rows 1 to %,d, forecast rows %,d to %,d", from, from + 1, to));
        }
        errors(page, walk);
        walk.report(page);
    }

    private int column(Arguments arguments, CsvTable table) {
        String name = arguments.value("--column").orElse(table.names().get(0));
        for (int k = 0; k < table.names().size(); k++) {
            if (table.names().get(k).equalsIgnoreCase(name)) {
                return k;
            }
        }
        throw UsageException.of("CLI-3", name(), "a column of numbers behind --column", name, Nearest.hint(name, table.names(), "The columns are "));
    }

    private static void errors(DemoText page, WalkForward walk) {
        double[] truth = walk.truth();
        double lstm = ForecastReport.rmse(truth, walk.forecasts);
        double naive = ForecastReport.rmse(truth, walk.naive());
        page.title("THE TEST");
        page.say("Root of the mean squared error (RMSE) of " + truth.length + " forecasts:");
        line(page, "LSTM", lstm, String.format(Locale.ROOT, "%.0f %% %s than the naive forecast", Math.abs(100 * (1 - lstm / naive)), lstm < naive ? "less" : "more"));
        line(page, "naive forecast", naive, "each value is as the one before it");
        line(page, "drift", ForecastReport.rmse(truth, walk.drift()), "as the one before it, and the mean change so far");
        page.say(String.format(Locale.ROOT, "The direction is right in %.1f %% of them; a coin gets 50 %%.", 100 * walk.directions()));
        page.title("WHAT TO TRY NEXT");
        page.say("Another seed or a longer window (--seed 7, --window 20), your own table (--data prices.csv --column Close), pictures (--report "
                + "table.html). In the made-up market demand leads the price by a day; real prices tell far less, and most models do not beat "
                + "the naive forecast there.");
    }

    private static void line(DemoText page, String what, double error, String meaning) {
        page.say(String.format(Locale.ROOT, "  %-16s %12s   %s", what, ForecastReport.number(error), meaning));
    }
}
