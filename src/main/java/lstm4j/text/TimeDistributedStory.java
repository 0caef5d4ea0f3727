package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.TimeDistributed;

/** The story of a TimeDistributed layer. */
final class TimeDistributedStory extends Story {
    private final TimeDistributed layer;

    TimeDistributedStory(Architecture model, int place) {
        super(model, place);
        this.layer = (TimeDistributed) model.layer(place);
    }

    @Override
    String kind() {
        return layer.layer().type() + " at every step";
    }

    @Override
    String gives() {
        return "what " + layer.layer().type() + " makes of each step";
    }

    @Override
    List<String> lines(boolean first) {
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, "Applies " + layer.layer().type() + " to each of " + TextLayout.count(input.get(1), "T", "step")
                + " by itself, with the same weights: " + TextLayout.unbroken(model.inputShape(place)) + " → "
                + TextLayout.unbroken(model.outputShape(place)) + ". The number of steps is not in the count.");
        if (!model.weights(place).isEmpty()) {
            lines.add("");
            weights(lines);
        }
        return lines;
    }
}
