package lstm4j.engine;

/**
 * softmax and its logarithm over a row, with their derivatives. The row's first maximum m is subtracted, so nothing
 * overflows; sums run in double, j ascending, and each result is rounded once: within one ulp (log-softmax: or 2⁻¹⁴⁵).
 * A NaN or +∞ anywhere makes the whole row NaN (Keras: spec/KERAS.md); −∞ has probability 0. Not thread-safe. Spec: chapter 8.
 */
final class Softmax {
    private final Elementary elementary;

    Softmax(Elementary elementary) {
        this.elementary = elementary;
    }

    /** row[j] = e^(row[j] − m) / Σ e^(row[j] − m). */
    void softmax(float[] row, int n) {
        float max = max(row, n);
        double sum = 1 + sumOfOthers(row, n, max);
        for (int from = 0; from < n; from += Elementary.TILE) {
            int count = exponentials(row, from, n, max);
            for (int j = 0; j < count; j++) {
                row[from + j] = (float) (elementary.t[j] / sum);
            }
        }
    }

    /** row[j] = (row[j] − m) − ln(Σ e^(row[j] − m)). */
    void logSoftmax(float[] row, int n) {
        float max = max(row, n);
        double log = StrictMath.log1p(sumOfOthers(row, n, max));
        for (int j = 0; j < n; j++) {
            row[j] = (float) (((double) row[j] - max) - log);
        }
    }

    /** d[j] = p[j]·(d[j] − Σ d[j]·p[j]). */
    void softmaxDerivative(float[] p, float[] d, int n) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += (double) d[j] * p[j];
        }
        for (int j = 0; j < n; j++) {
            d[j] = (float) (p[j] * (d[j] - sum));
        }
    }

    /** d[j] = d[j] − e^y[j]·Σ d[j]. */
    void logSoftmaxDerivative(float[] y, float[] d, int n) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += d[j];
        }
        for (int from = 0; from < n; from += Elementary.TILE) {
            int count = exponentials(y, from, n, 0);
            for (int j = 0; j < count; j++) {
                d[from + j] = (float) (d[from + j] - elementary.t[j] * sum);
            }
        }
    }

    /** Σ e^(row[j] − max) without the first maximum, whose 1 would hide small numbers. */
    private double sumOfOthers(float[] row, int n, float max) {
        boolean found = false;
        double sum = max - max;  // 0, or NaN where a NaN or an infinity is the maximum
        for (int from = 0; from < n; from += Elementary.TILE) {
            int count = exponentials(row, from, n, max);
            for (int j = 0; j < count; j++) {
                if (found || row[from + j] != max) {
                    sum += elementary.t[j];
                } else {
                    found = true;
                }
            }
        }
        return sum;
    }

    /** t[j] = e^(row[from + j] − max) for as much of the row as a tile holds; returns how much that is. */
    private int exponentials(float[] row, int from, int n, float max) {
        int count = Math.min(Elementary.TILE, n - from);
        for (int j = 0; j < count; j++) {
            elementary.t[j] = (double) row[from + j] - max;
        }
        elementary.exp(count);
        return count;
    }

    private static float max(float[] row, int n) {
        float max = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            max = Math.max(max, row[j]);
        }
        return max;
    }
}
