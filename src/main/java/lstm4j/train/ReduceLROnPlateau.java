package lstm4j.train;

import java.util.Map;

import lstm4j.layer.RuleException;

/**
 * Multiplies the learning rate by a factor when a watched value has not become better for some epochs.
 *
 * <p>Counts as Keras does: an epoch without progress adds one to a counter, progress puts it back to 0, and so does each
 * of the {@code cooldown} epochs after a reduction; when the counter reaches {@code patience} (0 acts like 1), the rate
 * becomes max(rate·factor, minLr). Puts {@code learning_rate}, the rate of the epoch that ends, into the logs.
 * Needs an optimizer whose rate is a number, else [OPT-7], and a watched value that is logged, else [FIT-11].
 *
 * <p>Options change this callback and return it. Source: Keras 3, {@code callbacks/reduce_lr_on_plateau.py}.
 */
public final class ReduceLROnPlateau extends Callback implements Resumable {
    private final Monitor monitor = new Monitor("ReduceLROnPlateau", 1e-4);
    private double factor = 0.1;
    private int patience = 10;
    private int cooldown;
    private double minLr;
    private Appendable out;

    private boolean hasBest;
    private double best;
    private int wait;
    private int cooling; // epochs of cooldown to come

    /** Watches val_loss: factor 0.1, patience 10, minDelta 1e-4, no cooldown, minLr 0. */
    public ReduceLROnPlateau() {
    }

    /** What to watch: {@code val_loss} unless given. */
    public ReduceLROnPlateau monitor(String name) {
        monitor.name = name;
        return this;
    }

    /** What to multiply the rate by; between 0 and 1, else [FIT-10]. */
    public ReduceLROnPlateau factor(double factor) {
        if (!(factor > 0 && factor < 1)) {
            throw new RuleException("FIT-10", "ReduceLROnPlateau", "a factor between 0 and 1", String.valueOf(factor),
                    "the rate is multiplied by it: 0.5 halves the rate");
        }
        this.factor = factor;
        return this;
    }

    /** After how many epochs without progress to reduce; at least 0, else [FIT-10]. */
    public ReduceLROnPlateau patience(int epochs) {
        patience = Monitor.requireCount("ReduceLROnPlateau", "patience", epochs);
        return this;
    }

    /** {@code "min"} when less is better, {@code "max"} when more is, {@code "auto"} to go by the metric; else [FIT-10]. */
    public ReduceLROnPlateau mode(String mode) {
        monitor.mode(mode);
        return this;
    }

    /** What counts as better: a change of more than this. Finite, else [FIT-10]. */
    public ReduceLROnPlateau minDelta(double delta) {
        monitor.minDelta(delta);
        return this;
    }

    /** For how many epochs after a reduction not to count; at least 0, else [FIT-10]. */
    public ReduceLROnPlateau cooldown(int epochs) {
        cooldown = Monitor.requireCount("ReduceLROnPlateau", "cooldown", epochs);
        return this;
    }

    /** The lowest rate to go to; finite and at least 0, else [FIT-10]. */
    public ReduceLROnPlateau minLr(double rate) {
        if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new RuleException("FIT-10", "ReduceLROnPlateau", "a finite minLr of at least 0", String.valueOf(rate), "");
        }
        minLr = rate;
        return this;
    }

    /** Says in {@code out} when it reduces the rate. */
    public ReduceLROnPlateau verbose(Appendable out) {
        this.out = out;
        return this;
    }

    @Override
    public void onTrainBegin(Training training) {
        monitor.begin(training);
        training.learningRate(training.learningRate()); // refuses a schedule now, not when the first plateau is over
        hasBest = false;
        wait = 0;
        cooling = 0;
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Training training) {
        logs.put("learning_rate", training.learningRate());
        double current = monitor.value(logs);
        if (cooling > 0) {
            cooling--;
            wait = 0;
        }
        if (!hasBest || monitor.isBetter(current, best)) {
            hasBest = true;
            best = current;
            wait = 0;
        } else if (cooling == 0) {
            wait++;
            if (wait >= patience && training.learningRate() > (float) minLr) {
                reduce(epoch, training);
            }
        }
    }

    @Override
    public Map<String, Object> state() {
        return Map.of("best", best, "hasBest", hasBest, "wait", wait, "cooling", cooling);
    }

    @Override
    public void restore(Map<String, Object> state) {
        best = (Double) state.get("best");
        hasBest = (Boolean) state.get("hasBest");
        wait = Math.toIntExact((Long) state.get("wait"));
        cooling = Math.toIntExact((Long) state.get("cooling"));
    }

    private void reduce(int epoch, Training training) {
        double rate = Math.max(training.learningRate() * factor, minLr);
        training.learningRate(rate);
        Output.print(out, "\nEpoch " + (epoch + 1) + ": ReduceLROnPlateau reducing learning rate to "
                + PythonNumbers.repr(rate) + ".\n");
        cooling = cooldown;
        wait = 0;
    }
}
