package lstm4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import lstm4j.layer.Required;
import lstm4j.layer.RuleException;

/**
 * A sample on its way through a recurrent layer: what each of its parts was at each step.
 *
 * @param layer the layer's name
 * @param parts [T][U] by name in the order they are shown: gates {@code i f o}, candidate {@code g}, cell state {@code c}, output {@code h};
 *        those of two halves as {@code forward_i} and {@code backward_i}; the first row belongs to the first step of the sample
 */
public record Walk(String layer, Map<String, float[][]> parts) {
    private static final Map<String, String> NAMES = Map.of("i", "input gate: what is let in", "f", "forget gate: what is kept",
            "g", "candidate: what could be let in", "o", "output gate: what is shown", "c", "cell state: what is remembered",
            "h", "output: what is said", "z", "update gate: what is kept", "r", "reset gate: what of the past is looked at");
    private static final Set<String> GATES = Set.of("i", "f", "o", "z", "r");

    /** [DATA-2] without a part, [SHAPE-12] and [SHAPE-13] for parts that are not of one number of steps. */
    public Walk {
        float[][][] all = parts.values().toArray(new float[0][][]);
        if (all.length == 0) {
            throw new RuleException("DATA-2", layer, "at least one part", "none", "");
        }
        for (float[][] part : Required.all("parts", all)) {
            Grid.requireAsMany("part", all[0].length, Grid.require("part", part).length);
        }
    }

    /** Whether a part is a gate, between 0 and 1. */
    static boolean isGate(String part) {
        return GATES.contains(kind(part));
    }

    /** What a part is, whichever half it belongs to: {@code i} of {@code backward_i}. */
    static String kind(String part) {
        return part.substring(part.indexOf('_') + 1);
    }

    /** A map for each part, time from left to right, units from top to bottom, and behind them the numbers of each step. */
    public String html() {
        StringBuilder html = new StringBuilder();
        parts.forEach((name, values) -> html.append(map(name, transposed(values)).html()));
        return html.append(numbers().behind()).toString();
    }

    private static HeatMap map(String name, float[][] values) {
        String title = name + (NAMES.containsKey(kind(name)) ? ", " + NAMES.get(kind(name)) : "");
        return isGate(name) ? HeatMap.between(title, values, "unit", "step", 0, 1) : HeatMap.signed(title, values, "unit", "step");
    }

    /** Time across, which is how one reads it: [T][U] as [U][T]. */
    public static float[][] transposed(float[][] steps) {
        float[][] rows = new float[Grid.require("steps", steps)[0].length][steps.length];
        for (int t = 0; t < steps.length; t++) {
            for (int u = 0; u < rows.length; u++) {
                rows[u][t] = steps[t][u];
            }
        }
        return rows;
    }

    private HtmlTable numbers() {
        List<String> header = new ArrayList<>(List.of("step"));
        parts.keySet().forEach(name -> header.add(name + ": mean (least, greatest)"));
        int T = parts.values().iterator().next().length;
        int every = Math.max(1, (T + 99) / 100);
        List<List<String>> rows = new ArrayList<>();
        for (int t = 0; t < T; t += every) {
            List<String> row = new ArrayList<>(List.of(String.valueOf(t + 1)));
            for (float[][] values : parts.values()) {
                Histogram.Figures step = Histogram.Figures.of(new float[][] {values[t]});
                row.add(Html.number(step.mean()) + " (" + Html.number(step.least()) + ", " + Html.number(step.most()) + ")");
            }
            rows.add(row);
        }
        return new HtmlTable(layer + ", over its units", header, rows);
    }
}
