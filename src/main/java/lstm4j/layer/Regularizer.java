package lstm4j.layer;

/**
 * The penalty l1·Σ|w| + l2·Σw² on one weight array (no ½), added to the loss of every training step.
 * Its gradient is l1·sign(w) + 2·l2·w. Source: Keras 3, {@code regularizers.L1L2}.
 *
 * @param l1 factor of Σ|w|, at least 0
 * @param l2 factor of Σw², at least 0
 */
public record Regularizer(double l1, double l2) {
    /** No penalty. */
    public static final Regularizer NONE = new Regularizer(0, 0);

    /** Both factors are finite and not negative, else [FIT-9]. */
    public Regularizer {
        if (!(l1 >= 0 && l2 >= 0 && (float) (l1 + l2) < Float.POSITIVE_INFINITY)) {
            throw new RuleException("FIT-9", "Regularizer", "finite factors of at least 0", "l1=" + l1 + ", l2=" + l2, "");
        }
    }

    /** The penalty factor·Σ|w|. */
    public static Regularizer l1(double factor) {
        return new Regularizer(factor, 0);
    }

    /** The penalty factor·Σw². */
    public static Regularizer l2(double factor) {
        return new Regularizer(0, factor);
    }

    /** Whether there is no penalty at all. */
    public boolean isNone() {
        return l1 == 0 && l2 == 0;
    }
}
