package lstm4j.train;

/**
 * A metric settled for the labels and outputs of one model: sums over rows of outputs and their labels, and a number made
 * of the sums. Sums of parts of an epoch can be added. Stateless and thread-safe.
 * Spec: chapter 12. Source: Keras 3, {@code metrics/}, {@code trainers/compile_utils.py}.
 */
public abstract class RowMetric {
    /** Label width of class numbers: they have one axis less than the outputs. */
    public static final int CLASS_NUMBERS = 0;

    private final Metric metric;

    RowMetric(Metric metric) {
        this.metric = metric;
    }

    /** The name in logs: that of the metric as it was given to compile. */
    public final String name() {
        return metric.kerasName();
    }

    /** What is computed; never {@code ACCURACY}. */
    public final Metric.Kind kind() {
        return metric.kind();
    }

    /** Whether more is better, as with the accuracies. */
    public final boolean isBetterWhenLarger() {
        return metric.isBetterWhenLarger();
    }

    /** Whether rows count by the weights of their samples. */
    public final boolean isWeighted() {
        return metric.isWeighted();
    }

    /** How many sums it takes. */
    public abstract int size();

    /**
     * Adds a row of outputs and its row of labels to {@code sums}, from place {@code at} on.
     *
     * @param weight what the row counts
     */
    public abstract void add(float[] output, float[] label, double weight, double[] sums, int at);

    /** The same with the number of the row's class, or a single label that is an integer. */
    public abstract void add(float[] output, int label, double weight, double[] sums, int at);

    /** The metric of all rows that were added; 0 of none. */
    public abstract double result(double[] sums, int at);

    /** The metric of one row alone. */
    public final double value(float[] output, float[] label) {
        double[] sums = new double[size()];
        add(output, label, 1, sums, 0);
        return result(sums, 0);
    }

    /** The metric of one row alone. */
    public final double value(float[] output, int label) {
        double[] sums = new double[size()];
        add(output, label, 1, sums, 0);
        return result(sums, 0);
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
    public final String toString() {
        return name();
    }
}
