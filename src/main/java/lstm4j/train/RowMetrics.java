package lstm4j.train;

import lstm4j.layer.RuleException;

/** Settles metrics for the labels and outputs of a model. */
public final class RowMetrics {
    private RowMetrics() {
    }

    /**
     * The metric for outputs of {@code outputWidth} numbers a row. {@code ACCURACY} becomes, as in Keras, the binary one
     * when there is one output, the sparse one when labels are class numbers or have width 1, else the categorical one.
     *
     * @param labelWidth numbers in a row of labels, or {@link RowMetric#CLASS_NUMBERS}
     * @throws RuleException FIT-15 when the metric cannot compare such labels with such outputs
     */
    public static RowMetric of(Metric metric, int outputWidth, int labelWidth) {
        Metric settled = metric.settled(outputWidth, labelWidth);
        boolean sparse = settled.kind() == Metric.Kind.SPARSE_CATEGORICAL_ACCURACY || settled.kind() == Metric.Kind.SPARSE_TOP_K_CATEGORICAL_ACCURACY;
        boolean fits = sparse ? labelWidth <= 1 : labelWidth == outputWidth || labelWidth <= 1 && outputWidth == 1;
        if (!fits) {
            throw new RuleException("FIT-15", metric.kerasName(), sparse ? "class numbers as labels"
                    : "labels of " + outputWidth + " numbers a row, as the model's outputs have",
                    labelWidth == RowMetric.CLASS_NUMBERS ? "class numbers" : labelWidth + " numbers a row",
                    sparse ? "one-hot labels go with CATEGORICAL_ACCURACY; ACCURACY chooses by itself"
                    : "class numbers go with SPARSE_CATEGORICAL_ACCURACY; ACCURACY chooses by itself");
        }
        return switch (settled.kind()) {
            case PRECISION, RECALL, AUC -> new ConfusionMetric(settled);
            case R2_SCORE -> new R2Metric(settled, outputWidth);
            default -> new MeanMetric(settled);
        };
    }
}
