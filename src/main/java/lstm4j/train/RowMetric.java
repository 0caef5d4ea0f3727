package lstm4j.train;

import lstm4j.layer.RuleException;

/**
 * A metric settled for the labels and outputs of one model: from one row of outputs and its label to one number. The
 * metric of an epoch is the mean of that over all rows. Stateless and thread-safe.
 * Spec: chapter 12. Source: Keras 3, {@code metrics/accuracy_metrics.py}, {@code trainers/compile_utils.py}.
 */
public final class RowMetric {
    /** Label width of class numbers: they have one axis less than the outputs. */
    public static final int CLASS_NUMBERS = 0;

    private final Metric kind;
    private final String name;

    private RowMetric(Metric kind, String name) {
        this.kind = kind;
        this.name = name;
    }

    /**
     * The metric for outputs of {@code outputWidth} numbers a row. {@code ACCURACY} becomes, as in Keras, the binary one
     * when there is one output, the sparse one when labels are class numbers or have width 1, else the categorical one.
     *
     * @param labelWidth numbers in a row of labels, or {@link #CLASS_NUMBERS}
     * @throws RuleException FIT-15 when the metric cannot compare such labels with such outputs
     */
    public static RowMetric of(Metric metric, int outputWidth, int labelWidth) {
        Metric kind = metric != Metric.ACCURACY ? metric
                : outputWidth == 1 ? Metric.BINARY_ACCURACY
                : labelWidth <= 1 ? Metric.SPARSE_CATEGORICAL_ACCURACY : Metric.CATEGORICAL_ACCURACY;
        boolean sparse = kind == Metric.SPARSE_CATEGORICAL_ACCURACY;
        boolean fits = sparse ? labelWidth <= 1 : labelWidth == outputWidth || labelWidth <= 1 && outputWidth == 1;
        if (!fits) {
            throw new RuleException("FIT-15", metric.kerasName(), sparse ? "class numbers as labels"
                    : "labels of " + outputWidth + " numbers a row, as the model's outputs have",
                    labelWidth == CLASS_NUMBERS ? "class numbers" : labelWidth + " numbers a row",
                    sparse ? "one-hot labels go with CATEGORICAL_ACCURACY; ACCURACY chooses by itself"
                    : "class numbers go with SPARSE_CATEGORICAL_ACCURACY; ACCURACY chooses by itself");
        }
        return new RowMetric(kind, metric.kerasName());
    }

    /** The name in logs: that of the metric as it was given to compile. */
    public String name() {
        return name;
    }

    /** What is computed; never {@code ACCURACY}. */
    public Metric kind() {
        return kind;
    }

    /** Whether more is better, as with the accuracies. */
    public boolean isBetterWhenLarger() {
        return kind != Metric.MAE && kind != Metric.MSE;
    }

    /** The value for one row of outputs and the number of its class, or a single label that is an integer. */
    public double value(float[] output, int label) {
        return kind == Metric.SPARSE_CATEGORICAL_ACCURACY ? (largest(output) == label ? 1 : 0) : single(output[0], label);
    }

    /** The value for one row of outputs and its row of labels; sums by ascending index, in double. */
    public double value(float[] output, float[] label) {
        if (kind == Metric.SPARSE_CATEGORICAL_ACCURACY) {
            return largest(output) == label[0] ? 1 : 0;
        }
        if (kind == Metric.CATEGORICAL_ACCURACY) {
            return largest(output) == largest(label) ? 1 : 0;
        }
        double sum = 0;
        for (int j = 0; j < output.length; j++) {
            sum += single(output[j], label[j]);
        }
        return sum / output.length;
    }

    private double single(float output, float label) {
        double error = (double) output - label;
        return switch (kind) {
            case BINARY_ACCURACY -> (output > 0.5f ? 1 : 0) == label ? 1 : 0;
            case MAE -> Math.abs(error);
            case MSE -> error * error;
            default -> throw new AssertionError("lstm4j bug: " + kind + " of single numbers");
        };
    }

    /** Index of the largest number; the first of equals. NaN is never larger. */
    static int largest(float[] row) {
        int largest = 0;
        for (int j = 1; j < row.length; j++) {
            if (row[j] > row[largest]) {
                largest = j;
            }
        }
        return largest;
    }

    @Override
    public String toString() {
        return name;
    }
}
