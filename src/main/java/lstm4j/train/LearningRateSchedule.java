package lstm4j.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import lstm4j.layer.RuleException;

/**
 * A learning rate that depends on the number of training steps taken, in double; the engine rounds it to float, once a
 * step. The factories follow Keras's {@code keras.optimizers.schedules}, with {@link StrictMath}. They refuse numbers that
 * are not finite or below 0, fewer than 1 step, and what else their line says: [OPT-3].
 */
@FunctionalInterface
public interface LearningRateSchedule {
    /** The rate of step {@code iteration}, counted from 0. */
    double at(long iteration);

    /** initial · rate^(iteration / steps); with {@code staircase} the exponent is rounded down. */
    static LearningRateSchedule exponentialDecay(double initial, long steps, double rate, boolean staircase) {
        return new ExponentialDecay(initial, steps, rate, staircase);
    }

    /** initial / (1 + rate · iteration / steps); with {@code staircase} the quotient is rounded down. */
    static LearningRateSchedule inverseTimeDecay(double initial, long steps, double rate, boolean staircase) {
        return new InverseTimeDecay(initial, steps, rate, staircase);
    }

    /** (initial − end) · (1 − iteration / steps)^power + end, then end; with {@code cycle} steps grows to the next multiple instead. */
    static LearningRateSchedule polynomialDecay(double initial, long steps, double end, double power, boolean cycle) {
        return new PolynomialDecay(initial, steps, end, power, cycle);
    }

    /** Half a cosine from {@code initial} down to alpha · initial over {@code steps} steps, constant from there. */
    static LearningRateSchedule cosineDecay(double initial, long steps, double alpha) {
        return new CosineDecay(initial, steps, alpha, initial, 0);
    }

    /** A straight line from {@code initial} to {@code warmupTarget} over {@code warmupSteps} steps, then the half cosine from there. */
    static LearningRateSchedule cosineDecay(double initial, long steps, double alpha, double warmupTarget, long warmupSteps) {
        return new CosineDecay(initial, steps, alpha, warmupTarget, warmupSteps);
    }

    /**
     * Half cosines one after the other: the first lasts {@code firstSteps}, each one {@code tMul} times as long as the one
     * before and beginning {@code mMul} times as high; tMul is at least 1.
     */
    static LearningRateSchedule cosineDecayRestarts(double initial, long firstSteps, double tMul, double mMul, double alpha) {
        return new CosineDecayRestarts(initial, firstSteps, tMul, mMul, alpha);
    }

    /** values[0] up to and including step boundaries[0], then values[1], …: one value more than boundaries, which ascend. */
    static LearningRateSchedule piecewiseConstant(long[] boundaries, double[] values) {
        return new PiecewiseConstant(Arrays.stream(boundaries).boxed().collect(Collectors.toList()), Arrays.stream(values).boxed().collect(Collectors.toList()));
    }

    /** Keras's {@code ExponentialDecay}; see {@link #exponentialDecay}. */
    record ExponentialDecay(double initial, long steps, double rate, boolean staircase) implements LearningRateSchedule {
        /** See [OPT-3]. */
        public ExponentialDecay {
            requireNumbers("exponentialDecay", steps, initial, rate);
        }

        @Override
        public double at(long iteration) {
            return initial * StrictMath.pow(rate, part(iteration, steps, staircase));
        }
    }

    /** Keras's {@code InverseTimeDecay}; see {@link #inverseTimeDecay}. */
    record InverseTimeDecay(double initial, long steps, double rate, boolean staircase) implements LearningRateSchedule {
        /** See [OPT-3]. */
        public InverseTimeDecay {
            requireNumbers("inverseTimeDecay", steps, initial, rate);
        }

        @Override
        public double at(long iteration) {
            return initial / (1 + rate * part(iteration, steps, staircase));
        }
    }

    /** Keras's {@code PolynomialDecay}; see {@link #polynomialDecay}. */
    record PolynomialDecay(double initial, long steps, double end, double power, boolean cycle) implements LearningRateSchedule {
        /** See [OPT-3]. */
        public PolynomialDecay {
            requireNumbers("polynomialDecay", steps, initial, end, power);
        }

        @Override
        public double at(long iteration) {
            double last = cycle ? steps * Math.max(1, Math.ceil((double) iteration / steps)) : steps;
            return (initial - end) * StrictMath.pow(1 - Math.min(iteration, last) / last, power) + end;
        }
    }

    /** Keras's {@code CosineDecay}; see {@link #cosineDecay}. Without warm-up the target is the initial rate, after 0 steps. */
    record CosineDecay(double initial, long steps, double alpha, double warmupTarget, long warmupSteps) implements LearningRateSchedule {
        /** See [OPT-3]. */
        public CosineDecay {
            requireNumbers("cosineDecay", steps, initial, alpha, warmupTarget, warmupSteps);
        }

        /** Whether the rate rises first, or at least begins elsewhere than at {@link #initial}. */
        public boolean warms() {
            return warmupSteps > 0 || warmupTarget != initial;
        }

        @Override
        public double at(long iteration) {
            return iteration < warmupSteps ? (warmupTarget - initial) * ((double) iteration / warmupSteps) + initial
                    : warmupTarget * cosine((double) Math.min(iteration - warmupSteps, steps) / steps, 1, alpha);
        }
    }

    /** Keras's {@code CosineDecayRestarts}; see {@link #cosineDecayRestarts}. */
    record CosineDecayRestarts(double initial, long firstSteps, double tMul, double mMul, double alpha) implements LearningRateSchedule {
        /** See [OPT-3]. */
        public CosineDecayRestarts {
            requireNumbers("cosineDecayRestarts", firstSteps, initial, tMul, mMul, alpha);
            if (tMul < 1) {
                throw refused("cosineDecayRestarts", "periods that do not become shorter, tMul of at least 1", String.valueOf(tMul));
            }
        }

        @Override
        public double at(long iteration) {
            double taken = tMul == 1 ? iteration % firstSteps : iteration;
            double period = firstSteps;
            double height = tMul == 1 ? StrictMath.pow(mMul, iteration / firstSteps) : 1;
            while (taken >= period) {
                taken -= period;
                period *= tMul;
                height *= mMul;
            }
            return initial * cosine(taken / period, height, alpha);
        }
    }

    /** Keras's {@code PiecewiseConstantDecay}; see {@link #piecewiseConstant}. */
    record PiecewiseConstant(List<Long> boundaries, List<Double> values) implements LearningRateSchedule {
        /** See [OPT-3]. */
        public PiecewiseConstant {
            if (values.size() != boundaries.size() + 1) {
                throw refused("piecewiseConstant", boundaries.size() + 1 + " values for " + boundaries.size() + " boundaries",
                        String.valueOf(values.size()));
            }
            requireNumbers("piecewiseConstant", 1, values.stream().mapToDouble(Double::doubleValue).toArray());
            for (int i = 1; i < boundaries.size(); i++) {
                if (boundaries.get(i) <= boundaries.get(i - 1)) {
                    throw refused("piecewiseConstant", "boundaries that ascend", boundaries.toString());
                }
            }
        }

        @Override
        public double at(long iteration) {
            int i = 0;
            while (i < boundaries.size() && iteration > boundaries.get(i)) {
                i++;
            }
            return values.get(i);
        }
    }

    private static double part(long iteration, long steps, boolean staircase) {
        double part = (double) iteration / steps;
        return staircase ? Math.floor(part) : part;
    }

    private static double cosine(double part, double height, double alpha) {
        return (1 - alpha) * (0.5 * height * (1 + StrictMath.cos(StrictMath.PI * part))) + alpha;
    }

    private static void requireNumbers(String what, long steps, double... numbers) {
        if (steps <= 0) {
            throw refused(what, "at least 1 step", String.valueOf(steps));
        }
        for (double number : numbers) {
            if (!(number >= 0 && number < Double.POSITIVE_INFINITY)) {
                throw refused(what, "finite numbers of at least 0", String.valueOf(number));
            }
        }
    }

    private static RuleException refused(String what, String expected, String got) {
        return new RuleException("OPT-3", what, expected, got, "");
    }
}
