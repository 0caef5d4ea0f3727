package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.Shape;
import lstm4j.layer.Weight;

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

    /** Adds the weights, one a line, and the formula that counts them. */
    final void weights(List<String> lines) {
        List<List<String>> rows = new ArrayList<>();
        for (Weight weight : model.weights(place)) {
            rows.add(List.of(weight.name(), weight.shape(), "=", TextLayout.number(weight.size())));
        }
        rows.add(List.of("", model.formula(place), "=", TextLayout.number(model.parameterCount(place))));
        TextLayout.table(lines, "      ", rows, false, false, false, true);
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
