package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.Flatten;
import lstm4j.layer.Input;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.layer.Weight;

/**
 * What {@link Explanation} says about an LSTM layer: a step, the weights and their count, what leaves the layer, and
 * what the options change. What would happen with another option is found out by trying it on the architecture.
 */
final class LstmStory extends Story {
    private final LSTM layer;
    private final String name;
    private final int timesteps;
    private final int features;
    private final int units;
    private final List<String> lines = new ArrayList<>();

    LstmStory(Architecture model, int place) {
        super(model, place);
        this.layer = (LSTM) model.layer(place);
        this.name = layer.name();
        this.timesteps = input.get(1);
        this.features = input.features();
        this.units = layer.units();
    }

    @Override
    String kind() {
        return "LSTM of " + TextLayout.count(units, "U", "unit");
    }

    @Override
    String gives() {
        String numbers = TextLayout.count(units, "F", "number");
        return layer.returnsSequences() ? "h_t, " + numbers + ", of every step"
                : "h_" + TextLayout.size(timesteps, "T") + ", " + numbers + ", of the last step only";
    }

    @Override
    List<String> lines(boolean first) {
        if (first) {
            lines.addAll(diagram());
            lines.add("");
            step();
        } else {
            stepInShort();
        }
        lines.add("");
        weights(first);
        lines.add("");
        whatLeaves();
        options();
        return lines;
    }

    @Override
    List<String> diagram() {
        String receiver = place == model.size() - 1 ? "the model's answer" : "to " + model.layer(place + 1).name();
        return UnrolledDiagram.lines(layer, timesteps, features, receiver);
    }

    @Override
    String formulaInWords() {
        return "4·f·u + 4·u·u + 4·u: each of the gates i, f, c, o has weights for the f inputs and for the layer's own u last "
                + "outputs, and a bias. The cell state is one number per unit. The same weights serve every step.";
    }

    @Override
    List<String> positionalForm(String sampleSizes) {
        return List.of("LSTM.of(" + units + ", " + sampleSizes + ")", "units, T, F");
    }

    private void step() {
        String numbers = TextLayout.count(units, "U", "number");
        TextLayout.paragraph(lines, "At step t the layer takes x_t (" + TextLayout.count(features, "F", "number") + ") and what it kept of the step "
                + "before, its output h and its cell state c (" + numbers + " each; "
                + (layer.isStateful() ? "before the first step those of the batch before" : "zeros before the first step")
                + "). It makes four rows of " + numbers + ":");
        lines.add("");
        String gate = layer.recurrentActivation().kerasName();
        String candidate = layer.activation().kerasName();
        TextLayout.table(lines, "      ", List.of(
                List.of("i =", gate, sums("i"), "input gate: how much of g is written"),
                List.of("f =", gate, sums("f"), "forget gate: how much of the old c is kept"),
                List.of("g =", candidate, sums("c"), "candidate: what could be written"),
                List.of("o =", gate, sums("o"), "output gate: how much of c is shown")), false, true, false, false);
        lines.add("");
        TextLayout.paragraph(lines, "and from them, number by number, " + TextLayout.unbroken("c_t = f·c + i·g") + " and "
                + TextLayout.unbroken("h_t = o·" + candidate + "(c_t)") + ".");
        TextLayout.paragraph(lines, "So the cell state is one number per unit: c has " + numbers + ", and so has h. units = " + units
                + " is the width of the memory; it need not match the number of steps or of features.");
        if (timesteps == 1 && !layer.isStateful()) {
            lines.add("");
            TextLayout.paragraph(lines, "With one step only there is nothing to remember: h and c are zeros when it begins, so "
                    + "recurrent_kernel and the forget gate have no say. A series of N values is " + TextLayout.unbroken("(batch, N, 1)")
                    + ", not " + TextLayout.unbroken("(batch, 1, N)") + ".");
        }
    }

    private String sums(String gate) {
        return "(x_t·W_" + gate + " + h·U_" + gate + (layer.useBias() ? " + b_" + gate : "") + ")";
    }

    private void stepInShort() {
        String before = model.layer(place - 1).name();
        TextLayout.paragraph(lines, "At each step it works as the first LSTM does, with weights of its own. Its x_t is the row that " + before
                + " gives at step t: " + TextLayout.count(features, "F", "number") + ". It keeps h and c of " + TextLayout.count(units, "U", "number")
                + " each, one per unit.");
    }

    private void weights(boolean first) {
        List<List<String>> rows = new ArrayList<>();
        for (Weight weight : model.weights(place)) {
            rows.add(List.of(weight.name(), weight.shape(), reason(weight), "=", TextLayout.number(weight.size())));
        }
        rows.add(List.of("", "", model.formula(place), "=", TextLayout.number(model.parameterCount(place))));
        TextLayout.table(lines, "      ", rows, false, false, false, false, true);
        if (first) {
            lines.add("");
            blocks();
            TextLayout.paragraph(lines, "The count is " + TextLayout.unbroken("4·f·u + 4·u·u" + (layer.useBias() ? " + 4·u" : "")) + " with f = "
                    + TextLayout.count(features, "F", "feature") + " and u = " + TextLayout.count(units, "U", "unit") + ". The number of steps is not in it: the same weights serve "
                    + (timesteps == Shape.ANY ? "every step, however many there are." : timesteps == 1 ? "every step."
                    : "all " + timesteps + " steps, and would serve any other number."));
        }
    }

    /** How the four gates lie in each array. */
    private void blocks() {
        TextLayout.paragraph(lines, "Each array has " + 4L * units + " = 4·" + units + " columns: " + units + " for each of the gates i, f, c, o, "
                + "in this order. So kernel is W_i, W_f, W_c and W_o, " + TextLayout.unbroken("(" + features + ", " + units + ")")
                + " each, side by side, and recurrent_kernel is U_i to U_o, " + TextLayout.unbroken("(" + units + ", " + units + ")") + " each"
                + (layer.useBias() ? ", and bias is b_i to b_o. " : ". ") + "x_t·W_i is the row x_t times the matrix W_i.");
    }

    private String reason(Weight weight) {
        String gatesAndUnits = "4 gates × " + TextLayout.count(units, "U", "unit");
        return switch (weight.name()) {
            case "kernel" -> TextLayout.count(features, "F", "input") + " × " + gatesAndUnits;
            case "recurrent_kernel" -> TextLayout.count(units, "U", "own output") + " × " + gatesAndUnits;
            default -> gatesAndUnits;
        };
    }

    private void whatLeaves() {
        String last = "h_" + TextLayout.size(timesteps, "T");
        if (!layer.returnsSequences()) {
            TextLayout.paragraph(lines, "Only the last output " + last + " leaves: " + TextLayout.unbroken(output) + ", one row of " + TextLayout.count(units, "U", "number")
                    + " that has seen the whole sample" + (timesteps == 1 ? "." : ". " + withSequences()));
            return;
        }
        TextLayout.paragraph(lines, "returnSequences(): all outputs leave, h_1 to " + last + ": " + TextLayout.unbroken(output) + ". " + withoutSequences());
    }

    /** What would change if the layer returned its sequence. */
    private String withSequences() {
        try {
            Architecture other = changed(layer.returnSequences(true));
            return "With returnSequences() all of h_1 to h_" + TextLayout.size(timesteps, "T") + " would, and the model's answer would be "
                    + answers(other) + ".";
        } catch (RuleException e) {
            return "";
        }
    }

    /** What would change if the layer returned its last output only. */
    private String withoutSequences() {
        try {
            Architecture other = changed(layer.returnSequences(false));
            boolean flattened = place + 1 < model.size() && model.layer(place + 1) instanceof Flatten;
            return "Without it only the last one would" + (flattened ? ", and " + model.layer(place + 1).name() + " would have nothing to lay end to end"
                    : ", and the model's answer would be " + answers(other)) + ".";
        } catch (RuleException e) {
            String message = e.getMessage().lines().findFirst().orElseThrow();
            return "This matters: without it " + name + " would give its last output only, the time axis would be gone, and the model "
                    + "could not be built: " + message;
        }
    }

    private String answers(Architecture other) {
        return TextLayout.unbroken(other.outputShape()) + " instead of " + TextLayout.unbroken(model.outputShape());
    }

    private Architecture changed(LSTM other) {
        List<Layer> layers = new ArrayList<>(model.layers());
        layers.set(place, other);
        layers.add(0, Input.batchShape(sizes(model.inputShape())));
        return Architecture.of(layers);
    }

    static int[] sizes(Shape shape) {
        int[] sizes = new int[shape.rank()];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = shape.get(axis);
        }
        return sizes;
    }

    private void options() {
        if (layer.returnsState()) {
            String state = TextLayout.unbroken(Shape.of(model.outputShape(place).batch(), units));
            option("returnState()", "beside the output the final h and c can be read, in this order, " + state + " each. "
                    + (layer.returnsSequences() ? "h equals the last row of the output." : "h equals the output."));
        }
        if (layer.goesBackwards()) {
            option("goBackwards()", "the layer reads each sample from its end: first x_" + TextLayout.size(timesteps, "T") + ", last x_1. "
                    + "Outputs are in the order in which they are made, so h_1 comes from x_" + TextLayout.size(timesteps, "T") + ".");
        }
        if (layer.isStateful()) {
            int batch = model.inputShape().batch();
            option("stateful()", "sample r of a batch begins with the h and c that sample r of the batch before ended with, so a long "
                    + "series can be cut into batches. That is why the batch size is fixed: " + batch + " × " + units
                    + " numbers of h and as many of c are kept, through fit, evaluate and predict alike, until resetStates().");
        }
        if (model.masked(place)) {
            option("mask", "at a step marked by the Masking layer h and c stay as they are"
                    + (layer.returnsSequences() ? layer.zeroesMasked() ? ", and zeros leave." : ", and the output before leaves again." : "."));
        }
        if (layer.dropout() > 0) {
            option("dropout", "in training " + TextLayout.percent(layer.dropout()) + " of the numbers of x are left out, for one sample the same "
                    + "ones at every step; in predict none.");
        }
        if (layer.recurrentDropout() > 0) {
            option("recurrentDropout", "in training " + TextLayout.percent(layer.recurrentDropout()) + " of the numbers of h on their way to "
                    + "the next step are left out, for one sample the same ones at every step; in predict none.");
        }
    }

    private void option(String what, String meaning) {
        lines.add("");
        TextLayout.paragraph(lines, what + ": " + meaning);
    }
}
