package lstm4j.layer;

import java.util.List;

/**
 * In training, sets a random part of the features to zero, the same at every step of a sample, and scales the others by
 * 1 / (1 − rate); otherwise the identity. Source: Keras 3, {@code layers/regularization/spatial_dropout.py}. Spec: chapter 18.
 */
public final class SpatialDropout1D extends FluentLayer<SpatialDropout1D> {
    private static final LayerOption<Double> RATE = LayerOption.rate("rate", null).older("p");

    private SpatialDropout1D() {
    }

    /** Drops a part {@code rate} of the features; 0 to 1, else [LSTM-10]. */
    public static SpatialDropout1D rate(double rate) {
        return new SpatialDropout1D().set(RATE, rate);
    }

    @Override
    public String type() {
        return "SpatialDropout1D";
    }

    @Override
    public List<LayerOption<?>> options() {
        return List.of(RATE);
    }

    @Override
    public boolean dropsNumbers() {
        return true;
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

    /** The part that is dropped. */
    public float rate() {
        return get(RATE).floatValue();
    }
}
