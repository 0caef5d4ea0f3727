package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.Activation;

/** The story of an activation by itself. */
final class ActivationStory extends Story {
    private final Activation activation;

    ActivationStory(Architecture model, int place) {
        super(model, place);
        this.activation = (Activation) model.layer(place);
    }

    @Override
    String gives() {
        return ActivationMeaning.gives(activation.function(), output);
    }

    @Override
    List<String> lines(boolean first) {
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, "Applies " + activation.function().kerasName() + " to every "
                + (activation.function().wholeRow() ? "row of " + input.features() + " numbers" : "number")
                + "; it has no weights and changes no shape.");
        String meaning = ActivationMeaning.of(activation.function(), output.features(), place == model.size() - 1);
        if (!meaning.isEmpty()) {
            lines.add("");
            TextLayout.paragraph(lines, meaning);
        }
        return lines;
    }
}
