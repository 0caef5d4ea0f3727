package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.Dropout;

/** The story of a Dropout layer. */
final class DropoutStory extends Story {
    private final Dropout dropout;

    DropoutStory(Architecture model, int place) {
        super(model, place);
        this.dropout = (Dropout) model.layer(place);
    }

    @Override
    List<String> lines(boolean first) {
        List<String> lines = new ArrayList<>();
        float rate = dropout.rate();
        TextLayout.paragraph(lines, (dropout.dropsAlways() ? "In every call" : "In training") + " a random " + TextLayout.percent(rate) + " of the numbers become 0"
                + (rate > 0 && rate < 1 ? " and the others are divided by " + (float) (Math.round((1 - rate) * 1e4) / 1e4)
                        + ", so that their sum stays about the same" : "")
                + (dropout.dropsAlways() ? ", others in each, in evaluate and predict too. It has" : "; evaluate and predict leave all as it is. It has") + " no weights and changes no shape.");
        return lines;
    }
}
