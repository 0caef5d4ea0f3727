package lstm4j.layer;

import java.util.Locale;

/**
 * Keras's activation functions, with Keras 3's parameters. x is a number of a row, except for the last group, which
 * looks at whole rows. Spec: chapter 8, numerics, has every equation with its derivative.
 */
public enum ActivationFunction {
    /** x. */
    LINEAR,
    /** (e^x − e^−x) / (e^x + e^−x). */
    TANH,
    /** 1 / (1 + e^−x). */
    SIGMOID,
    /** clip(x/6 + ½, 0, 1): Keras 3. */
    HARD_SIGMOID,
    /** clip(x/5 + ½, 0, 1): Keras 1 and 2, where it was called {@code hard_sigmoid}. */
    HARD_SIGMOID_KERAS2,
    /** max(x, 0). */
    RELU,
    /** min(max(x, 0), 6). */
    RELU6,
    /** x for x ≥ 0, else 0.2·x. */
    LEAKY_RELU,
    /** x for x > 0, else e^x − 1. */
    ELU,
    /** 1.0507010·x for x > 0, else 1.0507010·1.6732632·(e^x − 1). */
    SELU,
    /** max(x, 0) + min(0, e^x − 1). */
    CELU,
    /** ln(1 + e^x). */
    SOFTPLUS,
    /** x / (1 + |x|). */
    SOFTSIGN,
    /** (x + sqrt(x² + 4)) / 2. */
    SQUAREPLUS,
    /** e^x. */
    EXPONENTIAL,
    /** x·sigmoid(x), also called swish. */
    SILU,
    /** x·(1 + erf(x/√2)) / 2. */
    GELU,
    /** x·tanh(softplus(x)). */
    MISH,
    /** x·clip(x/6 + ½, 0, 1), also called hard_swish. */
    HARD_SILU,
    /** clip(x, −1, 1). */
    HARD_TANH,
    /** x where |x| > ½, else 0. */
    HARD_SHRINK,
    /** x − ½ above ½, x + ½ below −½, else 0. */
    SOFT_SHRINK,
    /** x − tanh(x). */
    TANH_SHRINK,
    /** 0 up to −1, (x + 1)²/4 up to 1, x above. */
    SPARSE_PLUS,
    /** clip((x + 1)/2, 0, 1). */
    SPARSE_SIGMOID,
    /** ln(sigmoid(x)). */
    LOG_SIGMOID,
    /** e^x / Σ e^x over the row. */
    SOFTMAX,
    /** ln(softmax(x)) over the row. */
    LOG_SOFTMAX;

    /** Whether the function looks at a whole row, as softmax does; such a function cannot be a gate of an LSTM. */
    public boolean wholeRow() {
        return this == SOFTMAX || this == LOG_SOFTMAX;
    }

    /** The Keras name in Python: {@code tanh}, {@code hard_sigmoid}, … */
    public String kerasName() {
        return this == HARD_SIGMOID_KERAS2 ? "hard_sigmoid" : name().toLowerCase(Locale.ROOT);
    }
}
