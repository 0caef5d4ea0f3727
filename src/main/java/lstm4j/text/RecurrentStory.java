package lstm4j.text;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.Architecture;
import lstm4j.layer.Flatten;
import lstm4j.layer.Input;
import lstm4j.layer.Layer;
import lstm4j.layer.Recurrent;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.layer.Weight;

/**
 * What {@link Explanation} says about a layer with a memory: a step, the weights and their count, what leaves the layer, and
 * what the options change. What would happen with another option is found out by trying it on the architecture.
 *
 * @param <L> the kind of layer
 */
abstract class RecurrentStory<L extends Recurrent<L>> extends Story {
    final L layer;
    final List<String> lines = new ArrayList<>();
    private final String state; // h and c
    private final int timesteps;
    private final int features;
    private final int units;

    RecurrentStory(Architecture model, int place, L layer) {
        super(model, place);
        this.layer = layer;
        this.state = String.join(" and ", layer.stateNames());
        this.timesteps = input.get(1);
        this.features = input.features();
        this.units = layer.units();
    }

    /** What is computed at a step, a row for each letter: {@code i =}, function, sum, meaning. */
    abstract List<List<String>> equations();

    /** What it keeps from step to step, with {@code numbers} of the width of the memory each. */
    abstract String memory(String numbers);

    /** What becomes of the letters of {@link #equations}, or where it is told by them, how wide the memory is. */
    abstract String outcome(String numbers);

    /** What has no say where there is one step only. */
    abstract String idle();

    @Override
    String kind() {
        return layer.type() + " of " + TextLayout.count(units, "U", "unit");
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
    List<String> positionalForm(String sampleSizes) {
        return List.of(layer.type() + ".of(" + units + ", " + sampleSizes + ")", "units, T, F");
    }

    private void step() {
        String numbers = TextLayout.count(units, "U", "number");
        int rows = equations().size();
        TextLayout.paragraph(lines, "At step t the layer takes x_t (" + TextLayout.count(features, "F", "number") + ") and what it kept of the step "
                + "before, " + memory(numbers) + (layer.isStateful() ? "before the first step those of the batch before" : "zeros before the first step")
                + "). It makes " + (rows == 1 ? "a row" : (rows == 3 ? "three" : "four") + " rows") + " of " + numbers + ":");
        lines.add("");
        TextLayout.table(lines, "      ", equations(), false, true, false, false);
        lines.add("");
        TextLayout.paragraph(lines, outcome(numbers) + " units = " + units + " is the width of the memory; it need not match the number of steps or of features.");
        if (timesteps == 1 && !layer.isStateful()) {
            lines.add("");
            TextLayout.paragraph(lines, "With one step only there is nothing to remember: " + state + (layer.stateNames().size() > 1 ? " are" : " is")
                    + " zeros when it begins, so " + idle() + " no say. A series of N values is " + TextLayout.unbroken("(batch, N, 1)") + ", not "
                    + TextLayout.unbroken("(batch, 1, N)") + ".");
        }
    }

    private void stepInShort() {
        String before = model.layer(place - 1).name();
        TextLayout.paragraph(lines, "At each step it works as the first " + layer.type() + " does, with weights of its own. Its x_t is the row that " + before
                + " gives at step t: " + TextLayout.count(features, "F", "number") + ". It keeps " + state + " of " + TextLayout.count(units, "U", "number")
                + (layer.stateNames().size() > 1 ? " each" : "") + ", one per unit.");
    }

    /** {@code 4·f·u + 4·u·u + 4·u} of an LSTM. */
    String count() {
        String blocks = layer.gates().isEmpty() ? "" : layer.gates().size() + "·";
        long biases = layer.useBias() ? layer.weights(input).get(2).size() / units : 0;
        return blocks + "f·u + " + blocks + "u·u" + (biases == 0 ? "" : " + " + (biases == 1 ? "" : biases + "·") + "u");
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
            TextLayout.paragraph(lines, "The count is " + TextLayout.unbroken(count()) + " with f = "
                    + TextLayout.count(features, "F", "feature") + " and u = " + TextLayout.count(units, "U", "unit") + ". The number of steps is not in it: the same weights serve "
                    + (timesteps == Shape.ANY ? "every step, however many there are." : timesteps == 1 ? "every step."
                    : "all " + timesteps + " steps, and would serve any other number."));
        }
    }

    /** How the gates lie in each array. */
    private void blocks() {
        List<String> gates = layer.gates();
        int n = gates.size();
        if (n == 0) {
            return;
        }
        String first = gates.get(0);
        String last = gates.get(n - 1);
        TextLayout.paragraph(lines, "Each array has " + (long) n * units + " = " + n + "·" + units + " columns: " + units + " for each of the gates "
                + String.join(", ", gates) + ", in this order. So kernel is W_" + String.join(", W_", gates.subList(0, n - 1)) + " and W_" + last + ", "
                + TextLayout.unbroken("(" + features + ", " + units + ")") + " each, side by side, and recurrent_kernel is V_" + first + " to V_" + last + ", "
                + TextLayout.unbroken("(" + units + ", " + units + ")") + " each" + (layer.useBias() ? ", and bias is b_" + first + " to b_" + last
                + (layer.weights(input).get(2).vector() ? ". " : ", and below them b′_" + first + " to b′_" + last + ". ") : ". ")
                + "x_t·W_" + first + " is the row x_t times the matrix W_" + first + ".");
    }

    private String reason(Weight weight) {
        String width = (layer.gates().isEmpty() ? "" : layer.gates().size() + " gates × ") + TextLayout.count(units, "U", "unit");
        return switch (weight.name()) {
            case "kernel" -> TextLayout.count(features, "F", "input") + " × " + width;
            case "recurrent_kernel" -> TextLayout.count(units, "U", "own output") + " × " + width;
            default -> (weight.vector() ? "" : "2 biases × ") + width;
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
            return "This matters: without it " + layer.name() + " would give its last output only, the time axis would be gone, and the model "
                    + "could not be built: " + message;
        }
    }

    private String answers(Architecture other) {
        return TextLayout.unbroken(other.outputShape()) + " instead of " + TextLayout.unbroken(model.outputShape());
    }

    private Architecture changed(Layer other) {
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
        String each = layer.stateNames().size() > 1 ? ", in this order, " : ", ";
        if (layer.returnsState()) {
            option("returnState()", "beside the output the final " + state + " can be read" + each
                    + TextLayout.unbroken(Shape.of(model.outputShape(place).batch(), units)) + (layer.stateNames().size() > 1 ? " each. " : ". ")
                    + (layer.returnsSequences() ? "h equals the last row of the output." : "h equals the output."));
        }
        if (layer.goesBackwards()) {
            option("goBackwards()", "the layer reads each sample from its end: first x_" + TextLayout.size(timesteps, "T") + ", last x_1. "
                    + "Outputs are in the order in which they are made, so h_1 comes from x_" + TextLayout.size(timesteps, "T") + ".");
        }
        if (layer.isStateful()) {
            option("stateful()", "sample r of a batch begins with the " + state + " that sample r of the batch before ended with, so a long "
                    + "series can be cut into batches. That is why the batch size is fixed: " + model.inputShape().batch() + " × " + units
                    + " numbers of h" + (layer.stateNames().size() > 1 ? " and as many of c" : "") + " are kept, through fit, evaluate and predict alike, until resetStates().");
        }
        if (model.masked(place)) {
            option("mask", "at a step marked by the Masking layer " + state + (layer.stateNames().size() > 1 ? " stay as they are" : " stays as it is")
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
