package lstm4j.train;

import java.util.Locale;

import lstm4j.layer.RuleException;

/**
 * What training makes small, by Keras's names. This is the description alone; the equations are in chapter 5 of the
 * specification, the float arithmetic in the engine, the double arithmetic in the oracle. Immutable.
 */
public final class Loss {
    /** The equations. */
    public enum Kind {
        /** Mean of (y − ŷ)² over a row. */
        MEAN_SQUARED_ERROR,
        /** Mean of |y − ŷ| over a row. */
        MEAN_ABSOLUTE_ERROR,
        /** Mean over a row of ½e² where |e| ≤ δ, else δ·|e| − ½δ². */
        HUBER,
        /** −mean(y ln ŷ + (1 − y) ln(1 − ŷ)), ŷ clipped to [1e-7, 1 − 1e-7]. */
        BINARY_CROSSENTROPY,
        /** −Σ y ln(ŷ/Σŷ), clipped likewise; y is a row of class probabilities. */
        CATEGORICAL_CROSSENTROPY,
        /** −ln of the true class's ŷ/Σŷ, clipped likewise; y is the number of the class. */
        SPARSE_CATEGORICAL_CROSSENTROPY
    }

    /** Mean squared error. */
    public static final Loss MEAN_SQUARED_ERROR = new Loss(Kind.MEAN_SQUARED_ERROR, 0, false, 0);
    /** Keras's short name of {@link #MEAN_SQUARED_ERROR}. */
    public static final Loss MSE = MEAN_SQUARED_ERROR;
    /** Mean absolute error. */
    public static final Loss MEAN_ABSOLUTE_ERROR = new Loss(Kind.MEAN_ABSOLUTE_ERROR, 0, false, 0);
    /** Keras's short name of {@link #MEAN_ABSOLUTE_ERROR}. */
    public static final Loss MAE = MEAN_ABSOLUTE_ERROR;
    /** Huber's loss with δ = 1. */
    public static final Loss HUBER = huber(1);
    /** For labels 0 or 1, behind a sigmoid. */
    public static final Loss BINARY_CROSSENTROPY = new Loss(Kind.BINARY_CROSSENTROPY, 0, false, 0);
    /** For labels as rows of class probabilities (one-hot), behind a softmax. */
    public static final Loss CATEGORICAL_CROSSENTROPY = new Loss(Kind.CATEGORICAL_CROSSENTROPY, 0, false, 0);
    /** For labels as class numbers from 0, behind a softmax. */
    public static final Loss SPARSE_CATEGORICAL_CROSSENTROPY = new Loss(Kind.SPARSE_CATEGORICAL_CROSSENTROPY, 0, false, 0);

    private final Kind kind;
    private final float delta;
    private final boolean fromLogits;
    private final float labelSmoothing;

    private Loss(Kind kind, float delta, boolean fromLogits, float labelSmoothing) {
        this.kind = kind;
        this.delta = delta;
        this.fromLogits = fromLogits;
        this.labelSmoothing = labelSmoothing;
    }

    /** Huber's loss: quadratic up to {@code delta}, linear above; positive and finite, else [LOSS-1]. */
    public static Loss huber(double delta) {
        if (!(delta > 0 && delta < Float.POSITIVE_INFINITY)) {
            throw new RuleException("LOSS-1", "huber", "a positive delta", String.valueOf(delta), "");
        }
        return new Loss(Kind.HUBER, (float) delta, false, 0);
    }

    /** The same cross-entropy of a head without softmax or sigmoid; other losses have no logits: [LOSS-1]. */
    public Loss fromLogits() {
        requireCrossEntropy("fromLogits", Kind.SPARSE_CATEGORICAL_CROSSENTROPY);
        return new Loss(kind, delta, true, labelSmoothing);
    }

    /**
     * The same cross-entropy with softened labels: y(1 − s) + s/K, or y(1 − s) + s/2 for the binary one.
     * From 0 to 1, and not for class numbers, else [LOSS-1].
     */
    public Loss labelSmoothing(double smoothing) {
        requireCrossEntropy("labelSmoothing", Kind.CATEGORICAL_CROSSENTROPY);
        if (!(smoothing >= 0 && smoothing <= 1)) {
            throw new RuleException("LOSS-1", name(), "label smoothing from 0 to 1", String.valueOf(smoothing), "");
        }
        return new Loss(kind, delta, fromLogits, (float) smoothing);
    }

    private void requireCrossEntropy(String option, Kind last) {
        if (kind.compareTo(Kind.BINARY_CROSSENTROPY) < 0 || kind.compareTo(last) > 0) {
            throw new RuleException("LOSS-1", option, "a loss that has this option", name(), "");
        }
    }

    /** The equation. */
    public Kind kind() {
        return kind;
    }

    /** Where Huber's loss turns linear. */
    public float delta() {
        return delta;
    }

    /** Whether the model's outputs are logits. */
    public boolean isFromLogits() {
        return fromLogits;
    }

    /** The part s by which labels are softened. */
    public float labelSmoothing() {
        return labelSmoothing;
    }

    /** Whether the labels are class numbers instead of rows. */
    public boolean isSparse() {
        return kind == Kind.SPARSE_CATEGORICAL_CROSSENTROPY;
    }

    /** Keras's name: {@code mean_squared_error}, … */
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name();
    }
}
