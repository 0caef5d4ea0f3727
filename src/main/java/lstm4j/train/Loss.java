package lstm4j.train;

import java.util.Locale;

import lstm4j.layer.ActivationFunction;
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
        /** −ln of the true class's ŷ/Σŷ, ŷ clipped before the sum; y is the number of the class. */
        SPARSE_CATEGORICAL_CROSSENTROPY,
        /** 100·mean of |y − ŷ| / max(|y|, 1e-7). */
        MEAN_ABSOLUTE_PERCENTAGE_ERROR,
        /** Mean of (ln(ŷ + 1) − ln(y + 1))², both at least 1e-7. */
        MEAN_SQUARED_LOGARITHMIC_ERROR,
        /** Mean of ln cosh(ŷ − y). */
        LOG_COSH,
        /** Mean of ŷ − y ln(ŷ + 1e-7). */
        POISSON,
        /** −Σ y·ŷ of rows of length 1: −1 where they point the same way. */
        COSINE_SIMILARITY,
        /** Mean of max(1 − y·ŷ, 0), y −1 or 1; 0 stands for −1. */
        HINGE,
        /** Mean of max(1 − y·ŷ, 0)², likewise. */
        SQUARED_HINGE,
        /** max(max (1 − y)·ŷ − Σ y·ŷ + 1, 0); y is a row with one 1. */
        CATEGORICAL_HINGE,
        /** Σ y ln(y/ŷ), both clipped to [1e-7, 1]. */
        KL_DIVERGENCE
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
    /** Mean absolute percentage error. */
    public static final Loss MEAN_ABSOLUTE_PERCENTAGE_ERROR = new Loss(Kind.MEAN_ABSOLUTE_PERCENTAGE_ERROR, 0, false, 0);
    /** Mean squared logarithmic error, for labels and outputs above 0. */
    public static final Loss MEAN_SQUARED_LOGARITHMIC_ERROR = new Loss(Kind.MEAN_SQUARED_LOGARITHMIC_ERROR, 0, false, 0);
    /** Logarithm of the hyperbolic cosine of the error: a square near 0, |error| − ln 2 far away. */
    public static final Loss LOG_COSH = new Loss(Kind.LOG_COSH, 0, false, 0);
    /** Poisson loss, for outputs above 0. */
    public static final Loss POISSON = new Loss(Kind.POISSON, 0, false, 0);
    /** Minus the cosine between label and output. */
    public static final Loss COSINE_SIMILARITY = new Loss(Kind.COSINE_SIMILARITY, 0, false, 0);
    /** Hinge loss of labels −1 and 1, or 0 and 1. */
    public static final Loss HINGE = new Loss(Kind.HINGE, 0, false, 0);
    /** Squared hinge loss of labels −1 and 1, or 0 and 1. */
    public static final Loss SQUARED_HINGE = new Loss(Kind.SQUARED_HINGE, 0, false, 0);
    /** Hinge loss of one-hot rows. */
    public static final Loss CATEGORICAL_HINGE = new Loss(Kind.CATEGORICAL_HINGE, 0, false, 0);
    /** Kullback–Leibler divergence of rows of probabilities. */
    public static final Loss KL_DIVERGENCE = new Loss(Kind.KL_DIVERGENCE, 0, false, 0);

    private final Kind kind;
    private final double delta;
    private final boolean fromLogits;
    private final double labelSmoothing;
    private double weight = 1; // set of a loss that nobody else has seen

    private Loss(Kind kind, double delta, boolean fromLogits, double labelSmoothing) {
        this.kind = kind;
        this.delta = delta;
        this.fromLogits = fromLogits;
        this.labelSmoothing = labelSmoothing;
    }

    /** Huber's loss: quadratic up to {@code delta}, linear above; positive and finite, else [LOSS-1]. */
    public static Loss huber(double delta) {
        if (!((float) delta > 0 && (float) delta < Float.POSITIVE_INFINITY)) {
            throw new RuleException("LOSS-1", "huber", "a positive delta", String.valueOf(delta), "");
        }
        return new Loss(Kind.HUBER, delta, false, 0);
    }

    /** The same cross-entropy of a head without softmax or sigmoid; other losses have no logits: [LOSS-1]. */
    public Loss fromLogits() {
        requireCrossEntropy("fromLogits", Kind.SPARSE_CATEGORICAL_CROSSENTROPY);
        return new Loss(kind, delta, true, labelSmoothing).weight(weight);
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
        return new Loss(kind, delta, fromLogits, smoothing).weight(weight);
    }

    /** The same loss times a factor, Keras's {@code loss_weights}; penalties are not multiplied. Finite and at least 0, else [LOSS-1]. */
    public Loss weight(double factor) {
        if (!(factor >= 0 && (float) factor < Float.POSITIVE_INFINITY)) {
            throw new RuleException("LOSS-1", name(), "a finite weight of at least 0", String.valueOf(factor), "");
        }
        Loss weighted = new Loss(kind, delta, fromLogits, labelSmoothing);
        weighted.weight = factor;
        return weighted;
    }

    private void requireCrossEntropy(String option, Kind last) {
        if (!isCrossEntropy() || kind.compareTo(last) > 0) {
            throw new RuleException("LOSS-1", option, "a loss that has this option", name(), "");
        }
    }

    /** The equation. */
    public Kind kind() {
        return kind;
    }

    /** Where Huber's loss turns linear. */
    public double delta() {
        return delta;
    }

    /** Whether the model's outputs are logits. */
    public boolean isFromLogits() {
        return fromLogits;
    }

    /** The part s by which labels are softened. */
    public double labelSmoothing() {
        return labelSmoothing;
    }

    /** The factor of the whole loss; 1 unless given. */
    public double weight() {
        return weight;
    }

    /** Whether this is one of the three cross-entropies. */
    public boolean isCrossEntropy() {
        return kind.compareTo(Kind.BINARY_CROSSENTROPY) >= 0 && kind.compareTo(Kind.SPARSE_CATEGORICAL_CROSSENTROPY) <= 0;
    }

    /** Whether the loss is computed from what goes into this function at the head of a model, as Keras on TensorFlow does. */
    public boolean takesLogitsOf(ActivationFunction head) {
        return !fromLogits && isCrossEntropy() && (head == ActivationFunction.SOFTMAX || head == ActivationFunction.SIGMOID);
    }

    /** What is odd about this loss behind such a head, in a sentence for the one who compiles; empty if nothing is. */
    public String oddity(ActivationFunction head) {
        boolean probabilities = head == ActivationFunction.SOFTMAX || head == ActivationFunction.SIGMOID;
        ActivationFunction own = kind == Kind.BINARY_CROSSENTROPY ? ActivationFunction.SIGMOID : ActivationFunction.SOFTMAX;
        if (!isCrossEntropy() || head == own && !fromLogits) {
            return "";
        }
        if (fromLogits) {
            return probabilities ? name() + " with fromLogits takes the probabilities of the " + head.kerasName() + " for logits: leave out one of the two" : "";
        }
        return probabilities ? name() + " behind a " + head.kerasName() + " takes what goes into it for logits of a " + own.kerasName()
                + ", as Keras on TensorFlow does: let the last layer have activation(" + own + "), or choose the loss of a " + head.kerasName()
                : head == ActivationFunction.LINEAR ? name() + " takes the outputs of a linear layer for probabilities, and clips them: let it have activation("
                + own + "), or add fromLogits() to the loss" : "";
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
