package lstm4j.layer;

/**
 * Marks time steps to be skipped: those whose features all equal a value. Marked rows become zero, and LSTM layers
 * behind this one carry their state past them. Source: Keras 3, {@code layers/core/masking.py}. Spec: chapter 3.
 */
public final class Masking extends FluentLayer<Masking> {
    private final float value;

    private Masking(float value) {
        this.value = value;
    }

    /** Skips the steps whose features all equal {@code value}; Keras's default is 0. */
    public static Masking value(double value) {
        return new Masking((float) value);
    }

    @Override
    public String type() {
        return "Masking";
    }

    @Override
    public boolean takesSequence() {
        return true;
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        requireSequence(input, place, hint);
        return input;
    }

    /** The value that marks a step. */
    public float value() {
        return value;
    }
}
