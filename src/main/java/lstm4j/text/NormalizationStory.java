package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.Weight;

/** The story of a layer that gives numbers mean 0 and variance 1, and scales of their own. */
final class NormalizationStory extends Story {
    private final String over;

    /** {@code over} which numbers mean and variance are taken, as a sentence. */
    NormalizationStory(Architecture model, int place, String over) {
        super(model, place);
        this.over = over;
    }

    @Override
    String gives() {
        return "mean 0 and variance 1, scaled";
    }

    @Override
    List<String> lines(boolean first) {
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, over + " What has mean 0 and variance 1 then is scaled and moved by numbers that are learned, one for each of "
                + TextLayout.count(input.features(), "F", "feature") + ".");
        lines.add("");
        List<List<String>> rows = new ArrayList<>();
        for (Weight weight : model.weights(place)) {
            rows.add(List.of(weight.name(), weight.shape(), weight.trainable() ? "" : "kept, not learned", "=", TextLayout.number(weight.size())));
        }
        rows.add(List.of("", "", model.formula(place), "=", TextLayout.number(model.parameterCount(place))));
        TextLayout.table(lines, "      ", rows, false, false, false, false, true);
        return lines;
    }
}
