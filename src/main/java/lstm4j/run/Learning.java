package lstm4j.run;

import java.util.List;
import java.util.stream.Collectors;

import lstm4j.engine.Workspace;
import lstm4j.layer.Architecture;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.RowMetric;

/**
 * What a network is to learn, and how.
 *
 * @param loss what is made small, or null for a network that only predicts
 * @param metrics what is measured beside it
 * @param truncate steps gradients go back, 0 for all
 * @param sink who wants the gradients of inputs and initial states, or null when nobody does
 */
public record Learning(Loss loss, List<RowMetric> metrics, int truncate, Sink sink) {
    /** Nothing: the network only predicts. */
    public static final Learning NONE = new Learning(null, List.of(), 0, null);

    /** What {@code compile} says; metrics become those of rows of the model's output and labels of the loss's kind. */
    public static Learning of(Architecture architecture, Loss loss, List<Metric> metrics, int truncate) {
        int outputs = architecture.outputShape().features();
        int labels = loss.isSparse() ? RowMetric.CLASS_NUMBERS : outputs;
        return new Learning(loss, metrics.stream().map(metric -> RowMetric.of(metric, outputs, labels)).collect(Collectors.toList()), truncate, null);
    }

    /** Takes what backward left in a workspace, for rows first … first + R − 1 of the batch. */
    @FunctionalInterface
    public interface Sink {
        /** Called once for every shard, by the thread that computed it. */
        void take(Workspace workspace, int first, int R);
    }

    /** Copies the list. */
    public Learning {
        metrics = List.copyOf(metrics);
    }
}
