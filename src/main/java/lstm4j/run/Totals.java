package lstm4j.run;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.train.RowMetric;

/**
 * Loss and metrics over the batches of one epoch, in double. As in Keras the loss of a batch counts by its number of
 * samples, so a short last batch counts less; a metric is made of sums over all rows it was computed for (one row a sample,
 * or T rows a sample when the model returns sequences) and takes no notice of class and sample weights, unless it is weighted.
 *
 * <p>Sums of floats depend on their order: a runner that works in parallel adds in the order of the samples or over a
 * fixed tree, never as threads finish. Spec: chapter 12. Source: Keras 3, {@code metrics/reduction_metrics.py}.
 */
public final class Totals {
    private final List<RowMetric> metrics;
    private final int[] places; // where the sums of each metric begin
    private final double[] sums;
    private double lossSum;
    private long samples;

    /** Zero loss, and these metrics of nothing. */
    public Totals(List<RowMetric> metrics) {
        this.metrics = List.copyOf(metrics);
        places = new Learning(null, metrics, 0, null).places();
        sums = new double[places[metrics.size()]];
    }

    /** Adds a batch of {@code samples} samples whose loss, penalties of regularizers included, is {@code loss}. */
    public void addLoss(double loss, int samples) {
        lossSum += loss * samples;
        this.samples += samples;
    }

    /** Adds to one of the sums of all metrics, which stand one after the other. */
    void add(int place, double sum) {
        sums[place] += sum;
    }

    /** Mean loss so far; 0 when nothing was added. */
    public double loss() {
        return samples == 0 ? 0 : lossSum / samples;
    }

    /** A metric so far; 0 when nothing was added. */
    public double metric(int metric) {
        return metrics.get(metric).result(sums, places[metric]);
    }

    /** Number of samples so far. */
    public long samples() {
        return samples;
    }

    /** The sums so far. */
    Map<String, Object> state() {
        return Map.of("lossSum", lossSum, "samples", samples, "metricSums", Arrays.stream(sums).boxed().collect(Collectors.toList()));
    }

    /** Goes on from these sums, of the same metrics. */
    void restore(Map<?, ?> state) {
        lossSum = (Double) state.get("lossSum");
        samples = (Long) state.get("samples");
        for (int k = 0; k < sums.length; k++) {
            sums[k] = (Double) ((List<?>) state.get("metricSums")).get(k);
        }
    }

    /** Back to zero. */
    public void reset() {
        lossSum = 0;
        samples = 0;
        Arrays.fill(sums, 0);
    }
}
