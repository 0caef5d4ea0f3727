package lstm4j.engine;

/**
 * exp, tanh and the logistic function of rows of floats, correctly rounded. One object per workspace: it owns scratch
 * space and must not be shared by threads. In every method x and y may be the same array. Spec: chapter 8.
 */
final class Elementary {

    /** y[j] = e^x[j] for j &lt; n. */
    void exp(float[] x, float[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] = (float) StrictMath.exp(x[j]);
        }
    }

    /** y[j] = tanh(x[j]) for j &lt; n. */
    void tanh(float[] x, float[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] = (float) StrictMath.tanh(x[j]);
        }
    }

    /** y[j] = 1 / (1 + e^−x[j]) for j &lt; n. */
    void sigmoid(float[] x, float[] y, int n) {
        for (int j = 0; j < n; j++) {
            y[j] = (float) (1 / (1 + StrictMath.exp(-x[j])));
        }
    }
}
