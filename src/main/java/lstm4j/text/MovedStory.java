package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;

/** The story of layers that move numbers and compute nothing: Reshape, Permute, ZeroPadding1D, Cropping1D, UpSampling1D. */
final class MovedStory extends Story {
    MovedStory(Architecture model, int place) {
        super(model, place);
    }

    @Override
    String gives() {
        return switch (model.layer(place).type()) {
            case "Reshape" -> "the same numbers in other rows";
            case "Permute" -> "the same numbers, axes exchanged";
            case "ZeroPadding1D" -> "the same steps between steps of zeros";
            case "Cropping1D" -> "the steps without those at the ends";
            default -> "each step several times";
        };
    }

    @Override
    List<String> lines(boolean first) {
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, switch (model.layer(place).type()) {
            case "Reshape" -> "Cuts the numbers of a sample anew, in the order they have: row by row, and in a row from left to right";
            case "Permute" -> "Exchanges the axes of a sample, as a table is turned so that its columns become rows";
            case "ZeroPadding1D" -> "Adds steps of zeros in front of the sequence and behind it";
            case "Cropping1D" -> "Cuts off steps in front of the sequence and behind it";
            default -> "Gives each step several times, one behind the other";
        } + ". It has no weights.");
        return lines;
    }
}
