package lstm4j.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.Architecture;
import lstm4j.layer.Required;
import lstm4j.layer.RuleException;
import lstm4j.layer.Weight;

/** The weights of a model, or gradients of their shapes, as histograms: those of a layer with gates gate by gate. */
public final class Weights {
    private Weights() {
    }

    /** A table and histograms for each layer; {@code arrays} are in Keras's order, [weight][rows][columns]. */
    public static String html(Architecture model, float[][][] arrays) {
        StringBuilder html = new StringBuilder();
        int next = 0;
        for (int i = 0; i < model.size(); i++) {
            Map<String, float[][]> parts = new LinkedHashMap<>();
            for (Weight weight : model.weights(i)) {
                float[][] array = array(weight, arrays, next++);
                parts.putAll(array.length == 0 ? Map.of() : parts(model, i, weight.name(), array)); // no gradient of what does not learn
            }
            if (!parts.isEmpty()) {
                html.append(layer(model.layer(i).name(), parts));
            }
        }
        return html.toString();
    }

    private static float[][] array(Weight weight, float[][][] arrays, int w) {
        float[][] array = w < arrays.length ? Required.at("arrays", arrays, w) : new float[1][0];
        if (array.length > 0 && Required.all(weight.name(), array).stream().anyMatch(row -> row.length != weight.columns())) {
            throw new RuleException("DATA-8", weight.name(), weight.shape(), w < arrays.length ? "rows of another length" : "only " + arrays.length + " arrays", "");
        }
        return array;
    }

    private static Map<String, float[][]> parts(Architecture model, int layer, String name, float[][] array) {
        List<String> names = model.layer(layer).gates();
        if (names.isEmpty()) {
            return Map.of(name, array);
        }
        Map<String, float[][]> gates = new LinkedHashMap<>();
        for (int gate = 0; gate < names.size(); gate++) {
            int columns = array[0].length / names.size();
            float[][] part = new float[array.length][columns];
            for (int r = 0; r < array.length; r++) {
                System.arraycopy(array[r], gate * columns, part[r], 0, columns);
            }
            gates.put(name + "_" + names.get(gate), part);
        }
        return gates;
    }

    private static String layer(String name, Map<String, float[][]> parts) {
        List<String> pictures = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("array"));
        header.addAll(Histogram.Figures.HEADER);
        List<List<String>> rows = new ArrayList<>();
        parts.forEach((part, values) -> {
            pictures.add(new Histogram(part, values).html());
            List<String> row = new ArrayList<>(List.of(part));
            row.addAll(Histogram.Figures.of(values).cells());
            rows.add(row);
        });
        return "<h3>" + Html.text(name) + "</h3>\n<div class=\"grid small\">\n" + String.join("", pictures) + "</div>\n"
                + new HtmlTable(name, header, rows).behind();
    }
}
