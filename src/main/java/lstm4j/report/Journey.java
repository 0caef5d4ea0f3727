package lstm4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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
     * @param view how it is shown
     * @param outputs [T][K] the output after each step; null where the model has to see all of them first
     * @param names of the outputs
     * @throws lstm4j.layer.RuleException DATA-2, SHAPE-12, SHAPE-13
     */
    public static String html(float[][] sample, SampleView view, List<Walk> layers, float[][] outputs, List<String> names) {
        Grid.requireAsMany("outputs", view.steps(Grid.require("sample", sample)), outputs == null ? view.steps(sample) : Grid.require("outputs", outputs).length);
        List<String> columns = new ArrayList<>();
        for (Walk walk : layers) {
            columns.add("<div><h3>" + Html.text(walk.layer()) + "</h3>\n" + view.acrossTime(sample) + walk.html() + "</div>\n");
        }
        return Html.grid(columns) + (outputs == null || outputs[0].length > MOST_OUTPUTS ? "" : "<h3>The output after each step</h3>\n" + outputs(sample, view, outputs, names));
    }

    private static String outputs(float[][] sample, SampleView view, float[][] outputs, List<String> names) {
        int K = outputs[0].length;
        if (K > MOST_LINES) {
            return Html.grid(List.of(HeatMap.signed("Output", Walk.transposed(outputs), "output", "step").html()));
        }
        LineChart chart = LineChart.of(K == 1 ? names.get(0) : "Output", "step").wide();
        for (int k = 0; k < K; k++) {
            chart = chart.line(names.get(k), SampleView.column(outputs, k));
        }
        return chart.steps(IntStream.range(0, outputs.length).mapToObj(t -> view.step(sample, t)).toList()).html();
    }
}
