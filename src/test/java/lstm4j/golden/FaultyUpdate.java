package lstm4j.golden;

import java.util.Arrays;
import java.util.List;

import lstm4j.layer.Regularizer;
import lstm4j.layer.Weight;
import lstm4j.train.Adam;
import lstm4j.train.LearningRateSchedule;
import lstm4j.train.Optimizer;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;

/** Plain optimizers in double, from gradients without penalties, with one thing done wrong. */
final class FaultyUpdate {
    private final Optimizer optimizer;
    private final LearningRateSchedule smooth; // the schedule without its staircase
    private final UpdateFault fault;
    private double[][] a; // [array][number] momentum
    private double[][] v; // mean square
    private double[][] m; // mean gradient, or largest mean square
    private int t;

    FaultyUpdate(Optimizer optimizer, LearningRateSchedule smooth, UpdateFault fault) {
        this.optimizer = optimizer;
        this.smooth = smooth;
        this.fault = fault;
    }

    private boolean is(UpdateFault other) {
        return fault == other;
    }

    /** Changes weights [array][rows][columns] by the gradients of the data loss. */
    void step(List<Weight> specs, double[][][] weights, double[][][] gradients) {
        double[][] g = new double[weights.length][];
        for (int n = 0; n < g.length; n++) {
            g[n] = Flat.of(gradients[n]);
            penalty(specs.get(n), Flat.of(weights[n]), g[n]);
        }
        if (t == 0) {
            a = zerosLike(g);
            v = zerosLike(g);
            m = zerosLike(g);
            for (int n = 0; n < v.length && is(UpdateFault.RMSPROP_STARTS_AT_ONE); n++) {
                Arrays.fill(v[n], 1);
            }
        }
        clip(g);
        double rate = rate();
        t++;
        for (int n = 0; n < g.length; n++) {
            int columns = weights[n][0].length;
            for (int k = 0; k < g[n].length; k++) {
                double step = change(n, k, g[n][k], rate);
                weights[n][k / columns][k % columns] += is(UpdateFault.GRADIENT_ADDED) ? step : -step;
            }
        }
    }

    private void penalty(Weight spec, double[] w, double[] g) {
        Regularizer penalty = spec.regularizer();
        boolean without = is(UpdateFault.PENALTY_IGNORED) || is(UpdateFault.PENALTY_NOT_ON_BIAS) && spec.name().equals("bias");
        double factor = without ? 0 : is(UpdateFault.PENALTY_HALVED) ? 0.5 : 1;
        for (int k = 0; k < g.length; k++) {
            g[k] += factor * (penalty.l1() * Math.signum(w[k]) + 2 * penalty.l2() * w[k]);
        }
    }

    private double rate() {
        LearningRateSchedule schedule = is(UpdateFault.STAIRCASE_IGNORED) ? smooth : optimizer.schedule();
        return schedule.at(is(UpdateFault.SCHEDULE_ONE_STEP_LATE) ? Math.max(0, t - 1) : is(UpdateFault.SCHEDULE_ONE_STEP_EARLY) ? t + 1 : t);
    }

    private void clip(double[][] g) {
        double limit = optimizer.clipLimit();
        Optimizer.Clip how = switch (fault) {
            case CLIP_IGNORED -> Optimizer.Clip.NONE;
            case CLIPNORM_IS_GLOBAL -> optimizer.clip() == Optimizer.Clip.NORM ? Optimizer.Clip.GLOBAL_NORM : optimizer.clip();
            case GLOBAL_CLIPNORM_IS_PER_ARRAY -> optimizer.clip() == Optimizer.Clip.GLOBAL_NORM ? Optimizer.Clip.NORM : optimizer.clip();
            case CLIPVALUE_IS_NORM -> optimizer.clip() == Optimizer.Clip.VALUE ? Optimizer.Clip.NORM : optimizer.clip();
            default -> optimizer.clip();
        };
        double all = Math.sqrt(Arrays.stream(g).mapToDouble(FaultyUpdate::square).sum());
        for (double[] array : g) {
            double norm = how == Optimizer.Clip.GLOBAL_NORM ? all : Math.sqrt(square(array));
            double below = is(UpdateFault.CLIPNORM_ALWAYS_SCALES) ? norm : Math.max(norm, limit);
            for (int k = 0; k < array.length; k++) {
                array[k] = switch (how) {
                    case NONE -> array[k];
                    case VALUE -> Math.max(-limit, Math.min(limit, array[k]));
                    default -> array[k] * limit / below;
                };
            }
        }
    }

    private static double square(double[] array) {
        return Arrays.stream(array).map(x -> x * x).sum();
    }

    /** How much a weight becomes smaller. */
    private double change(int n, int k, double g, double rate) {
        if (optimizer instanceof SGD sgd) {
            return sgd(sgd, n, k, g, rate);
        }
        return optimizer instanceof RMSprop rmsprop ? rmsprop(rmsprop, n, k, g, rate) : adam((Adam) optimizer, n, k, g, rate);
    }

    private double sgd(SGD sgd, int n, int k, double g, double rate) {
        double mu = is(UpdateFault.SGD_MOMENTUM_IGNORED) ? 0 : sgd.momentum();
        boolean nesterov = sgd.isNesterov() && !is(UpdateFault.NESTEROV_IGNORED) || is(UpdateFault.NESTEROV_ALWAYS);
        double scaled = is(UpdateFault.SGD_MOMENTUM_DAMPED) ? g * (1 - mu) : g;
        if (is(UpdateFault.SGD_MOMENTUM_OF_PYTORCH)) {
            a[n][k] = mu * a[n][k] + scaled;
            return rate * (nesterov ? scaled + mu * a[n][k] : a[n][k]);
        }
        a[n][k] = mu * a[n][k] + rate * scaled;
        return nesterov ? mu * a[n][k] + rate * scaled : a[n][k];
    }

    private double rmsprop(RMSprop rmsprop, int n, int k, double g, double rate) {
        double rho = rmsprop.rho();
        double epsilon = rmsprop.epsilon();
        v[n][k] = rho * v[n][k] + (1 - rho) * g * g;
        m[n][k] = rho * m[n][k] + (1 - rho) * g;
        double square = v[n][k] - (rmsprop.isCentered() && !is(UpdateFault.RMSPROP_CENTERED_IGNORED) ? m[n][k] * m[n][k] : 0);
        double below = is(UpdateFault.RMSPROP_EPSILON_OUTSIDE) ? Math.sqrt(square) + epsilon : Math.sqrt(square + epsilon);
        a[n][k] = (is(UpdateFault.RMSPROP_MOMENTUM_IGNORED) ? 0 : rmsprop.momentum()) * a[n][k] + rate * g / below;
        return a[n][k];
    }

    private double adam(Adam adam, int n, int k, double g, double rate) {
        double b1 = is(UpdateFault.ADAM_BETAS_SWAPPED) ? adam.beta2() : adam.beta1();
        double b2 = is(UpdateFault.ADAM_BETAS_SWAPPED) ? adam.beta1() : adam.beta2();
        int step = is(UpdateFault.ADAM_COUNTS_FROM_ZERO) ? Math.max(1, t - 1) : t;
        a[n][k] = b1 * a[n][k] + (1 - b1) * g;
        v[n][k] = b2 * v[n][k] + (1 - b2) * g * g;
        m[n][k] = Math.max(m[n][k], v[n][k]);
        boolean largest = adam.isAmsgrad() && !is(UpdateFault.ADAM_AMSGRAD_IGNORED) || is(UpdateFault.ADAM_AMSGRAD_ALWAYS);
        double square = largest ? m[n][k] : v[n][k];
        double first = is(UpdateFault.ADAM_WITHOUT_CORRECTION) ? 1 : 1 - StrictMath.pow(b1, step);
        double second = is(UpdateFault.ADAM_WITHOUT_CORRECTION) ? 1 : 1 - StrictMath.pow(b2, step);
        if (is(UpdateFault.ADAM_EPSILON_BESIDE_CORRECTED_ROOT)) {
            return rate * a[n][k] / first / (Math.sqrt(square / second) + adam.epsilon());
        }
        double root = is(UpdateFault.ADAM_EPSILON_INSIDE_ROOT) ? Math.sqrt(square + adam.epsilon()) : Math.sqrt(square) + adam.epsilon();
        return rate * Math.sqrt(second) / first * a[n][k] / root;
    }

    private static double[][] zerosLike(double[][] arrays) {
        return Arrays.stream(arrays).map(array -> new double[array.length]).toArray(double[][]::new);
    }
}
