package lstm4j.text;

import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.LSTM;

/** What {@link Explanation} says about an LSTM layer. */
final class LstmStory extends RecurrentStory<LSTM> {
    LstmStory(Architecture model, int place) {
        super(model, place, (LSTM) model.layer(place));
    }

    @Override
    String formulaInWords() {
        return "4·f·u + 4·u·u + 4·u: each of the gates i, f, c, o has weights for the f inputs and for the layer's own u last "
                + "outputs, and a bias. The cell state is one number per unit. The same weights serve every step.";
    }

    @Override
    List<List<String>> equations() {
        String gate = layer.recurrentActivation().kerasName();
        return List.of(List.of("i =", gate, sums("i"), "input gate: how much of g is written"),
                List.of("f =", gate, sums("f"), "forget gate: how much of the old c is kept"),
                List.of("g =", layer.activation().kerasName(), sums("c"), "candidate: what could be written"),
                List.of("o =", gate, sums("o"), "output gate: how much of c is shown"));
    }

    private String sums(String gate) {
        return "(x_t·W_" + gate + " + h·V_" + gate + (layer.useBias() ? " + b_" + gate : "") + ")";
    }

    @Override
    String memory(String numbers) {
        return "its output h and its cell state c (" + numbers + " each; ";
    }

    @Override
    String outcome(String numbers) {
        TextLayout.paragraph(lines, "and from them, number by number, " + TextLayout.unbroken("c_t = f·c + i·g") + " and "
                + TextLayout.unbroken("h_t = o·" + layer.activation().kerasName() + "(c_t)") + ".");
        return "So the cell state is one number per unit: c has " + numbers + ", and so has h.";
    }

    @Override
    String idle() {
        return "recurrent_kernel and the forget gate have";
    }
}
