package lstm4j;

import java.util.Map;

/**
 * What went on inside one layer while it read one sample: under each name one row of U numbers for each step, in the order
 * of processing. An LSTM has i, f, g, o, c, h: c = f·c(before) + i·g and h = o·activation(c).
 *
 * @param layer the layer's name
 * @param parts [T][U] each, in the order in which they are computed
 */
public record Trace(String layer, Map<String, float[][]> parts) {
    /** The input gate [T][U]. */
    public float[][] i() {
        return parts.get("i");
    }

    /** The forget gate [T][U]. */
    public float[][] f() {
        return parts.get("f");
    }

    /** The candidate [T][U]. */
    public float[][] g() {
        return parts.get("g");
    }

    /** The output gate [T][U]. */
    public float[][] o() {
        return parts.get("o");
    }

    /** The cell state [T][U]. */
    public float[][] c() {
        return parts.get("c");
    }

    /** The output [T][U]. */
    public float[][] h() {
        return parts.get("h");
    }

    /** All numbers as CSV: {@code step,unit,i,f,g,o,c,h} of an LSTM, both counted from 0; nothing where a part has fewer units than another. */
    public String toCsv() {
        StringBuilder csv = new StringBuilder("step,unit,").append(String.join(",", parts.keySet())).append('\n');
        int steps = parts.values().iterator().next().length;
        for (int t = 0; t < steps; t++) {
            for (int u = 0; u < units(t); u++) {
                csv.append(t).append(',').append(u);
                for (float[][] part : parts.values()) {
                    csv.append(',').append(u < part[t].length ? part[t][u] : "");
                }
                csv.append('\n');
            }
        }
        return csv.toString();
    }

    private int units(int t) {
        return parts.values().stream().mapToInt(part -> part[t].length).max().orElse(0);
    }
}
