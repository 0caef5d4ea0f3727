package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.Pooling1D;
import lstm4j.layer.Taps;

/** The story of a layer that makes one number of each feature of a window. */
final class PoolingStory extends Story {
    private final String what;
    private final Taps taps;

    /** {@code what} is made of each feature: {@code largest number}. */
    PoolingStory(Architecture model, int place, String what) {
        super(model, place);
        this.what = what;
        this.taps = ((Pooling1D<?>) model.layer(place)).taps();
    }

    @Override
    String gives() {
        return "the " + what + " of every " + WindowWords.seen(taps);
    }

    @Override
    List<String> lines(boolean first) {
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, "Gives of each of " + TextLayout.count(input.features(), "F", "number") + " the " + what + " in a window of "
                + WindowWords.seen(taps) + ". " + WindowWords.moves(taps, input, output) + " It has no weights.");
        return lines;
    }
}
