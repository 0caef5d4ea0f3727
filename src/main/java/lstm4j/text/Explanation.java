package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;
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
        lines.add("THE DATA " + DataStory.axisNames(model) + " = " + model.inputShape());
        lines.add("");
        lines.addAll(DataStory.lines(model));
        section(lines, "THE SHAPES ON THE WAY");
        way(lines, model);
        for (int i = 0; i < model.size(); i++) {
            Story story = Stories.of(model, i);
            section(lines, model.layer(i).name() + ": " + story.kind() + ", " + model.inputShape(i) + " → " + model.outputShape(i));
            lines.addAll(story.lines(isFirst(model, i)));
        }
        section(lines, "ALL WEIGHTS");
        total(lines, model);
        return String.join("\n", lines);
    }

    /** The story on one screen: the data, the first layer with a memory unrolled, and a line for each layer. */
    public static String shortText(Architecture model) {
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, dataInShort(model));
        int first = firstWithMemory(model);
        if (first >= 0) {
            lines.add("");
            lines.addAll(Stories.of(model, first).diagram());
        }
        lines.add("");
        way(lines, model);
        lines.add("");
        total(lines, model);
        if (first >= 0) {
            TextLayout.paragraph(lines, Stories.of(model, first).formulaInWords());
        }
        sequences(lines, model);
        return String.join("\n", lines);
    }

    private static void section(List<String> lines, String title) {
        lines.add("");
        lines.add(title);
        lines.add("");
    }

    private static String dataInShort(Architecture model) {
        Shape input = model.inputShape();
        String batch = input.batch() == Shape.ANY ? "any number of samples" : TextLayout.count(input.batch(), "B", "sample");
        String start = DataStory.axisNames(model) + " = " + input + ": " + batch + ", ";
        return switch (input.rank()) {
            case 2 -> start + TextLayout.count(input.features(), model.layer(0).vocabulary() > 0 ? "T" : "F",
                    model.layer(0).vocabulary() > 0 ? "whole number" : "number") + " each.";
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
            rows.add(List.of(model.layer(i).name(), model.outputShape(i).toString(), Stories.of(model, i).gives()));
        }
        TextLayout.table(lines, "      ", rows, false, false, false);
    }

    private static void total(List<String> lines, Architecture model) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < model.size(); i++) {
            if (model.parameterCount(i) > 0) {
                rows.add(List.of(model.layer(i).name(), TextLayout.number(model.parameterCount(i)), "= " + model.formula(i) + (model.layer(i).isTrainable() ? "" : ", frozen")));
            }
        }
        long count = model.parameterCount();
        String learn = model.trainableCount() == count ? "numbers to learn" : "numbers, " + TextLayout.number(model.trainableCount()) + " of them to learn";
        rows.add(List.of("together", TextLayout.number(count), learn + ", " + SummaryFields.size(SummaryFields.bytes(count), "B") + " as floats"));
        TextLayout.table(lines, "      ", rows, false, true, false);
    }

    /** Whether this layer with a memory is the first of its type: the steps of each type are told once. */
    private static boolean isFirst(Architecture model, int place) {
        Layer layer = model.layer(place);
        return !layer.stateNames().isEmpty() && model.layers().subList(0, place).stream().noneMatch(before -> before.type().equals(layer.type()));
    }

    private static int firstWithMemory(Architecture model) {
        return nextWithMemory(model, 0);
    }

    /** Number of the first layer from {@code place} on that carries a state, or −1. */
    private static int nextWithMemory(Architecture model, int place) {
        for (int i = place; i < model.size(); i++) {
            if (!model.layer(i).stateNames().isEmpty()) {
                return i;
            }
        }
        return -1;
    }

    /** Which layers return sequences because a layer with a memory behind them reads one. */
    private static void sequences(List<String> lines, Architecture model) {
        List<String> needed = new ArrayList<>();
        String reader = "";
        for (int i = firstWithMemory(model); i >= 0 && nextWithMemory(model, i + 1) >= 0; i = nextWithMemory(model, i + 1)) {
            if (model.outputShape(i).rank() == 3) {
                needed.add(model.layer(i).name());
                reader = model.layer(nextWithMemory(model, i + 1)).type();
            }
        }
        if (!needed.isEmpty()) {
            TextLayout.paragraph(lines, "returnSequences() on " + TextLayout.list(needed) + ": the next " + reader
                    + " needs a row for every step, not the last one only.");
        }
    }
}
