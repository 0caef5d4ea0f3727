package lstm4j.report;

import java.util.List;
import java.util.Locale;

import lstm4j.layer.RuleException;

/** A forecast against what came: both curves, and what was left over. */
public final class ForecastPictures {
    private ForecastPictures() {
    }

    /** The pictures of as many true values as forecasts, else [DATA-5]. */
    public static String html(double[] truth, double[] forecast) {
        if (truth.length != forecast.length) {
            throw new RuleException("DATA-5", "forecast", "a forecast for each of " + truth.length + " true values", String.valueOf(forecast.length), "");
        }
        double[] residuals = new double[truth.length];
        float[][] counted = new float[1][truth.length];
        double squares = 0;
        double sum = 0;
        for (int n = 0; n < truth.length; n++) {
            residuals[n] = truth[n] - forecast[n];
            counted[0][n] = (float) residuals[n];
            squares += residuals[n] * residuals[n];
            sum += Math.abs(residuals[n]);
        }
        return Html.paragraph(String.format(Locale.ROOT, "%,d forecasts: root of the mean squared error %s, mean absolute error %s.", truth.length,
                Html.number(Math.sqrt(squares / truth.length)), Html.number(sum / truth.length)))
                + LineChart.of("Forecast and truth", "value of the test").wide().line("truth", truth).line("forecast", forecast).html()
                + LineChart.of("What is left over: truth minus forecast", "value of the test").wide().line("residual", residuals).html()
                + Html.grid(List.of(new Histogram("Residuals", counted).html()));
    }
}
