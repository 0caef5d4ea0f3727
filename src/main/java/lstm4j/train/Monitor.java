package lstm4j.train;

import java.util.List;
import java.util.Objects;

import lstm4j.layer.RuleException;

/** Watches one of the logs: which way is better, and whether a value is better than another by enough. */
final class Monitor {
    /** Which way is better. */
    enum Mode { AUTO, MIN, MAX }

    private final String callback; // for messages
    String name = "val_loss";
    private Mode mode = Mode.AUTO;
    private double minDelta;
    private boolean larger;

    Monitor(String callback, double minDelta) {
        this.callback = callback;
        this.minDelta = minDelta;
    }

    void mode(String text) {
        mode = switch (Objects.requireNonNull(text, "mode")) {
            case "auto" -> Mode.AUTO;
            case "min" -> Mode.MIN;
            case "max" -> Mode.MAX;
            default -> throw new RuleException("FIT-10", callback, "mode \"auto\", \"min\" or \"max\"", '"' + text + '"', "");
        };
    }

    /** As in Keras the sign does not matter. */
    void minDelta(double delta) {
        if (!Double.isFinite(delta)) {
            throw new RuleException("FIT-10", callback, "a finite minDelta", String.valueOf(delta), "");
        }
        minDelta = Math.abs(delta);
    }

    static int requireCount(String callback, String what, int epochs) {
        if (epochs < 0) {
            throw new RuleException("FIT-10", callback, what + " of at least 0", String.valueOf(epochs), "");
        }
        return epochs;
    }

    /** Settles the direction before the first epoch, and refuses what can never be logged. */
    void begin(Training training) {
        String metric = name.startsWith("val_") ? name.substring("val_".length()) : name;
        Boolean known = knownDirection(metric, training.metrics());
        if (known != null && name.startsWith("val_") && !training.hasValidation()) {
            throw new RuleException("FIT-11", callback, "a training that logs " + name, "one without validation", Logs.missing(name));
        }
        if (mode == Mode.AUTO && known == null) {
            throw new RuleException("FIT-12", callback, "mode(\"min\") or mode(\"max\") for " + name, "mode(\"auto\")",
                    "only of loss and of compiled metrics it is known which way is better");
        }
        larger = mode == Mode.AUTO ? known : mode == Mode.MAX;
    }

    private static Boolean knownDirection(String metric, List<RowMetric> metrics) {
        if (metric.equals("loss")) {
            return false;
        }
        return metrics.stream().filter(m -> m.name().equals(metric)).map(RowMetric::isBetterWhenLarger).findFirst().orElse(null);
    }

    /** The watched value, else [FIT-11]. */
    double value(Logs logs) {
        if (!logs.contains(name)) {
            throw new RuleException("FIT-11", callback, "a training that logs " + name, "logs of " + logs.names(),
                    "a callback that puts a number of its own into the logs stands before the one that reads it");
        }
        return logs.get(name);
    }

    /** Whether {@code value} is better than {@code other} by more than the delta; NaN never is. Compared as floats, as in Keras. */
    boolean isBetter(double value, double other) {
        return larger ? (float) (value - minDelta) > (float) other : (float) (value + minDelta) < (float) other;
    }
}
