package lstm4j.oracle;

import lstm4j.train.LearningRateSchedule;
import lstm4j.train.LearningRateSchedule.CosineDecay;
import lstm4j.train.LearningRateSchedule.CosineDecayRestarts;
import lstm4j.train.LearningRateSchedule.ExponentialDecay;
import lstm4j.train.LearningRateSchedule.InverseTimeDecay;
import lstm4j.train.LearningRateSchedule.PiecewiseConstant;
import lstm4j.train.LearningRateSchedule.PolynomialDecay;

/**
 * The rates of Keras's schedules in double, written down a second time; a function of the user's own is asked. Spec: chapter
 * 11, OPT-3. Letters: n steps taken before, s steps of the schedule.
 */
final class OracleSchedule {
    private OracleSchedule() {
    }

    static double rate(LearningRateSchedule schedule, long n) {
        if (schedule instanceof ExponentialDecay d) {
            return d.initial() * StrictMath.pow(d.rate(), quotient(n, d.steps(), d.staircase()));
        }
        if (schedule instanceof InverseTimeDecay d) {
            return d.initial() / (1 + d.rate() * quotient(n, d.steps(), d.staircase()));
        }
        if (schedule instanceof PolynomialDecay d) {
            return polynomial(d, n);
        }
        if (schedule instanceof CosineDecay d) {
            return n < d.warmupSteps() ? d.initial() + (d.warmupTarget() - d.initial()) * n / d.warmupSteps()
                    : d.warmupTarget() * fall(Math.min(1, (n - d.warmupSteps()) / (double) d.steps()), 1, d.alpha());
        }
        if (schedule instanceof CosineDecayRestarts d) {
            return restarts(d, n);
        }
        if (schedule instanceof PiecewiseConstant d) {
            return d.values().get((int) d.boundaries().stream().filter(boundary -> boundary < n).count());
        }
        return schedule.at(n);
    }

    private static double quotient(long n, long s, boolean staircase) {
        return staircase ? n / s : n / (double) s;
    }

    /** (lr₀ − end)·(1 − n/s)^p + end; with cycle s is the next multiple of it, else n at most s. */
    private static double polynomial(PolynomialDecay d, long n) {
        long multiples = d.cycle() ? Math.max(1, (n + d.steps() - 1) / d.steps()) : 1;
        double left = Math.max(0, 1 - n / (double) (multiples * d.steps()));
        return d.end() + (d.initial() - d.end()) * StrictMath.pow(left, d.power());
    }

    /** Period i has length s·tⁱ and height mⁱ. */
    private static double restarts(CosineDecayRestarts d, long n) {
        double begin = 0;
        double length = d.firstSteps();
        int i = 0;
        while (n >= begin + length) {
            begin += length;
            length *= d.tMul();
            i++;
        }
        return d.initial() * fall((n - begin) / length, StrictMath.pow(d.mMul(), i), d.alpha());
    }

    /** α + (1 − α)·height·½(1 + cos πp). */
    private static double fall(double p, double height, double alpha) {
        return alpha + (1 - alpha) * height * (1 + StrictMath.cos(StrictMath.PI * p)) / 2;
    }
}
