package lstm4j.train;

import java.util.LinkedHashMap;
import java.util.Map;

import lstm4j.layer.RuleException;

/**
 * Ends the training when a watched value has not become better for some epochs.
 *
 * <pre>{@code
 * Callback stop = new EarlyStopping().monitor("val_loss").patience(3).restoreBestWeights();
 * }</pre>
 *
 * Counts as Keras does: the first value is the best so far. Each epoch adds one to a counter, which goes back to 0 when
 * the value beats the best by more than {@code minDelta} (and beats the baseline, if there is one). When it does not and
 * the counter has reached {@code patience}, training ends, but never after epoch 0. So patience 0 and 1 are the same.
 * Values are compared as floats, and NaN is never better. Unlike Keras, which warns and goes on, a value that is not logged is refused: [FIT-11].
 *
 * <p>Options change this callback and return it; it can be used again for another training, but not for two at once.
 * Source: Keras 3, {@code callbacks/early_stopping.py}.
 */
public final class EarlyStopping extends Callback implements Resumable {
    private final Monitor monitor = new Monitor("EarlyStopping", 0);
    private int patience;
    private double baseline = Double.NaN; // NaN: none
    private boolean restoreBestWeights;
    private int startFromEpoch;
    private Appendable out;

    private int wait;
    private double best;
    private boolean hasBest;
    private int bestEpoch;
    private int stoppedEpoch;
    private float[][][] bestWeights;

    /** Watches val_loss with patience 0. */
    public EarlyStopping() {
    }

    /** What to watch: {@code val_loss} unless given. */
    public EarlyStopping monitor(String name) {
        monitor.name = name;
        return this;
    }

    /** What counts as better: a change of more than this; 0 unless given. The sign does not matter. Finite, else [FIT-10]. */
    public EarlyStopping minDelta(double delta) {
        monitor.minDelta(delta);
        return this;
    }

    /** After how many epochs without progress to stop; at least 0, else [FIT-10]. */
    public EarlyStopping patience(int epochs) {
        patience = Monitor.requireCount("EarlyStopping", "patience", epochs);
        return this;
    }

    /** {@code "min"} when less is better, {@code "max"} when more is, {@code "auto"} to go by the metric; else [FIT-10]. */
    public EarlyStopping mode(String mode) {
        monitor.mode(mode);
        return this;
    }

    /** A value to beat from the start; not NaN, else [FIT-10]. */
    public EarlyStopping baseline(double value) {
        if (Double.isNaN(value)) {
            throw new RuleException("FIT-10", "EarlyStopping", "a baseline that is a number", "NaN", "");
        }
        baseline = value;
        return this;
    }

    /** At the end of training, stopped early or not, goes back to the weights of the best epoch. */
    public EarlyStopping restoreBestWeights() {
        restoreBestWeights = true;
        return this;
    }

    /** Takes no notice of the epochs before this one, counted from 0; at least 0, else [FIT-10]. */
    public EarlyStopping startFromEpoch(int epoch) {
        startFromEpoch = Monitor.requireCount("EarlyStopping", "startFromEpoch", epoch);
        return this;
    }

    /** Says in {@code out} when it stops and what it restores. */
    public EarlyStopping verbose(Appendable out) {
        this.out = out;
        return this;
    }

    @Override
    public void onTrainBegin(Training training) {
        monitor.begin(training);
        wait = 0;
        hasBest = false;
        bestEpoch = 0;
        stoppedEpoch = 0;
        bestWeights = null;
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Training training) {
        double current = monitor.value(logs);
        if (epoch < startFromEpoch) {
            return;
        }
        wait++;
        if (!hasBest || monitor.isBetter(current, best)) {
            hasBest = true;
            best = current;
            bestEpoch = epoch;
            if (restoreBestWeights) {
                bestWeights = training.getWeights();
            }
            if (Double.isNaN(baseline) || monitor.isBetter(current, baseline)) {
                wait = 0;
            }
        } else if (wait >= patience && epoch > 0) {
            stoppedEpoch = epoch;
            training.stopTraining();
        }
    }

    @Override
    public void onTrainEnd(Logs logs, Training training) {
        if (stoppedEpoch > 0) {
            Output.print(out, "Epoch " + (stoppedEpoch + 1) + ": early stopping\n");
        }
        if (bestWeights != null) {
            Output.print(out, "Restoring model weights from the end of the best epoch: " + (bestEpoch + 1) + ".\n");
            training.setWeights(bestWeights);
            bestWeights = null;
        }
    }

    @Override
    public Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("wait", wait);
        state.put("best", best);
        state.put("hasBest", hasBest);
        state.put("bestEpoch", bestEpoch);
        state.put("stoppedEpoch", stoppedEpoch);
        state.put("bestWeights", bestWeights);
        return state;
    }

    @Override
    public void restore(Map<String, Object> state) {
        wait = Math.toIntExact((Long) state.get("wait"));
        best = (Double) state.get("best");
        hasBest = (Boolean) state.get("hasBest");
        bestEpoch = Math.toIntExact((Long) state.get("bestEpoch"));
        stoppedEpoch = Math.toIntExact((Long) state.get("stoppedEpoch"));
        bestWeights = (float[][][]) state.get("bestWeights");
    }

    /** The epoch after which training was stopped, counted from 0; 0 if it was not. */
    public int stoppedEpoch() {
        return stoppedEpoch;
    }

    /** The best epoch, counted from 0. */
    public int bestEpoch() {
        return bestEpoch;
    }
}
