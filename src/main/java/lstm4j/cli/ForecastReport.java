package lstm4j.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

import lstm4j.text.Explanation;

/** Tells of a forecast: how the series becomes examples, the model, its training, how well it does against the naive forecast. */
final class ForecastReport {
    private static final int COLUMNS = 84;
    private static final int ROWS = 15;

    private final DemoText page;
    private final double[] truth;        // the test part of the series
    private final double[] naive;        // the values before those
    private final boolean changes;
    private final Forecast forecast;

    /**
     * Trains, telling about it.
     *
     * @param changes whether the model learns the change from each value to the next instead of the values
     */
    ForecastReport(DemoText page, double[] series, int cut, int window, boolean changes, TrainingOptions options) {
        this.page = page;
        this.truth = Arrays.copyOfRange(series, cut, series.length);
        this.naive = Arrays.copyOfRange(series, cut - 1, series.length - 1);
        this.changes = changes;
        double[] learned = changes ? changes(series) : series;
        int learnedCut = changes ? cut - 1 : cut;
        page.title("THE DATA");
        tellSplit(series, cut, learned, learnedCut);
        int examples = learnedCut - window;
        page.say(String.format(Locale.ROOT, "An example is a window of %d %s, and its answer is what comes next: x is a float[%d][%d][1] "
                + "(samples, timesteps, features), y a float[%d].", window, changes ? "changes" : "values", examples, window, examples));
        page.title("THE MODEL AND ITS SHAPES (lstm4j explain tells more)");
        page.say(Explanation.shortText(Forecast.model(window, examples, options).architecture()));
        page.title("THE TRAINING");
        this.forecast = new Forecast(learned, learnedCut, window, options, page);
    }

    /** The change from each value to the next, one less than there are values. */
    private static double[] changes(double[] series) {
        double[] changes = new double[series.length - 1];
        for (int t = 0; t < changes.length; t++) {
            changes[t] = series[t + 1] - series[t];
        }
        return changes;
    }

    private void tellSplit(double[] series, int cut, double[] learned, int learnedCut) {
        page.say(String.format(Locale.ROOT, "The first %,d values are for training, the last %,d for the test, in the order of time: a forecast "
                + "must not know its future.", cut, series.length - cut));
        double[] known = Arrays.copyOf(learned, learnedCut);
        page.say(String.format(Locale.ROOT, "%s scaled to 0..1 by the smallest and the largest of the training part alone, %s and %s.",
                changes ? "What is learnt is the change from each value to the next," : "Values are",
                number(Arrays.stream(known).min().orElseThrow()), number(Arrays.stream(known).max().orElseThrow())));
    }

    Forecast forecast() {
        return forecast;
    }

    /** Plots the test part and prints the errors. */
    void test() throws IOException {
        page.title("THE TEST: each value from the true values before it");
        double[] guess = forecast.forecasts();
        for (int n = 0; n < guess.length && changes; n++) {
            guess[n] += naive[n];
        }
        plot(truth, guess);
        double lstm = rmse(truth, guess);
        double last = rmse(truth, naive);
        page.out().println();
        page.say("Root of the mean squared error (RMSE) of " + truth.length + " forecasts:");
        tellError("LSTM", lstm, lstm < last ? String.format(Locale.ROOT, "%.0f %% less than the naive forecast", 100 * (1 - lstm / last))
                : "no better than the naive forecast");
        tellError("naive forecast", last, "each value is as the one before it");
        if (lstm >= last) {
            page.say(changes ? "Try another --window, fewer or more --epochs, a longer series. Some series have nothing in them that could be learnt."
                    : "Try it without --values: what lies beyond all that the training part showed is hard to say. Or another --window, "
                            + "fewer or more --epochs, a longer series.");
        }
        forecast.report(page, truth, guess);
    }

    /** A line of the table of errors. */
    void tellError(String what, double error, String meaning) {
        page.say(String.format(Locale.ROOT, "  %-16s %12s   %s", what, number(error), meaning));
    }

    /** The root of the mean squared error. */
    static double rmse(double[] truth, double[] forecast) {
        double sum = 0;
        for (int n = 0; n < truth.length; n++) {
            sum += (truth[n] - forecast[n]) * (truth[n] - forecast[n]);
        }
        return Math.sqrt(sum / truth.length);
    }

    /** Two curves of as many values as there are columns, or all of them if they are fewer. */
    void plot(double[] truth, double[] guess) {
        int shown = Math.min(COLUMNS, truth.length);
        int columns = shown * (COLUMNS / shown);
        page.draw(Drawing.curves(floats(truth, shown), floats(guess, shown), columns, ROWS, page.ascii()));
        page.out().println();
        page.say((page.ascii() ? "  . truth   o forecast   * both" : "  · truth   ○ forecast   ● both")
                + (shown < truth.length ? "; the first " + shown + " of " + truth.length : ""));
    }

    private static float[] floats(double[] values, int count) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Four digits, or all of a whole number. */
    static String number(double value) {
        boolean whole = value == Math.rint(value) || Math.abs(value) >= 1000;
        return String.format(Locale.ROOT, whole && Math.abs(value) < 1e15 ? "%.0f" : "%.4g", value);
    }
}
