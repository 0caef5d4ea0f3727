package lstm4j.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

import lstm4j.Sequential;
import lstm4j.data.MinMaxScaler;
import lstm4j.data.Windows;
import lstm4j.layer.Dense;
import lstm4j.train.Callback;
import lstm4j.train.Fit;
import lstm4j.train.Logs;
import lstm4j.train.Loss;
import lstm4j.train.Training;

/**
 * A many-to-one forecast of a series: LSTM layers read a window of T values and a Dense(1) says the next one. Trained on
 * the first {@code cut} values, which are all that the scaler sees too, and measured on the rest. Forecasts are in the
 * unit of the series.
 */
final class Forecast {
    private static final int LINES = 10; // of progress

    private final double[] series;
    private final int cut;
    private final int window;
    private final MinMaxScaler scaler;
    private final Sequential model;
    private final DemoReport report;
    private final Windows test;
    private final double[] forecasts;    // of series[cut], series[cut + 1], …

    /** Trains, printing ten lines of progress, and forecasts every value from {@code cut} on from the true values before it. */
    Forecast(double[] series, int cut, int window, TrainingOptions options, DemoText page) {
        this.series = series;
        this.cut = cut;
        this.window = window;
        this.scaler = MinMaxScaler.fit(Arrays.copyOf(series, cut));
        Windows.Split windows = Windows.of(scaler.transform(series), window).splitAt(cut);
        this.model = model(window, windows.train().y().length, options);
        this.report = new DemoReport(options, model);
        Stoppable.train(model, options, page, () -> model.fit(windows.train().x(), windows.train().y(),
                Fit.epochs(options.epochs()).batchSize(options.batch()).callbacks(progress(options.epochs(), page)).callbacks(report.callbacks())));
        this.forecasts = unscaled(model.predict(windows.test().x()));
        this.test = windows.test();
    }

    /** The model before it has learnt anything. */
    static Sequential model(int window, int examples, TrainingOptions options) {
        return options.model(window, 1, Dense.units(1), examples, Loss.MSE);
    }

    private static Callback progress(int epochs, DemoText page) {
        int every = (epochs + LINES - 1) / LINES;
        int width = String.valueOf(epochs).length();
        return new Callback() {
            @Override
            public void onEpochEnd(int epoch, Logs logs, Training training) {
                if ((epoch + 1) % every == 0 || epoch + 1 == epochs) {
                    page.out().printf(Locale.ROOT, "  epoch %" + width + "d of %d, %s%n", epoch + 1, epochs, logs);
                }
            }
        };
    }

    /** What the model says, in the unit of the series. */
    private double[] unscaled(float[][] outputs) {
        return Arrays.stream(outputs).mapToDouble(output -> scaler.inverse(output[0])).toArray();
    }

    /** The model's forecasts of the test part, each made from the true values before it. */
    double[] forecasts() {
        return forecasts.clone();
    }

    /** Writes the report that was asked for, with these true values and forecasts of them. */
    void report(DemoText page, double[] truth, double[] said) throws IOException {
        report.write(page, done -> done.samples(test.x(), test.y()).forecast(truth, said));
    }

    /** Goes on alone: forecasts {@code steps} values from {@code cut} on, reading its own forecasts as if they were true. */
    double[] alone(int steps) {
        double[] values = new double[window + steps];
        System.arraycopy(series, cut - window, values, 0, window);
        for (int n = 0; n < steps; n++) {
            float[][][] x = new float[1][window][1];
            for (int t = 0; t < window; t++) {
                x[0][t][0] = (float) scaler.transform(values[n + t]);
            }
            values[window + n] = unscaled(model.predict(x))[0];
        }
        return Arrays.copyOfRange(values, window, values.length);
    }
}
