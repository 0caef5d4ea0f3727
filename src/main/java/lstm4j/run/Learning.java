package lstm4j.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import lstm4j.engine.Workspace;
import lstm4j.layer.Architecture;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.RowMetric;
import lstm4j.train.RowMetrics;

/**
 * What a network is to learn, and how.
 *
 * @param loss what is made small, or null where metrics are counted alone
 * @param metrics what is measured beside it
 * @param truncate steps gradients go back, 0 for all
 * @param sink who wants the gradients of inputs and initial states, or null when nobody does
 */
public record Learning(Loss loss, List<RowMetric> metrics, int truncate, Sink sink) {
    /** What {@code compile} says; metrics become those of rows of the model's output and labels of the loss's kind. */
    public static Learning of(Architecture architecture, Loss loss, List<Metric> metrics, int truncate) {
        int outputs = architecture.outputShape().features();
        int labels = loss.isSparse() ? RowMetric.CLASS_NUMBERS : outputs;
        List<RowMetric> settled = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Stream.concat(metrics.stream().filter(metric -> !metric.isWeighted()), metrics.stream().filter(Metric::isWeighted))
                .forEach(metric -> settled.add(RowMetrics.of(metric.named(free(metric, names)), outputs, labels)));
        return new Learning(loss, settled, truncate, null);
    }

    /** Keras's name in logs: one that is taken becomes weighted_name, or name_1, name_2 and so on. */
    private static String free(Metric metric, Set<String> names) {
        String first = metric.isWeighted() && names.contains(metric.kerasName()) ? "weighted_" + metric.kerasName() : metric.kerasName();
        String name = first;
        for (int k = 1; !names.add(name); k++) {
            name = first + "_" + k;
        }
        return name;
    }

    /** Where the sums of each metric begin, one after the other; behind the last, how many there are. */
    int[] places() {
        int[] places = new int[metrics.size() + 1];
        for (int m = 0; m < metrics.size(); m++) {
            places[m + 1] = places[m] + metrics.get(m).size();
        }
        return places;
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
