package lstm4j.train;

import java.util.function.Consumer;

import lstm4j.layer.RuleException;

/**
 * The options every optimizer has, returning its own type: each method returns a changed copy.
 *
 * @param <O> the optimizer's own type, so that calls chain
 */
public abstract class FluentOptimizer<O extends FluentOptimizer<O>> extends Optimizer {
    FluentOptimizer(double rate) {
        super(rate);
    }

    /** A copy with one change made by {@code change}. */
    @SuppressWarnings("unchecked") // O is the class itself: every subclass is declared "X extends FluentOptimizer<X>"
    final O with(Consumer<O> change) {
        O copy = (O) copy();
        change.accept(copy);
        return copy;
    }

    @Override
    public O learningRate(double rate) {
        double checked = finite("learning rate", rate);
        return scheduled(iteration -> checked, true);
    }

    @Override
    public O learningRate(LearningRateSchedule schedule) {
        return scheduled(schedule, false);
    }

    private O scheduled(LearningRateSchedule schedule, boolean constantRate) {
        return with(o -> {
            o.schedule = schedule;
            o.constantRate = constantRate;
        });
    }

    @Override
    public O clipnorm(double norm) {
        return clipped(Clip.NORM, norm);
    }

    @Override
    public O globalClipnorm(double norm) {
        return clipped(Clip.GLOBAL_NORM, norm);
    }

    @Override
    public O clipvalue(double value) {
        return clipped(Clip.VALUE, value);
    }

    @Override
    public O weightDecay(double factor) {
        double checked = finite("weight decay", factor);
        return with(o -> o.weightDecay = checked);
    }

    private O clipped(Clip how, double limit) {
        if (clip() != Clip.NONE) {
            throw new RuleException("OPT-2", name(), "one of clipnorm, globalClipnorm, clipvalue", "two of them", "");
        }
        if (!((float) limit > 0)) {
            throw new RuleException("OPT-1", name(), "a positive clipping limit", String.valueOf(limit), "");
        }
        return with(o -> {
            o.clip = how;
            o.clipLimit = limit;
        });
    }
}
