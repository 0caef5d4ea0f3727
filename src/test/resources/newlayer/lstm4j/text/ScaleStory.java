package lstm4j.text;

import java.util.List;

import lstm4j.layer.Architecture;

/** The story of a Scale layer. */
final class ScaleStory extends Story {
    ScaleStory(Architecture model, int place) {
        super(model, place);
    }

    @Override
    List<String> lines(boolean first) {
        return List.of("Each of the " + input.features() + " numbers of a row has a factor of its own.");
    }
}
