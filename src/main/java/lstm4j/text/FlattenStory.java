package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;

/** The story of a Flatten layer. */
final class FlattenStory extends Story {
    FlattenStory(Architecture model, int place) {
        super(model, place);
    }

    @Override
    String gives() {
        return "all rows of a sample end to end, " + TextLayout.count(output.features(), "F", "number");
    }

    @Override
    List<String> lines(boolean first) {
        List<String> lines = new ArrayList<>();
        int rows = input.rowsPerSample();
        TextLayout.paragraph(lines, input.rank() == 2 ? "The rows are flat already; it changes nothing."
                : "Lays the " + TextLayout.count(rows, "T", "row") + " of " + input.features() + " numbers of a sample end to end: " + rows + "·"
                        + input.features() + " = " + TextLayout.number(output.features()) + " numbers. The time axis is gone behind it, and the "
                        + "count of the next layer depends on the number of steps, which is why that must be known.");
        return lines;
    }
}
