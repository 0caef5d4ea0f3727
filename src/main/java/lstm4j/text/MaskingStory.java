package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.Masking;

/** The story of a Masking layer. */
final class MaskingStory extends Story {
    private final Masking masking;

    MaskingStory(Architecture model, int place) {
        super(model, place);
        this.masking = (Masking) model.layer(place);
    }

    @Override
    List<String> lines(boolean first) {
        List<String> lines = new ArrayList<>();
        float value = masking.value();
        String text = value == (long) value ? String.valueOf((long) value) : String.valueOf(value);
        TextLayout.paragraph(lines, "A step whose " + TextLayout.count(input.features(), "F", "number") + (input.features() == 1 ? " is " : " all are ")
                + text + " is marked as missing, and an LSTM behind it carries h and c past such a step unchanged. So samples of different "
                + "length can share a batch, filled up with " + text + ". It has no weights and changes no shape.");
        return lines;
    }
}
