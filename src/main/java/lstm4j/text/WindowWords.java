package lstm4j.text;

import lstm4j.layer.Padding;
import lstm4j.layer.Shape;
import lstm4j.layer.Taps;

/** In words what a window sees and how it moves over a sequence. */
final class WindowWords {
    private WindowWords() {
    }

    /** {@code 3 steps}, {@code 3 steps, 2 apart}. */
    static String seen(Taps taps) {
        return TextLayout.count(taps.count(), "K", "step") + (taps.apart() == 1 ? "" : " that are " + taps.apart() + " apart");
    }

    /** How many windows there are, and why. */
    static String moves(Taps taps, Shape input, Shape output) {
        String by = "The window moves by " + TextLayout.count(taps.stride(), "", "step");
        String ends = taps.padding() == Padding.VALID ? " and stays inside the sequence"
                : taps.padding() == Padding.SAME ? " and reaches over both ends alike, where there is nothing" : " and ends at the step it stands for";
        return by + ends + ": " + TextLayout.count(input.get(1), "T", "step") + " in, "
                + (output.get(1) == Shape.ANY ? "as many out as there are windows." : output.get(1) + " out.");
    }
}
