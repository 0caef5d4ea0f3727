package lstm4j.train;

import java.util.Arrays;
import java.util.List;

import lstm4j.layer.RuleException;

/**
 * A learning rate that depends on the number of training steps taken. The factories follow Keras's
 * {@code keras.optimizers.schedules}, computed in double with {@link StrictMath} and rounded once.
 */
@FunctionalInterface
public interface LearningRateSchedule {
    /** The rate of step {@code iteration}, counted from 0. */
    float at(long iteration);

    /** initial · rate^(iteration / steps); with {@code staircase} the exponent is rounded down. At least 1 step, else [OPT-3]. */
    static LearningRateSchedule exponentialDecay(double initial, long steps, double rate, boolean staircase) {
        requireSteps(steps);
        return new ExponentialDecay(initial, steps, rate, staircase);
    }

    /** Half a cosine from {@code initial} down to alpha · initial over {@code steps} steps, constant from there. At least 1 step, else [OPT-3]. */
    static LearningRateSchedule cosineDecay(double initial, long steps, double alpha) {
        requireSteps(steps);
        return new CosineDecay(initial, steps, alpha);
    }

    /** values[0] up to and including step boundaries[0], then values[1], …: one value more than boundaries, else [OPT-3]. */
    static LearningRateSchedule piecewiseConstant(long[] boundaries, double[] values) {
        if (values.length != boundaries.length + 1) {
            throw new RuleException("OPT-3", "piecewiseConstant", boundaries.length + 1 + " values for " + boundaries.length
                    + " boundaries", String.valueOf(values.length), "");
        }
        return new PiecewiseConstant(Arrays.stream(boundaries).boxed().toList(), Arrays.stream(values).boxed().toList());
    }

    /** Keras's {@code ExponentialDecay}; see {@link #exponentialDecay}. */
    record ExponentialDecay(double initial, long steps, double rate, boolean staircase) implements LearningRateSchedule {
        @Override
        public float at(long iteration) {
            double exponent = (double) iteration / steps;
            return (float) (initial * StrictMath.pow(rate, staircase ? Math.floor(exponent) : exponent));
        }
    }

    /** Keras's {@code CosineDecay}; see {@link #cosineDecay}. */
    record CosineDecay(double initial, long steps, double alpha) implements LearningRateSchedule {
        @Override
        public float at(long iteration) {
            double part = (double) Math.min(iteration, steps) / steps;
            return (float) (initial * ((1 - alpha) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * part)) + alpha));
        }
    }

    /** Keras's {@code PiecewiseConstantDecay}; see {@link #piecewiseConstant}. */
    record PiecewiseConstant(List<Long> boundaries, List<Double> values) implements LearningRateSchedule {
        @Override
        public float at(long iteration) {
            int i = 0;
            while (i < boundaries.size() && iteration > boundaries.get(i)) {
                i++;
            }
            return values.get(i).floatValue();
        }
    }

    private static void requireSteps(long steps) {
        if (steps <= 0) {
            throw new RuleException("OPT-3", "learning-rate schedule", "at least 1 step", String.valueOf(steps), "");
        }
    }
}
