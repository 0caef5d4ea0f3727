package lstm4j;

import java.util.Map;

import lstm4j.keras.KerasModel;
import lstm4j.keras.SelfCheck;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.Tensor;
import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;

/** Inputs and outputs that a file carries, so that who loads it can see that it still computes the same. Spec: chapter 9, FILE-90. */
final class Replay {
    /** Models with more numbers in a sample than this carry no self-check: it would outweigh the file. */
    private static final int NUMBERS = 4096;
    private static final int OUTPUTS = 1 << 16;
    private static final int SAMPLES = 2;
    private static final int STEPS = 4;

    private Replay() {
    }

    /** The file with inputs and outputs to check by, unless the model keeps states, always drops, or its samples are large. */
    static KerasModel checked(LiveModel model, KerasModel file) {
        SelfCheck check = recorded(model);
        return check == null ? file : file.checked(check);
    }

    /** Inputs and outputs to check by; null for a model that keeps states, or whose samples are large. */
    private static SelfCheck recorded(LiveModel model) {
        Shape shape = model.architecture.inputShape();
        int B = shape.batch() == Shape.ANY ? SAMPLES : shape.batch();
        int[] sizes = new int[shape.rank()];
        sizes[0] = B;
        long numbers = B;
        for (int axis = 1; axis < sizes.length; axis++) {
            sizes[axis] = shape.get(axis) == Shape.ANY ? steps(model.architecture) : shape.get(axis);
            numbers *= sizes[axis];
            if (numbers > NUMBERS) {
                return null;
            }
        }
        if (model.architecture.isStateful() || sizes.length > 3 || model.architecture.layers().stream().anyMatch(Layer::dropsAlways)) {
            return null;
        }
        float[] values = new float[(int) numbers];
        int words = model.architecture.layer(0).vocabulary();
        for (int n = 0; n < values.length; n++) {
            values[n] = words > 0 ? n * 7 % words : (n * 7 % 23 - 11) / 8f; // exact in float, of both signs, without a period that divides a row
        }
        Tensor input = new Tensor(sizes, values);
        Tensor output = outputs(model, input);
        return output.values().length > OUTPUTS ? null : new SelfCheck(input, output);
    }

    /** As many steps as it takes until the widest window fits. */
    private static int steps(Architecture model) {
        int steps = STEPS;
        while (!model.takes(steps) && steps < NUMBERS) {
            steps *= 2;
        }
        return steps;
    }

    /** Requires the recorded outputs of the recorded inputs, to the bit; else [FILE-90], and [FILE-72] where the inputs are not the model's. */
    static void require(LiveModel model, SelfCheck check, String file) throws ModelFormatException {
        Tensor got = answers(model, check.input(), file);
        if (!got.equals(check.output())) {
            throw new ModelFormatException("FILE-90", file, -1, "expected the outputs of the self-check, got "
                    + (got.shapeText().equals(check.output().shapeText()) ? "other numbers" : "the shape " + got.shapeText()), "the weights were changed after the file was saved");
        }
    }

    private static Tensor answers(LiveModel model, Tensor input, String file) throws ModelFormatException {
        try {
            return outputs(model, input);
        } catch (RuleException e) {
            throw new ModelFormatException("FILE-72", file, -1, "expected inputs of the model in its self-check: " + e.getMessage(), "");
        }
    }

    /** What the model makes of the inputs, every step of its output. */
    private static Tensor outputs(LiveModel model, Tensor input) {
        Object x = input.shape().length == 3 ? input.sequences() : input.rows();
        return Tensor.of(model.turn.use("predict", () -> model.predict(x, Map.of())).rows());
    }
}
