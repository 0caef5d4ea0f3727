package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Flatten;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Shape;

/**
 * Tells the story of a model's shapes in words and numbers: what one x_t is, what each layer gets and gives at each
 * step, where {@code returnSequences} matters, and why there are as many weights as there are. Every number in it is
 * the model's own. Lines have at most 100 columns (names apart that are longer), end with a line feed, the last without,
 * and are the same on every machine; {@link PlainAscii} makes them plain. Spec: chapter 2, shapes and models.
 */
public final class Explanation {
    private Explanation() {
    }

    /** The whole story, a section for the data and one for each layer. */
    public static String text(Architecture model) {
        List<String> lines = new ArrayList<>();
        lines.add("THE DATA " + DataStory.axisNames(model.inputShape()) + " = " + model.inputShape());
        lines.add("");
        lines.addAll(DataStory.lines(model));
        section(lines, "THE SHAPES ON THE WAY");
        way(lines, model);
        boolean firstLstm = true;
        for (int i = 0; i < model.size(); i++) {
            Layer layer = model.layer(i);
            section(lines, layer.name() + ": " + kind(layer) + ", " + model.inputShape(i) + " → " + model.outputShape(i));
            if (layer instanceof LSTM) {
                lines.addAll(LstmStory.lines(model, i, firstLstm));
                firstLstm = false;
            } else {
                lines.addAll(OtherLayersStory.lines(model, i));
            }
        }
        section(lines, "ALL WEIGHTS");
        total(lines, model);
        return String.join("\n", lines);
    }

    /** The story on one screen: the data, the unrolled first LSTM, and a line for each layer. */
    public static String shortText(Architecture model) {
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, dataInShort(model.inputShape()));
        int lstm = firstLstm(model);
        if (lstm >= 0) {
            lines.add("");
            lines.addAll(LstmStory.diagram(model, lstm));
        }
        lines.add("");
        way(lines, model);
        lines.add("");
        total(lines, model);
        if (lstm >= 0) {
            TextLayout.paragraph(lines, "4·f·u + 4·u·u + 4·u: each of the gates i, f, c, o has weights for the f inputs and for the layer's own u last "
                    + "outputs, and a bias. The cell state is one number per unit. The same weights serve every step.");
        }
        sequences(lines, model);
        return String.join("\n", lines);
    }

    private static void section(List<String> lines, String title) {
        lines.add("");
        lines.add(title);
        lines.add("");
    }

    private static String kind(Layer layer) {
        if (layer instanceof LSTM lstm) {
            return "LSTM of " + TextLayout.count(lstm.units(), "U", "unit");
        }
        return layer instanceof Dense dense ? "Dense of " + TextLayout.count(dense.units(), "U", "unit") : layer.type();
    }

    private static String dataInShort(Shape input) {
        String batch = input.batch() == Shape.ANY ? "any number of samples" : TextLayout.count(input.batch(), "B", "sample");
        String start = DataStory.axisNames(input) + " = " + input + ": " + batch + ", ";
        return switch (input.rank()) {
            case 2 -> start + TextLayout.count(input.features(), "F", "number") + " each.";
            case 3 -> start + TextLayout.count(input.get(1), "any number of", "step") + " each, " + TextLayout.count(input.features(), "F", "number")
                    + " a step. x_t is row t of a sample.";
            default -> start + "rows of " + TextLayout.count(input.features(), "F", "number") + ".";
        };
    }

    /** The table of the shapes from the data to the answer. */
    private static void way(List<String> lines, Architecture model) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("data", model.inputShape().toString(), "x"));
        for (int i = 0; i < model.size(); i++) {
            rows.add(List.of(model.layer(i).name(), model.outputShape(i).toString(), gives(model, i)));
        }
        TextLayout.table(lines, "      ", rows, false, false, false);
    }

    /** What layer i gives, in a few words. */
    private static String gives(Architecture model, int i) {
        Layer layer = model.layer(i);
        Shape input = model.inputShape(i);
        Shape output = model.outputShape(i);
        String numbers = TextLayout.count(output.features(), "F", "number");
        if (layer instanceof LSTM lstm) {
            return lstm.returnsSequences() ? "h_t, " + numbers + ", of every step" : "h_" + TextLayout.size(input.get(1), "T") + ", " + numbers
                    + ", of the last step only";
        }
        if (layer instanceof Flatten) {
            return "all rows of a sample end to end, " + numbers;
        }
        ActivationFunction function = layer instanceof Dense dense ? dense.activation()
                : layer instanceof Activation activation ? activation.function() : null;
        if (function == null) {
            return "the same shape";
        }
        String what = function == ActivationFunction.SOFTMAX && output.features() > 1
                ? output.features() + " probabilities that sum to 1" : numbers;
        return what + (output.rank() == 3 ? ", for every step" : "");
    }

    private static void total(List<String> lines, Architecture model) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < model.size(); i++) {
            if (model.parameterCount(i) > 0) {
                rows.add(List.of(model.layer(i).name(), TextLayout.number(model.parameterCount(i)), "= " + Formulas.of(model, i)));
            }
        }
        rows.add(List.of("together", TextLayout.number(model.parameterCount()),
                "numbers to learn, " + Summary.size(Summary.bytes(model), "B") + " as floats"));
        TextLayout.table(lines, "      ", rows, false, true, false);
    }

    private static int firstLstm(Architecture model) {
        for (int i = 0; i < model.size(); i++) {
            if (model.layer(i) instanceof LSTM) {
                return i;
            }
        }
        return -1;
    }

    /** Which layers return sequences because an LSTM behind them reads one. */
    private static void sequences(List<String> lines, Architecture model) {
        List<String> needed = new ArrayList<>();
        for (int i = 0; i < model.size(); i++) {
            if (model.layer(i) instanceof LSTM lstm && lstm.returnsSequences() && firstLstmBehind(model, i)) {
                needed.add(lstm.name());
            }
        }
        if (!needed.isEmpty()) {
            TextLayout.paragraph(lines, "returnSequences() on " + TextLayout.list(needed) + ": the next LSTM needs a row for every step, not the last one only.");
        }
    }

    private static boolean firstLstmBehind(Architecture model, int place) {
        for (int i = place + 1; i < model.size(); i++) {
            if (model.layer(i) instanceof LSTM) {
                return true;
            }
        }
        return false;
    }
}
