package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Weight;

/** The story of a Dense layer: its sums, their weights, and what its numbers mean. */
final class DenseStory extends Story {
    private final Dense dense;

    DenseStory(Architecture model, int place) {
        super(model, place);
        this.dense = (Dense) model.layer(place);
    }

    @Override
    String kind() {
        return "Dense of " + TextLayout.count(dense.units(), "U", "unit");
    }

    @Override
    String gives() {
        return ActivationMeaning.gives(dense.activation(), output);
    }

    @Override
    List<String> lines(boolean first) {
        int features = input.features();
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, (dense.units() == 1 ? "Its one output" : "Each of its " + dense.units() + " outputs")
                + " is a sum over the " + TextLayout.count(features, "F", "number") + " of a row, each times a weight of its own"
                + (dense.useBias() ? ", plus a bias." : ".") + perRow());
        lines.add("");
        List<List<String>> rows = new ArrayList<>();
        for (Weight weight : model.weights(place)) {
            String reason = (weight.vector() ? "" : TextLayout.count(features, "F", "input") + " × ") + TextLayout.count(dense.units(), "U", "unit");
            rows.add(List.of(weight.name(), weight.shape(), reason, "=", TextLayout.number(weight.size())));
        }
        rows.add(List.of("", "", model.formula(place), "=", TextLayout.number(model.parameterCount(place))));
        TextLayout.table(lines, "      ", rows, false, false, false, false, true);
        String meaning = meaning();
        if (!meaning.isEmpty()) {
            lines.add("");
            TextLayout.paragraph(lines, meaning);
        }
        return lines;
    }

    private String perRow() {
        if (input.rank() == 2) {
            return "";
        }
        int rows = input.rowsPerSample();
        return " It works on the last axis: the same weights for " + (rows == 1 ? "the one row" : "each of the " + TextLayout.size(rows, "T") + " rows")
                + " of a sample, so their number is not in the count.";
    }

    private String meaning() {
        ActivationFunction function = dense.activation();
        boolean last = place == model.size() - 1;
        if (function == ActivationFunction.LINEAR) {
            return !last ? "" : dense.units() == 1
                    ? "There is no activation: the answer is a plain number of any size, as a forecast needs, and goes with the mean squared error."
                    : "There is no activation: the answer is " + dense.units() + " plain numbers of any size. They go with the mean squared error; "
                            + "for probabilities of classes add softmax.";
        }
        String meaning = ActivationMeaning.of(function, dense.units(), last);
        return meaning.isEmpty() ? function.kerasName() + " is applied to each sum." : meaning;
    }
}
