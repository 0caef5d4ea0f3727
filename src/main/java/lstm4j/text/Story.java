package lstm4j.text;

import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.Shape;

/** What {@link Explanation} says about one layer of a model. A layer of which there is little to say is only named. */
class Story {
    final Architecture model;
    final int place;
    final Shape input;
    final Shape output;

    Story(Architecture model, int place) {
        this.model = model;
        this.place = place;
        this.input = model.inputShape(place);
        this.output = model.outputShape(place);
    }

    /** The layer in a few words: {@code LSTM of 128 units}. */
    String kind() {
        return model.layer(place).type();
    }

    /** What it gives, in a few words. */
    String gives() {
        return "the same shape";
    }

    /** The whole story; {@code first} if it is told of the first layer with a memory. */
    List<String> lines(boolean first) {
        return List.of();
    }

    /** The picture of the layer at its time steps; empty for a layer without memory. */
    List<String> diagram() {
        return List.of();
    }

    /** What {@link lstm4j.layer.Layer#formula} counts, in words; empty if that needs none. */
    String formulaInWords() {
        return "";
    }

    /** Java code and remark of a short way to make the layer with samples of these sizes; empty if there is none. */
    List<String> positionalForm(String sampleSizes) {
        return List.of();
    }
}
