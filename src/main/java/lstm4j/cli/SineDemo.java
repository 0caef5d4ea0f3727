package lstm4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import lstm4j.data.SineWaves;

/** {@code lstm4j demo sine}: a many-to-one forecast of a noisy sine wave, step by step and then alone. */
final class SineDemo implements Command {
    private static final TrainingOptions STANDARD = TrainingOptions.standard(20, 32, 0.003, 1, 32);
    private static final int VALUES = 1000;
    private static final int CUT = 800;
    private static final int WINDOW = 25;
    private static final double PERIOD = 25;
    private static final double NOISE = 0.1;

    @Override
    public String name() {
        return "demo sine";
    }

    @Override
    public String purpose() {
        return "forecast a noisy sine wave, and let the model go on alone";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public List<Option> options() {
        return STANDARD.behind(
                Option.valued("--period", "P", "steps of one wave, 3 to 200; 25 is the standard"),
                Option.valued("--noise", "D", "standard deviation of the noise, the wave goes from -1 to 1; 0.1 is the standard"),
                Option.valued("--window", "T", "how many values the model reads for a forecast, 1 to 400; 25 is the standard"));
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
    public int run(Arguments arguments, PrintStream out, PrintStream err) throws IOException {
        arguments.rest(0, 0, "options only");
        TrainingOptions options = STANDARD.chosen(arguments);
        double period = arguments.number("--period", 3, 200, PERIOD);
        double noise = arguments.number("--noise", 0, 10, NOISE);
        int window = arguments.integer("--window", 1, CUT / 2, WINDOW);
        DemoText page = DemoText.of(arguments, out);
        SineWaves wave = SineWaves.of(period).noise(noise).seed(options.seed());
        page.say("lstm4j demo sine: " + options.inWords() + " learn" + (options.layers() == 1 ? "s" : "") + " to continue a noisy sine wave.");
        page.say(String.format(Locale.ROOT, "%d values, %s steps a wave, noise with a standard deviation of %s.", VALUES, plain(period), plain(noise)));
        double[] truth = tail(wave.truth(VALUES));
        ForecastReport report = new ForecastReport(page, wave.series(VALUES), CUT, window, false, options);
        report.test();
        report.tellError("the noise alone", ForecastReport.rmse(tail(wave.series(VALUES)), truth), "which no forecast can know");
        page.title("ON ITS OWN");
        page.say("From here on nothing is measured any more: the model reads what it said itself. The truth is the wave without noise.");
        page.out().println();
        report.plot(truth, report.forecast().alone(truth.length));
        return 0;
    }

    private static double[] tail(double[] values) {
        return Arrays.copyOfRange(values, CUT, VALUES);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : String.valueOf(number);
    }
}
