package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;

/** The story of SpatialDropout1D and GaussianNoise, which do something in training only. */
final class NoiseStory extends Story {
    NoiseStory(Architecture model, int place) {
        super(model, place);
    }

    @Override
    List<String> lines(boolean first) {
        List<String> lines = new ArrayList<>();
        TextLayout.paragraph(lines, (model.layer(place).type().equals("GaussianNoise") ? "In training a random number is added to each number"
                : "In training a random part of the features becomes 0, at all steps of a sample the same, and the others grow so that their sum stays about the same")
                + "; evaluate and predict leave all as it is. It has no weights and changes no shape.");
        return lines;
    }
}
