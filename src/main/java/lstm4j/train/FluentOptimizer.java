package lstm4j.train;

import lstm4j.layer.RuleException;

/**
 * The options every optimizer has, returning its own type: each method returns a changed copy.
 *
 * @param <O> the optimizer's own type, so that calls chain
 */
public abstract class FluentOptimizer<O extends FluentOptimizer<O>> extends Optimizer {
    FluentOptimizer(LearningRateSchedule schedule, boolean constantRate, Clip clip, float clipLimit) {
        super(schedule, constantRate, clip, clipLimit);
    }

    /** This optimizer with other common options. */
    abstract O with(LearningRateSchedule schedule, boolean constantRate, Clip clip, float clipLimit);

    @Override
    public O learningRate(double rate) {
        float checked = (float) finite("learning rate", rate);
        return with(iteration -> checked, true, clip(), clipLimit());
    }

    @Override
    public O learningRate(LearningRateSchedule schedule) {
        return with(schedule, false, clip(), clipLimit());
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

    private O clipped(Clip how, double limit) {
        if (clip() != Clip.NONE) {
            throw new RuleException("OPT-2", name(), "one of clipnorm, globalClipnorm, clipvalue", "two of them", "");
        }
        if (!(limit > 0)) {
            throw new RuleException("OPT-1", name(), "a positive clipping limit", String.valueOf(limit), "");
        }
        return with(schedule(), hasConstantRate(), how, (float) limit);
    }
}
