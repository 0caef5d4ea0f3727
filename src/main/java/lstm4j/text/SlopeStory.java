package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;

/** The story of ReLU, LeakyReLU, ELU and PReLU: what becomes of numbers below zero. */
final class SlopeStory extends Story {
    SlopeStory(Architecture model, int place) {
        super(model, place);
    }

    @Override
    List<String> lines(boolean first) {
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, switch (model.layer(place).type()) {
            case "ReLU" -> "Lets numbers above its threshold pass, up to its largest value, and makes 0 or a slope's part of all others";
            case "LeakyReLU" -> "Lets numbers above 0 pass, and a small part of those below";
            case "ELU" -> "Lets numbers above 0 pass; those below go to a limit in a curve, alpha·(e^x - 1)";
            default -> "Lets numbers above 0 pass; those below are multiplied by slopes that are learned, " + TextLayout.number(model.parameterCount(place));
        } + ". It changes no shape.");
        return lines;
    }
}
