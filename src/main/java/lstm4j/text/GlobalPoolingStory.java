package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;

/** The story of a layer that makes one row of all steps. */
final class GlobalPoolingStory extends Story {
    private final String what;

    /** {@code what} is made of each feature: {@code largest number}. */
    GlobalPoolingStory(Architecture model, int place, String what) {
        super(model, place);
        this.what = what;
    }

    @Override
    String gives() {
        return "the " + what + " of all steps";
    }

    @Override
    List<String> lines(boolean first) {
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, "Gives of each of " + TextLayout.count(input.features(), "F", "number") + " the " + what + " of all "
                + TextLayout.count(input.get(1), "T", "step") + ": one row a sample. It has no weights.");
        return lines;
    }
}
