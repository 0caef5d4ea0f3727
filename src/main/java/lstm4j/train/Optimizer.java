package lstm4j.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.RuleException;

/**
 * How a training step turns gradients into new weights. This is the description alone: equations in chapter 11 of the
 * specification, float arithmetic in {@code lstm4j.run}, double arithmetic in the oracle. Immutable.
 * Keras 3's formulas, defaults and epsilons.
 */
public abstract class Optimizer implements Cloneable {
    /** How large a gradient may be. */
    public enum Clip {
        /** As it is. */
        NONE,
        /** Each array by itself is shortened to norm c: g·c / max(‖g‖, c). */
        NORM,
        /** All arrays together are shortened to norm c. */
        GLOBAL_NORM,
        /** Each number is cut to [−c, c]. */
        VALUE
    }

    LearningRateSchedule schedule;
    boolean constantRate = true;
    Clip clip = Clip.NONE;
    double clipLimit;
    double weightDecay;

    Optimizer(double rate) {
        this.schedule = iteration -> rate;
    }

    final Optimizer copy() {
        try {
            return (Optimizer) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("lstm4j bug: an optimizer is Cloneable", e);
        }
    }

    /** The Keras class name: {@code SGD}, {@code RMSprop}, {@code Adam}. */
    public abstract String name();

    /** Keras's names of the arrays kept for each weight array: Adam's momentum and velocity; none for plain SGD. */
    public abstract List<String> slotNames();

    /** How many of the first {@link #slotNames} alternate from weight to weight in Keras's files. */
    public int slotsInTurn() {
        return 1;
    }

    /** What every number of the arrays is before the first step. */
    public double slotStart() {
        return 0;
    }

    /** Number of arrays kept for each weight array: Adam 2, RMSprop 1 or more, plain SGD 0. */
    public final int slots() {
        return slotNames().size();
    }

    /** What this kind has beside rate, clipping and weight decay: numbers and flags by Keras's names. */
    abstract List<? extends OptimizerOption<?>> table();

    /** The values of the options that this kind has beside rate, clipping and weight decay, by Keras's names: numbers and flags. */
    public final Map<String, Object> options() {
        Map<String, Object> values = new LinkedHashMap<>();
        table().forEach(option -> values.put(option.name(), option.of(this)));
        return values;
    }

    /** With one of {@link #options} set, a number or a flag; whatever rule the value breaks. */
    public final Optimizer option(String name, Object value) {
        OptimizerOption<?> own = table().stream().filter(option -> option.name().equals(name)).findFirst()
                .orElseThrow(() -> new RuleException("OPT-1", name(), "one of its options " + options().keySet(), name, ""));
        if (value == null || value.getClass() != own.of(this).getClass()) {
            throw new RuleException("OPT-1", name(), name + " of the kind of " + own.of(this), String.valueOf(value), "");
        }
        return (Optimizer) own.set(this, value);
    }

    /** Whether ε stands beside the root where Keras 3 has it inside, as Keras did before 2.11. */
    public boolean isEpsilonOutside() {
        return false;
    }

    /** The learning rate of training step {@code iteration}, counted from 0. */
    public final LearningRateSchedule schedule() {
        return schedule;
    }

    /** Whether the rate is one number, which callbacks may change, and not a schedule. */
    public final boolean hasConstantRate() {
        return constantRate;
    }

    /** How gradients are clipped. */
    public final Clip clip() {
        return clip;
    }

    /** The limit c of clipping. */
    public final double clipLimit() {
        return clipLimit;
    }

    /** The factor λ of the decay w ← w − w·λ·lr of every weight before each step, 0 for none. */
    public final double weightDecay() {
        return weightDecay;
    }

    /** With this learning rate. Positive or 0 and finite, else [OPT-1]. */
    public abstract Optimizer learningRate(double rate);

    /** With a learning rate that depends on the step. */
    public abstract Optimizer learningRate(LearningRateSchedule schedule);

    /** With each weight array's gradient shortened to this norm; one form of clipping at most, else [OPT-2]. */
    public abstract Optimizer clipnorm(double norm);

    /** With the gradient of all weights together shortened to this norm. */
    public abstract Optimizer globalClipnorm(double norm);

    /** With every number of the gradient cut to ±value. */
    public abstract Optimizer clipvalue(double value);

    /** With every weight shortened by w·λ·lr before each step, whatever its gradient; finite and at least 0, else [OPT-1]. */
    public abstract Optimizer weightDecay(double factor);

    /** All its options in words, by Keras's names. */
    @Override
    public String toString() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("learning_rate", (constantRate ? "" : "a schedule that begins at ") + schedule.at(0));
        values.putAll(options());
        values.put("weight_decay", weightDecay);
        values.put("clip", clip == Clip.NONE ? "none" : clip + " at " + clipLimit);
        return name() + values;
    }

    /** A number that becomes a finite float; kept in double, so that 1 − β is rounded once. */
    double finite(String what, double value) {
        if (!(value >= 0 && (float) value < Float.POSITIVE_INFINITY)) {
            throw new RuleException("OPT-1", name(), "a finite " + what + " of at least 0", String.valueOf(value), "");
        }
        return value;
    }

    double fraction(String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new RuleException("OPT-1", name(), what + " from 0 to below 1", String.valueOf(value), "");
        }
        return value;
    }
}
