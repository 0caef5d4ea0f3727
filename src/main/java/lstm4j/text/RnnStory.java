package lstm4j.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import lstm4j.layer.Architecture;
import lstm4j.layer.RNN;
import lstm4j.layer.Recurrent;

/** The story of cells one on top of the other: who reads what at a step, what leaves, the weights of all. */
final class RnnStory extends Story {
    private final RNN layer;

    RnnStory(Architecture model, int place) {
        super(model, place);
        this.layer = (RNN) model.layer(place);
    }

    @Override
    String kind() {
        return layer.cells().stream().map(cell -> cell.type() + " of " + TextLayout.count(cell.units(), "U", "unit")).collect(Collectors.joining(", on it "));
    }

    @Override
    String gives() {
        String numbers = TextLayout.count(output.features(), "F", "number");
        return layer.returnsSequences() ? "h_t of the last cell, " + numbers + ", of every step"
                : "h_" + TextLayout.size(input.get(1), "T") + " of the last cell, " + numbers + ", of the last step only";
    }

    @Override
    List<String> lines(boolean first) {
        List<Recurrent<?>> cells = layer.cells();
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, TextLayout.count(cells.size(), "n", "cell") + " in one layer. At each step the first one reads x_t, "
                + (layer.goesBackwards() ? "from the last step to the first, " : "") + "each other one the output that the one below has just made, and the last one's output "
                + (layer.returnsSequences() ? "leaves." : "leaves when it is that of the last step.")
                + " Each has a state and weights of its own: it computes what as many layers, one behind the other, would.");
        lines.add("");
        weights(lines);
        if (model.masked(place)) {
            lines.add("");
            TextLayout.paragraph(lines, "At a step marked as missing all cells keep their states.");
        }
        return lines;
    }
}
