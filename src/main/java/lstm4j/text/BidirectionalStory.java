package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.Bidirectional;
import lstm4j.layer.Recurrent;

/** The story of a Bidirectional layer: who reads from where, what is merged, the weights of both halves. */
final class BidirectionalStory extends Story {
    private final Bidirectional layer;
    private final Recurrent<?> half;

    BidirectionalStory(Architecture model, int place) {
        super(model, place);
        this.layer = (Bidirectional) model.layer(place);
        this.half = layer.forward();
    }

    @Override
    String kind() {
        return half.type() + " of " + TextLayout.count(half.units(), "U", "unit") + " in both directions";
    }

    @Override
    String gives() {
        String numbers = TextLayout.count(output.features(), "F", "number");
        return half.returnsSequences() ? numbers + " of every step, from before and after it" : numbers + ", the last outputs of both halves";
    }

    @Override
    List<String> lines(boolean first) {
        String last = "x_" + TextLayout.size(input.get(1), "T");
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, "Two layers read the same sample, each with weights and a state of its own: " + half.name() + " from "
                + (half.goesBackwards() ? last : "x_1") + " on, " + layer.backward().name() + " from " + (half.goesBackwards() ? "x_1" : last)
                + " on. " + (half.returnsSequences()
                        ? "At step t the output knows what came before from the one and what comes after from the other. "
                        : "Each gives the output of its last step, when it has seen the whole sample. ") + merged());
        lines.add("");
        weights(lines);
        if (model.masked(place) && half.returnsSequences()) {
            lines.add("");
            TextLayout.paragraph(lines, "At a step marked as missing both halves keep their states and zeros leave.");
        }
        return lines;
    }

    private String merged() {
        return switch (layer.mergeMode()) {
            case CONCAT -> "Their rows leave side by side: " + half.units() + " + " + layer.backward().units() + " numbers.";
            case SUM -> "Their rows are added, number by number.";
            case MUL -> "Their rows are multiplied, number by number.";
            case AVE -> "The mean of their rows leaves, number by number.";
            case NONE -> "Keras gives both rows as two outputs; here they are side by side.";
        };
    }
}
