package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.ActivityRegularization;
import lstm4j.layer.Architecture;

/** The story of ActivityRegularization, which changes the loss and nothing else. */
final class ActivityRegularizationStory extends Story {
    private final ActivityRegularization layer;

    ActivityRegularizationStory(Architecture model, int place) {
        super(model, place);
        this.layer = (ActivityRegularization) model.layer(place);
    }

    @Override
    List<String> lines(boolean first) {
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, "Leaves all numbers as they are and adds " + (float) layer.l1() + "·Σ|x| + " + (float) layer.l2()
                + "·Σx² over those of a sample to its loss, so that training makes them small. It has no weights and changes no shape.");
        return lines;
    }
}
