package lstm4j.run;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Running means over the batches of one epoch, in double. As in Keras the loss of a batch counts by its number of
 * samples, so a short last batch counts less; a metric is the mean over all rows it was computed for (one row a sample,
 * or T rows a sample when the model returns sequences) and takes no notice of class and sample weights.
 *
 * <p>Sums of floats depend on their order: a runner that works in parallel adds in the order of the samples or over a
 * fixed tree, never as threads finish. Spec: chapter 12. Source: Keras 3, {@code metrics/reduction_metrics.py}.
 */
public final class Totals {
    private double lossSum;
    private long samples;
    private final double[] metricSums;
    private final long[] metricRows;

    /** Zero loss, and {@code metrics} metrics at zero. */
    public Totals(int metrics) {
        metricSums = new double[metrics];
        metricRows = new long[metrics];
    }

    /** Adds a batch of {@code samples} samples whose loss, penalties of regularizers included, is {@code loss}. */
    public void addLoss(double loss, int samples) {
        lossSum += loss * samples;
        this.samples += samples;
    }

    /** Adds {@code sum}, the metric's values of {@code rows} rows, to metric number {@code metric}. */
    public void addMetric(int metric, double sum, long rows) {
        metricSums[metric] += sum;
        metricRows[metric] += rows;
    }

    /** Mean loss so far; 0 when nothing was added. */
    public double loss() {
        return samples == 0 ? 0 : lossSum / samples;
    }

    /** Mean of a metric so far; 0 when nothing was added. */
    public double metric(int metric) {
        return metricRows[metric] == 0 ? 0 : metricSums[metric] / metricRows[metric];
    }

    /** Number of samples so far. */
    public long samples() {
        return samples;
    }

    /** Number of metrics. */
    public int metrics() {
        return metricSums.length;
    }

    /** The sums so far. */
    Map<String, Object> state() {
        return Map.of("lossSum", lossSum, "samples", samples, "metricSums", Arrays.stream(metricSums).boxed().collect(Collectors.toList()),
                "metricRows", Arrays.stream(metricRows).boxed().collect(Collectors.toList()));
    }

    /** Goes on from these sums, of as many metrics. */
    void restore(Map<?, ?> state) {
        lossSum = (Double) state.get("lossSum");
        samples = (Long) state.get("samples");
        for (int metric = 0; metric < metricSums.length; metric++) {
            metricSums[metric] = (Double) ((List<?>) state.get("metricSums")).get(metric);
            metricRows[metric] = (Long) ((List<?>) state.get("metricRows")).get(metric);
        }
    }

    /** Back to zero. */
    public void reset() {
        lossSum = 0;
        samples = 0;
        Arrays.fill(metricSums, 0);
        Arrays.fill(metricRows, 0);
    }
}
