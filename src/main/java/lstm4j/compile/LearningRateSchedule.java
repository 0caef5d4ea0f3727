package lstm4j.compile;

import lstm4j.layer.RuleException;

/**
 * A learning rate that depends on the number of training steps taken. The factories follow Keras's
 * {@code keras.optimizers.schedules}, computed in double with {@link StrictMath} and rounded once.
 */
@FunctionalInterface
public interface LearningRateSchedule {
    /** The rate of step {@code iteration}, counted from 0. */
    float at(long iteration);

    /** initial · rate^(iteration / steps); with {@code staircase} the exponent is rounded down. */
    static LearningRateSchedule exponentialDecay(double initial, long steps, double rate, boolean staircase) {
        requireSteps(steps);
        return iteration -> {
            double exponent = (double) iteration / steps;
            return (float) (initial * StrictMath.pow(rate, staircase ? Math.floor(exponent) : exponent));
        };
    }

    /** Half a cosine from {@code initial} down to alpha · initial over {@code steps} steps, constant from there. */
    static LearningRateSchedule cosineDecay(double initial, long steps, double alpha) {
        requireSteps(steps);
        return iteration -> {
            double part = (double) Math.min(iteration, steps) / steps;
            return (float) (initial * ((1 - alpha) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * part)) + alpha));
        };
    }

    /** values[0] up to and including step boundaries[0], then values[1], …: one value more than boundaries. */
    static LearningRateSchedule piecewiseConstant(long[] boundaries, double[] values) {
        if (values.length != boundaries.length + 1) {
            throw new RuleException("OPT-3", "piecewiseConstant", boundaries.length + 1 + " values for " + boundaries.length
                    + " boundaries", String.valueOf(values.length), "");
        }
        long[] ends = boundaries.clone();
        double[] rates = values.clone();
        return iteration -> {
            int i = 0;
            while (i < ends.length && iteration > ends[i]) {
                i++;
            }
            return (float) rates[i];
        };
    }

    private static void requireSteps(long steps) {
        if (steps <= 0) {
            throw new RuleException("OPT-3", "learning-rate schedule", "at least 1 step", String.valueOf(steps), "");
        }
    }
}
