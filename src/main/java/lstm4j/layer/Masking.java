package lstm4j.layer;

import java.util.List;

/**
 * Marks time steps to be skipped: those whose features all equal a value. Marked rows become zero, and LSTM layers
 * behind this one carry their state past them. Source: Keras 3, {@code layers/core/masking.py}. Spec: chapter 3.
 */
public final class Masking extends FluentLayer<Masking> {
    private static final LayerOption<Double> MASK_VALUE = LayerOption.number("mask_value", 0.0);

    private Masking() {
    }

    /** Skips the steps whose features all equal {@code value}; Keras's default is 0. */
    public static Masking value(double value) {
        return new Masking().set(MASK_VALUE, value);
    }

    @Override
    public String type() {
        return "Masking";
    }

    @Override
    public List<LayerOption<?>> options() {
        return List.of(MASK_VALUE);
    }

    @Override
    public boolean makesMask() {
        return true;
    }

    @Override
    public String needsWholeSequence() {
        return name() + ", whose skipped steps need no step() at all";
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
        return get(MASK_VALUE).floatValue();
    }
}
