package lstm4j.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

import lstm4j.data.SineWaves;

/** {@code lstm4j demo sine}: a many-to-one forecast of a noisy sine wave, step by step and then alone. */
final class SineDemo extends Demo {
    private static final int VALUES = 1000;
    private static final int CUT = 800;
    private static final NumberOption PERIOD = new NumberOption("--period", "P", "steps of one wave, 3 to 200", 3, 200, 25);
    private static final NumberOption NOISE = new NumberOption("--noise", "D", "standard deviation of the noise, the wave goes from -1 to 1", 0, 10, 0.1);
    private static final NumberOption WINDOW = new NumberOption("--window", "T", "how many values the model reads for a forecast, 1 to " + CUT / 2, 1, CUT / 2, 25);

    SineDemo() {
        super("sine", "forecast a noisy sine wave, and let the model go on alone", TrainingOptions.standard(20, 32, 0.003, 1, 32),
                PERIOD.option(), NOISE.option(), WINDOW.option());
    }

    @Override
    public String details() {
        return """
                Many to one: the LSTM reads a window of T values, one number a step, and a Dense layer of one unit makes the
                next value from its last output. Trained on the first %d values, tested on the %d after them. It plots forecast
                and truth, and then how the wave goes on when the model reads its own forecasts instead of measured values.

                examples:
                  lstm4j demo sine
                  lstm4j demo sine --noise 0.3 --epochs 40
                  lstm4j demo sine --period 60 --window 60 --layers 2""".formatted(CUT, VALUES - CUT);
    }

    @Override
    void tell(Arguments arguments, TrainingOptions options, DemoText page) throws IOException {
        double period = PERIOD.number(arguments);
        double noise = NOISE.number(arguments);
        int window = WINDOW.integer(arguments);
        SineWaves wave = SineWaves.of(period).noise(noise).seed(options.seed());
        begin(page, options, "to continue a noisy sine wave.");
        page.say(String.format(Locale.ROOT, "%d values, %s steps a wave, noise with a standard deviation of %s.", VALUES, plain(period), plain(noise)));
        double[] truth = tail(wave.truth(VALUES));
        ForecastReport report = new ForecastReport(page, wave.series(VALUES), CUT, window, false, options);
        report.test();
        report.tellError("the noise alone", ForecastReport.rmse(tail(wave.series(VALUES)), truth), "which no forecast can know");
        page.title("ON ITS OWN");
        page.say("From here on nothing is measured any more: the model reads what it said itself. The truth is the wave without noise.");
        page.out().println();
        report.plot(truth, report.forecast().alone(truth.length));
    }

    private static double[] tail(double[] values) {
        return Arrays.copyOfRange(values, CUT, VALUES);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : String.valueOf(number);
    }
}
