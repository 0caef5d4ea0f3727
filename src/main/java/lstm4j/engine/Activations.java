package lstm4j.engine;

import lstm4j.layer.ActivationFunction;

/**
 * Every activation function of {@link ActivationFunction} on rows of floats, with its derivative. One object per
 * workspace: it owns scratch space and must not be shared by threads. Accuracy: exp, tanh and sigmoid correctly rounded,
 * the others within one ulp. NaN gives NaN; ±∞ gives the limit of the function. Spec: chapter 8.
 */
public final class Activations {
    private final Elementary elementary;
    private final Softmax softmax;

    /** With scratch space of its own. */
    public Activations() {
        this(Buffers.REAL);
    }

    Activations(Buffers buffers) {
        elementary = new Elementary(buffers);
        softmax = new Softmax(elementary);
    }

    /** Whether {@link #derivative} reads the input x of f; otherwise the output y is enough and x may be null. */
    public static boolean needsInput(ActivationFunction f) {
        return RareActivations.needsInput(f);
    }

    /**
     * rows[r][j] = f(rows[r][j]) for r &lt; count, j &lt; n; softmax and log-softmax take these n numbers as their whole row.
     */
    public void apply(ActivationFunction f, float[][] rows, int count, int n) {
        switch (f) {
            case LINEAR -> { }
            case TANH -> elementary.tanh(rows, count, n);
            case SIGMOID -> elementary.sigmoid(rows, count, n);
            case HARD_SIGMOID -> elementary.hardSigmoid(rows, count, n);
            case HARD_SIGMOID_KERAS2 -> elementary.hardSigmoidKeras2(rows, count, n);
            case EXPONENTIAL -> elementary.exp(rows, count, n);
            default -> {
                for (int r = 0; r < count; r++) {
                    apply(f, rows[r], n);
                }
            }
        }
    }

    private void apply(ActivationFunction f, float[] row, int n) {
        switch (f) {
            case RELU -> relu(row, n);
            case SOFTMAX -> softmax.softmax(row, n);
            case LOG_SOFTMAX -> softmax.logSoftmax(row, n);
            default -> RareActivations.apply(f, row, n);
        }
    }

    /**
     * d[j] = d[j]·f′(x[j]) for j &lt; n, where y[j] = f(x[j]); for softmax and log-softmax d becomes the gradient with
     * respect to the whole row. At a kink the slope is the one TensorFlow uses. NaN in x, y or d gives NaN.
     *
     * @param x inputs of f, read only where {@link #needsInput} says so; otherwise it may be null
     * @param y outputs of f
     * @param d gradient with respect to y; becomes the gradient with respect to x
     */
    public void derivative(ActivationFunction f, float[] x, float[] y, float[] d, int n) {
        switch (f) {
            case LINEAR -> { }
            case TANH -> tanhDerivative(y, d, n);
            case SIGMOID -> sigmoidDerivative(y, d, n);
            case EXPONENTIAL -> exponentialDerivative(y, d, n);
            case RELU -> reluDerivative(y, d, n);
            case SOFTMAX -> softmax.softmaxDerivative(y, d, n);
            case LOG_SOFTMAX -> softmax.logSoftmaxDerivative(y, d, n);
            default -> RareActivations.derivative(f, x, y, d, n);
        }
    }

    private static void tanhDerivative(float[] y, float[] d, int n) {
        for (int j = 0; j < n; j++) {
            d[j] *= (1 - y[j]) * (1 + y[j]);
        }
    }

    private static void sigmoidDerivative(float[] y, float[] d, int n) {
        for (int j = 0; j < n; j++) {
            d[j] *= y[j] * (1 - y[j]);
        }
    }

    private static void exponentialDerivative(float[] y, float[] d, int n) {
        for (int j = 0; j < n; j++) {
            d[j] *= y[j];
        }
    }

    private static void relu(float[] row, int n) {
        for (int j = 0; j < n; j++) {
            row[j] = Math.max(row[j], 0f);
        }
    }

    private static void reluDerivative(float[] y, float[] d, int n) {
        for (int j = 0; j < n; j++) {
            d[j] *= Math.signum(y[j]);
        }
    }
}
