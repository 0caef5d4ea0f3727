package lstm4j.layer;

/**
 * In training, sets a random part of the numbers to zero and scales the others by 1 / (1 − rate); otherwise the identity.
 * Source: Keras 3, {@code layers/regularization/dropout.py}. Spec: chapter 5.
 */
public final class Dropout extends FluentLayer<Dropout> {
    private final float rate;

    private Dropout(float rate) {
        this.rate = rate;
    }

    /** Drops a part {@code rate} of the numbers; 0 to 1, else [LSTM-10]. */
    public static Dropout rate(double rate) {
        return new Dropout(rate("Dropout", rate));
    }

    static float rate(String place, double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new RuleException("LSTM-10", place, "a dropout rate from 0 to 1", String.valueOf(rate),
                    "the rate is the part that is dropped: 0.2 drops one number in five");
        }
        return (float) rate;
    }

    @Override
    public String type() {
        return "Dropout";
    }

    @Override
    Shape outputShape(Shape input, String place, String hint) {
        return input;
    }

    /** The part that is dropped. */
    public float rate() {
        return rate;
    }
}
