package lstm4j.cli;

import java.io.IOException;
import java.util.Arrays;

import lstm4j.Sequential;
import lstm4j.data.StandardScaler;
import lstm4j.data.Timeseries;
import lstm4j.layer.Dense;
import lstm4j.train.Fit;
import lstm4j.train.Loss;

/**
 * Forecasts of one column of a table by all its columns, tested as they would be used: for each part of the test a new model
 * learns from all that came before, and from nothing else; scaling too. A window holds the changes of every column from row to
 * row, and its answer is the next change of the target.
 */
final class WalkForward {
    private final double[][] changes;  // [row][column], row t is from t to t + 1
    private final double[] target;     // the column to be forecast
    private final int column;
    private final int window;
    private final TrainingOptions options;
    final double[] forecasts;          // of target[first], target[first + 1], …
    final int first;
    private DemoReport report;         // on the last model
    private Timeseries.Dataset windows; // the last model was trained and tested with
    private int examples;              // of them to learn from

    /** Prepares the test of the rows from {@code first} on. */
    WalkForward(double[][] rows, int column, int first, int window, TrainingOptions options) {
        this.column = column;
        this.first = first;
        this.window = window;
        this.options = options;
        this.target = Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
        this.forecasts = new double[rows.length - first];
        this.changes = new double[rows.length - 1][rows[0].length];
        for (int t = 0; t < changes.length; t++) {
            for (int j = 0; j < changes[t].length; j++) {
                changes[t][j] = rows[t + 1][j] - rows[t][j];
            }
        }
    }

    /** Learns from the rows before {@code from} and forecasts rows {@code from} to {@code to} − 1, each from the true rows before it. */
    void part(int from, int to, DemoText page) {
        int known = from - 1; // changes that lead to rows before from
        StandardScaler scaler = StandardScaler.fit(Arrays.copyOf(changes, known));
        double[][] scaled = scaler.transform(Arrays.copyOf(changes, to - 1));
        double[] answers = Arrays.stream(scaled).skip(window).mapToDouble(row -> row[column]).toArray();
        windows = Timeseries.sequenceLength(window).of(scaled, answers);
        examples = known - window;
        Sequential model = options.model(window, scaled[0].length, Dense.units(1), examples, Loss.MSE);
        report = new DemoReport(options, model);
        Stoppable.train(model, options, page, () -> model.fit(Arrays.copyOf(windows.x(), examples), Arrays.copyOf(windows.y(), examples),
                Fit.epochs(options.epochs()).batchSize(options.batch()).callbacks(report.callbacks())));
        float[][] said = model.predict(Arrays.copyOfRange(windows.x(), examples, windows.x().length));
        for (int n = 0; n < said.length; n++) {
            forecasts[from - first + n] = target[from + n - 1] + scaler.inverse(column, said[n][0]);
        }
    }

    /** Writes the report on the last model that was asked for. */
    void report(DemoText page) throws IOException {
        Object x = Arrays.copyOfRange(windows.x(), examples, windows.x().length);
        report.write(page, done -> done.samples(x, Arrays.copyOfRange(windows.y(), examples, windows.y().length)).forecast(truth(), forecasts));
    }

    /** What came: the target from {@code first} on. */
    double[] truth() {
        return Arrays.copyOfRange(target, first, target.length);
    }

    /** The naive forecast: as the row before. */
    double[] naive() {
        return Arrays.copyOfRange(target, first - 1, target.length - 1);
    }

    /** As the row before, and the mean change of all rows before that. */
    double[] drift() {
        double[] drift = naive();
        for (int n = 0; n < drift.length; n++) {
            drift[n] += (drift[n] - target[0]) / (first - 1 + n);
        }
        return drift;
    }

    /** The share of forecasts that name the direction rightly; rows without a change left out. */
    double directions() {
        double[] truth = truth();
        double[] before = naive();
        int right = 0;
        int all = 0;
        for (int n = 0; n < truth.length; n++) {
            all += truth[n] == before[n] ? 0 : 1;
            right += (truth[n] - before[n]) * (forecasts[n] - before[n]) > 0 ? 1 : 0;
        }
        return all == 0 ? 0 : (double) right / all;
    }
}
