package lstm4j.layer;

/**
 * Names the shape of the data in front of a model, Keras 3's preferred form: {@code Input.shape(28, 28)}. It computes
 * nothing, has no weights and, as in Keras, does not appear in the summary.
 */
public final class Input extends FluentLayer<Input> {
    private Input() {
    }

    /** Data whose samples have this shape; the batch is not named and T may be {@link Shape#ANY}. */
    public static Input shape(int... sizes) {
        return new Input().inputShape(sizes);
    }

    /** Data of this shape, the batch first. */
    public static Input batchShape(int... sizes) {
        return new Input().batchInputShape(sizes);
    }

    @Override
    public String type() {
        return "InputLayer";
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        return input;
    }
}
