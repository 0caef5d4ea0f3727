package lstm4j.train;

/** A metric that is the mean of a number for each row: the accuracies and the errors. Sums: weight·number, weight. */
final class MeanMetric extends RowMetric {
    private final float threshold;
    private final int k;

    MeanMetric(Metric metric) {
        super(metric);
        threshold = ((Double) metric.options().getOrDefault("threshold", 0.0)).floatValue();
        k = (Integer) metric.options().getOrDefault("k", 0);
    }

    @Override
    public int size() {
        return 2;
    }

    @Override
    public void add(float[] output, float[] label, double weight, double[] sums, int at) {
        sums[at] += weight * of(output, label);
        sums[at + 1] += weight;
    }

    @Override
    public void add(float[] output, int label, double weight, double[] sums, int at) {
        sums[at] += weight * of(output, label);
        sums[at + 1] += weight;
    }

    @Override
    public double result(double[] sums, int at) {
        double mean = sums[at + 1] == 0 ? 0 : sums[at] / sums[at + 1];
        return kind() == Metric.Kind.ROOT_MEAN_SQUARED_ERROR ? Math.sqrt(mean) : mean;
    }

    private double of(float[] output, int label) {
        return switch (kind()) {
            case SPARSE_CATEGORICAL_ACCURACY -> largest(output) == label ? 1 : 0;
            case SPARSE_TOP_K_CATEGORICAL_ACCURACY -> among(output, label);
            default -> single(output[0], label);
        };
    }

    /** Sums by ascending index, in double. */
    private double of(float[] output, float[] label) {
        switch (kind()) {
            case SPARSE_CATEGORICAL_ACCURACY:
                return largest(output) == label[0] ? 1 : 0;
            case CATEGORICAL_ACCURACY:
                return largest(output) == largest(label) ? 1 : 0;
            case SPARSE_TOP_K_CATEGORICAL_ACCURACY:
                return among(output, (int) label[0]);
            case TOP_K_CATEGORICAL_ACCURACY:
                return among(output, largest(label));
            default:
                double sum = 0;
                for (int j = 0; j < output.length; j++) {
                    sum += single(output[j], label[j]);
                }
                return sum / output.length;
        }
    }

    private double single(float output, float label) {
        double error = (double) output - label;
        return switch (kind()) {
            case BINARY_ACCURACY -> (output > threshold ? 1 : 0) == label ? 1 : 0;
            case MEAN_ABSOLUTE_ERROR -> Math.abs(error);
            default -> error * error;
        };
    }

    /** Whether fewer than k outputs are larger than that of the label; in a row that is not finite none is among the first. */
    private double among(float[] output, int label) {
        int larger = 0;
        for (float one : output) {
            if (!Float.isFinite(one)) {
                return 0;
            }
            larger += one > output[label] ? 1 : 0;
        }
        return larger < k ? 1 : 0;
    }
}
