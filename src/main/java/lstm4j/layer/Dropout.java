package lstm4j.layer;

import java.util.List;

/**
 * In training, sets a random part of the numbers to zero and scales the others by 1 / (1 − rate); otherwise the identity.
 * Source: Keras 3, {@code layers/regularization/dropout.py}. Spec: chapter 5.
 */
public final class Dropout extends FluentLayer<Dropout> {
    private static final LayerOption<Double> RATE = LayerOption.rate("rate", null).older("p");

    private boolean always;

    private Dropout() {
    }

    /** Drops a part {@code rate} of the numbers; 0 to 1, else [LSTM-10]. */
    public static Dropout rate(double rate) {
        return new Dropout().set(RATE, rate);
    }

    /**
     * The same, which drops in evaluate and predict too, other numbers in each call: what a layer called with {@code
     * training=True} does in Keras 1 and 2 (the functions of Keras 3 take no notice of that).
     */
    public Dropout always() {
        return with(layer -> layer.always = true);
    }

    @Override
    public Dropout alwaysInTraining() {
        return always();
    }

    @Override
    public boolean dropsAlways() {
        return always;
    }

    @Override
    public String needsWholeSequence() {
        return always ? name() + ", which drops other numbers in each call" : "";
    }

    @Override
    public String type() {
        return "Dropout";
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
    public boolean worksRowByRow() {
        return true;
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        return input;
    }

    /** The part that is dropped. */
    public float rate() {
        return get(RATE).floatValue();
    }
}
