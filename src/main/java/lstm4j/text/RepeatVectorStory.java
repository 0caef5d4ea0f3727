package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;

/** The story of a RepeatVector layer. */
final class RepeatVectorStory extends Story {
    RepeatVectorStory(Architecture model, int place) {
        super(model, place);
    }

    @Override
    String gives() {
        return "the same " + TextLayout.count(output.features(), "F", "number") + " at " + TextLayout.count(output.get(1), "T", "step");
    }

    @Override
    List<String> lines(boolean first) {
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, "Gives the one row of " + TextLayout.count(output.features(), "F", "number") + " of a sample again at each of "
                + TextLayout.count(output.get(1), "T", "step") + ", so that a layer with a memory can unfold it into a sequence. It has no weights.");
        return lines;
    }
}
