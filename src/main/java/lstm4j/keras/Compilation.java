package lstm4j.keras;

import java.util.List;

import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.Optimizer;

/** How a model was compiled, as far as lstm4j knows it; optimizer and loss are null where it does not. */
record Compilation(Optimizer optimizer, Loss loss, List<Metric> metrics) {
    static final Compilation NONE = new Compilation(null, null, List.of());
}
