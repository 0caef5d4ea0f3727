package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.Flatten;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.Shape;
import lstm4j.layer.Weight;

/** What {@link Explanation} says about layers without memory. */
final class OtherLayersStory {
    private OtherLayersStory() {
    }

    static List<String> lines(Architecture model, int place) {
        Layer layer = model.layer(place);
        List<String> lines = new ArrayList<>();
        if (layer instanceof Dense dense) {
            dense(lines, model, place, dense);
        } else if (layer instanceof Activation activation) {
            TextLayout.paragraph(lines, "Applies " + activation.function().kerasName() + " to every "
                    + (activation.function().wholeRow() ? "row of " + model.inputShape(place).features() + " numbers" : "number")
                    + "; it has no weights and changes no shape.");
            meaning(lines, model, place, activation.function());
        } else if (layer instanceof Dropout dropout) {
            dropout(lines, dropout);
        } else if (layer instanceof Flatten) {
            flatten(lines, model.inputShape(place), model.outputShape(place));
        } else if (layer instanceof Masking masking) {
            masking(lines, model.inputShape(place), masking);
        }
        return lines;
    }

    private static void dense(List<String> lines, Architecture model, int place, Dense dense) {
        Shape input = model.inputShape(place);
        int features = input.features();
        TextLayout.paragraph(lines, (dense.units() == 1 ? "Its one output" : "Each of its " + dense.units() + " outputs")
                + " is a sum over the " + TextLayout.count(features, "F", "number") + " of a row, each times a weight of its own"
                + (dense.useBias() ? ", plus a bias." : ".") + perRow(input));
        lines.add("");
        List<List<String>> rows = new ArrayList<>();
        for (Weight weight : model.weights(place)) {
            String reason = (weight.vector() ? "" : TextLayout.count(features, "F", "input") + " × ") + TextLayout.count(dense.units(), "U", "unit");
            rows.add(List.of(weight.name(), weight.shape(), reason, "=", TextLayout.number(weight.size())));
        }
        rows.add(List.of("", "", Formulas.of(model, place), "=", TextLayout.number(model.parameterCount(place))));
        TextLayout.table(lines, "      ", rows, false, false, false, false, true);
        meaning(lines, model, place, dense.activation());
    }

    private static String perRow(Shape input) {
        if (input.rank() == 2) {
            return "";
        }
        int rows = input.rowsPerSample();
        return " It works on the last axis: the same weights for " + (rows == 1 ? "the one row" : "each of the " + TextLayout.size(rows, "T") + " rows")
                + " of a sample, so their number is not in the count.";
    }

    private static void meaning(List<String> lines, Architecture model, int place, ActivationFunction function) {
        int units = model.outputShape(place).features();
        boolean last = place == model.size() - 1;
        String text = switch (function) {
            case SOFTMAX -> units == 1
                    ? "softmax turns a row into numbers that sum to 1, and so a single number into 1, whatever it is: for two classes use two units, or "
                            + "one unit with sigmoid."
                    : "softmax turns the " + units + " numbers into " + units + " others between 0 and 1 that sum to 1: read number k as the "
                            + "probability of class k. The guess is the largest. Labels are class numbers from 0 to " + (units - 1)
                            + " (sparse categorical cross-entropy) or rows of " + units + " with a single 1 (categorical cross-entropy).";
            case SIGMOID -> (units == 1 ? "sigmoid turns it into a number between 0 and 1: the probability of a yes."
                    : "sigmoid turns each by itself into a number between 0 and 1: " + units
                            + " probabilities of yes that need not sum to 1.") + (last ? " It goes with binary cross-entropy." : "");
            case LINEAR -> last && model.layer(place) instanceof Dense
                    ? (units == 1 ? "There is no activation: the answer is a plain number of any size, as a forecast needs, and goes with the mean "
                            + "squared error." : "There is no activation: the answer is " + units + " plain numbers of any size. They go with the "
                            + "mean squared error; for probabilities of classes add softmax.") : "";
            default -> model.layer(place) instanceof Dense ? function.kerasName() + " is applied to each sum." : "";
        };
        if (!text.isEmpty()) {
            lines.add("");
            TextLayout.paragraph(lines, text);
        }
    }

    private static void dropout(List<String> lines, Dropout dropout) {
        float rate = dropout.rate();
        TextLayout.paragraph(lines, "In training a random " + TextLayout.percent(rate) + " of the numbers become 0"
                + (rate > 0 && rate < 1 ? " and the others are divided by " + (float) (Math.round((1 - rate) * 1e4) / 1e4)
                        + ", so that their sum stays about the same" : "")
                + "; evaluate and predict leave all as it is. It has no weights and changes no shape.");
    }

    private static void flatten(List<String> lines, Shape input, Shape output) {
        int rows = input.rowsPerSample();
        TextLayout.paragraph(lines, input.rank() == 2 ? "The rows are flat already; it changes nothing."
                : "Lays the " + TextLayout.count(rows, "T", "row") + " of " + input.features() + " numbers of a sample end to end: " + rows + "·"
                        + input.features() + " = " + TextLayout.number(output.features()) + " numbers. The time axis is gone behind it, and the "
                        + "count of the next layer depends on the number of steps, which is why that must be known.");
    }

    private static void masking(List<String> lines, Shape input, Masking masking) {
        float value = masking.value();
        String text = value == (long) value ? String.valueOf((long) value) : String.valueOf(value);
        TextLayout.paragraph(lines, "A step whose " + TextLayout.count(input.features(), "F", "number") + (input.features() == 1 ? " is " : " all are ")
                + text + " is marked as missing, and an LSTM behind it carries h and c past such a step unchanged. So samples of different "
                + "length can share a batch, filled up with " + text + ". It has no weights and changes no shape.");
    }
}
