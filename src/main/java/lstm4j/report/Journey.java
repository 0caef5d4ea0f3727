package lstm4j.report;

import java.util.ArrayList;
import java.util.List;

/** One sample on its way through a model: under its input what every recurrent layer did, and what was predicted after each step. */
public final class Journey {
    private static final int MOST_LINES = 10;
    private static final int MOST_OUTPUTS = 200;

    private Journey() {
    }

    /**
     * The pictures, a column for each layer.
     *
     * @param sample [T][F]
     * @param outputs [T][K] the output after each step; null where the model has to see all of them first
     */
    public static String html(float[][] sample, List<Walk> layers, float[][] outputs) {
        List<String> columns = new ArrayList<>();
        for (Walk walk : layers) {
            columns.add("<div><h3>" + Html.text(walk.layer()) + "</h3>\n" + Sample.acrossTime(sample) + walk.html() + "</div>\n");
        }
        return Html.grid(columns) + (outputs == null || outputs[0].length > MOST_OUTPUTS ? "" : "<h3>The output after each step</h3>\n" + outputs(outputs));
    }

    private static String outputs(float[][] outputs) {
        int K = outputs[0].length;
        if (K > MOST_LINES) {
            return Html.grid(List.of(HeatMap.signed("Output", Walk.transposed(outputs), "output", "step").html()));
        }
        LineChart chart = LineChart.of("Output", "step").wide();
        for (int k = 0; k < K; k++) {
            chart = chart.line(K == 1 ? "output" : "output " + k, Sample.column(outputs, k));
        }
        return chart.html();
    }
}
