package lstm4j.text;

import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.GRU;

/** What {@link Explanation} says about a GRU layer. */
final class GruStory extends RecurrentStory<GRU> {
    GruStory(Architecture model, int place) {
        super(model, place, (GRU) model.layer(place));
    }

    @Override
    String formulaInWords() {
        return count() + ": each of the gates z, r and the candidate h has weights for the f inputs and for the layer's own u last outputs, and "
                + (layer.resetAfter() ? "a bias for each of the two sums" : "a bias") + ". The same weights serve every step.";
    }

    @Override
    List<List<String>> equations() {
        String gate = layer.recurrentActivation().kerasName();
        return List.of(List.of("z =", gate, sums("z"), "update gate: how much of the old h is kept"),
                List.of("r =", gate, sums("r"), "reset gate: how much of the old h the candidate sees"),
                List.of("g =", layer.activation().kerasName(), candidate(), "candidate: what could come in its place"));
    }

    private String sums(String gate) {
        return "(x_t·W_" + gate + " + h·V_" + gate + biases(gate) + ")";
    }

    private String biases(String gate) {
        return !layer.useBias() ? "" : " + b_" + gate + (layer.resetAfter() ? " + b′_" + gate : "");
    }

    private String candidate() {
        String bias = layer.useBias() ? " + b_h" : "";
        String own = layer.useBias() ? "r·(h·V_h + b′_h)" : "r·(h·V_h)";
        return layer.resetAfter() ? "(x_t·W_h" + bias + " + " + own + ")" : "(x_t·W_h + (r·h)·V_h" + bias + ")";
    }

    @Override
    String memory(String numbers) {
        return "its output h (" + numbers + "; ";
    }

    @Override
    String outcome(String numbers) {
        TextLayout.paragraph(lines, "and from them, number by number, " + TextLayout.unbroken("h_t = z·h + (1 − z)·g") + ".");
        return "So what it remembers is what it gives out: h has " + numbers + ", one per unit, and there is no other state.";
    }

    @Override
    String idle() {
        return "recurrent_kernel and the reset gate have";
    }
}
