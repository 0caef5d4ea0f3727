package lstm4j.engine;

/** softmax and its logarithm over a row, with their derivatives. Spec: chapter 8. */
final class Softmax {
    private Softmax() {
    }

    /** row[j] = e^(row[j] − max) / Σ_j e^(row[j] − max), the sum in double and j ascending. */
    static void softmax(float[] row, int n) {
        double max = max(row, n);
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += StrictMath.exp(row[j] - max);
        }
        for (int j = 0; j < n; j++) {
            row[j] = (float) (StrictMath.exp(row[j] - max) / sum);
        }
    }

    /** row[j] = row[j] − max − ln(Σ_j e^(row[j] − max)), the sum in double and j ascending. */
    static void logSoftmax(float[] row, int n) {
        double max = max(row, n);
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += StrictMath.exp(row[j] - max);
        }
        double log = StrictMath.log(sum);
        for (int j = 0; j < n; j++) {
            row[j] = (float) (row[j] - max - log);
        }
    }

    /** d[j] = p[j]·(d[j] − Σ_j d[j]·p[j]), the sum in double and j ascending. */
    static void softmaxDerivative(float[] p, float[] d, int n) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += (double) d[j] * p[j];
        }
        for (int j = 0; j < n; j++) {
            d[j] = (float) (p[j] * (d[j] - sum));
        }
    }

    /** d[j] = d[j] − e^y[j]·Σ_j d[j], the sum in double and j ascending. */
    static void logSoftmaxDerivative(float[] y, float[] d, int n) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += d[j];
        }
        for (int j = 0; j < n; j++) {
            d[j] = (float) (d[j] - StrictMath.exp(y[j]) * sum);
        }
    }

    private static float max(float[] row, int n) {
        float max = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            max = Math.max(max, row[j]);
        }
        return max;
    }
}
