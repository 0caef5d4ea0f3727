package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Conv1D;
import lstm4j.layer.Padding;
import lstm4j.layer.Taps;
import lstm4j.layer.Weight;

/** The story of a Conv1D layer: its window, how far it moves, and its weights. */
final class Conv1DStory extends Story {
    private final Conv1D convolution;
    private final Taps taps;

    Conv1DStory(Architecture model, int place) {
        super(model, place);
        this.convolution = (Conv1D) model.layer(place);
        this.taps = convolution.taps();
    }

    @Override
    String kind() {
        return "Conv1D of " + TextLayout.count(convolution.filters(), "F", "filter") + ", " + TextLayout.count(taps.count(), "K", "tap");
    }

    @Override
    String gives() {
        return TextLayout.count(convolution.filters(), "F", "number") + " for each window of " + TextLayout.count(taps.reach(), "K", "step");
    }

    @Override
    List<String> lines(boolean first) {
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, "Each of its " + convolution.filters() + " outputs at a step is a sum over " + WindowWords.seen(taps) + ", "
                + TextLayout.count(input.features(), "C", "number") + " each, each times a weight of its own"
                + (convolution.useBias() ? ", plus a bias" : "") + "; the same weights serve every place. " + WindowWords.moves(taps, input, output)
                + (taps.padding() == Padding.CAUSAL ? " No output knows a later step." : ""));
        if (convolution.activation() != ActivationFunction.LINEAR) {
            TextLayout.paragraph(lines, convolution.activation().kerasName() + " is applied to each sum.");
        }
        lines.add("");
        List<List<String>> rows = new ArrayList<>();
        for (Weight weight : model.weights(place)) {
            String reason = (weight.vector() ? "" : TextLayout.count(taps.count(), "K", "tap") + " × " + TextLayout.count(input.features(), "C", "input")
                    + " × ") + TextLayout.count(convolution.filters(), "F", "filter");
            rows.add(List.of(weight.name(), weight.shape(), reason, "=", TextLayout.number(weight.size())));
        }
        rows.add(List.of("", "", model.formula(place), "=", TextLayout.number(model.parameterCount(place))));
        TextLayout.table(lines, "      ", rows, false, false, false, false, true);
        return lines;
    }
}
