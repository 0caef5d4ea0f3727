package lstm4j.train;

/**
 * 1 − Σw(y − ŷ)²/(Σwy² − (Σwy)²/Σw) of each output, then their mean, plain or by the denominators; adjusted for p regressors
 * 1 − (1 − R²)(n − 1)/(n − p − 1), n the number of labels as Keras counts them, one for each output. Sums: w, w·y, w·y²,
 * w·(y − ŷ)² of each output in turn, then n. Spec: chapter 12, rule FIT-38. Source: Keras 3, {@code metrics/regression_metrics.py}.
 */
final class R2Metric extends RowMetric {
    private final int K;
    private final boolean byVariance;
    private final int regressors;

    R2Metric(Metric metric, int outputWidth) {
        super(metric);
        K = outputWidth;
        byVariance = metric.options().get("class_aggregation").equals("variance_weighted_average");
        regressors = (Integer) metric.options().get("num_regressors");
    }

    @Override
    public int size() {
        return 4 * K + 1;
    }

    @Override
    public void add(float[] output, float[] label, double weight, double[] sums, int at) {
        for (int j = 0; j < K; j++) {
            add(output[j], label[j], weight, sums, at + 4 * j);
        }
        sums[at + 4 * K] += K;
    }

    @Override
    public void add(float[] output, int label, double weight, double[] sums, int at) {
        add(output[0], label, weight, sums, at);
        sums[at + 4] += 1;
    }

    private static void add(double output, double label, double weight, double[] sums, int at) {
        sums[at] += weight;
        sums[at + 1] += weight * label;
        sums[at + 2] += weight * label * label;
        sums[at + 3] += weight * (label - output) * (label - output);
    }

    @Override
    public double result(double[] sums, int at) {
        double n = sums[at + 4 * K];
        if (n == 0) {
            return 0;
        }
        double plain = 0;
        double weighted = 0;
        double totals = 0;
        for (int j = 0; j < K; j++) {
            double total = total(sums, at + 4 * j);
            double score = 1 - sums[at + 4 * j + 3] / total;
            score = Double.isInfinite(score) ? 0 : score;
            plain += score / K;
            weighted += total * score;
            totals += total;
        }
        double score = byVariance ? weighted / totals : plain;
        return regressors == 0 || regressors >= n - 1 ? score : 1 - (1 - score) * (n - 1) / (n - regressors - 1);
    }

    private static double total(double[] sums, int at) {
        return sums[at + 2] - sums[at + 1] * (sums[at + 1] / sums[at]);
    }
}
