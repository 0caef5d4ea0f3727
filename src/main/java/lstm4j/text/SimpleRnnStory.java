package lstm4j.text;

import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.SimpleRNN;

/** What {@link Explanation} says about a SimpleRNN layer. */
final class SimpleRnnStory extends RecurrentStory<SimpleRNN> {
    SimpleRnnStory(Architecture model, int place) {
        super(model, place, (SimpleRNN) model.layer(place));
    }

    @Override
    String formulaInWords() {
        return count() + ": weights for the f inputs and for the layer's own u last outputs, and a bias. The same weights serve every step.";
    }

    @Override
    List<List<String>> equations() {
        return List.of(List.of("h_t =", layer.activation().kerasName(), "(x_t·W + h·V" + (layer.useBias() ? " + b" : "") + ")", "the new output, made anew at each step"));
    }

    @Override
    String memory(String numbers) {
        return "its output h (" + numbers + "; ";
    }

    @Override
    String outcome(String numbers) {
        return "W is the kernel, V the recurrent kernel. No gate keeps the old h: what a step adds fades with every step after it. h has " + numbers + ", one per unit.";
    }

    @Override
    String idle() {
        return "recurrent_kernel has";
    }
}
