package lstm4j.golden;

import java.util.Arrays;
import java.util.List;

import lstm4j.layer.Constraint;
import lstm4j.layer.Regularizer;
import lstm4j.layer.Weight;
import lstm4j.oracle.OracleConstraint;
import lstm4j.train.Adagrad;
import lstm4j.train.Adam;
import lstm4j.train.LearningRateSchedule;
import lstm4j.train.Nadam;
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
            boolean learns = specs.get(n).trainable();
            if (!learns && !is(UpdateFault.FROZEN_LEARNS) && !is(UpdateFault.FROZEN_IN_NORM) || is(UpdateFault.FROZEN_STOPS) && frozenBehind(specs, n)) {
                Arrays.fill(g[n], 0);
            }
            if (learns || is(UpdateFault.FROZEN_PENALIZED)) {
                penalty(specs.get(n), Flat.of(weights[n]), g[n]);
            }
        }
        if (t == 0) {
            a = zerosLike(g);
            v = zerosLike(g);
            m = zerosLike(g);
            for (double[] array : v) {
                Arrays.fill(array, start());
            }
        }
        clip(g);
        double rate = rate();
        t++;
        constrain(specs, weights, is(UpdateFault.CONSTRAINT_BEFORE_STEP));
        for (int n = 0; n < g.length; n++) {
            if (!specs.get(n).trainable() && !is(UpdateFault.FROZEN_LEARNS) && !is(UpdateFault.FROZEN_DECAYS) && !is(UpdateFault.FROZEN_PENALIZED)) {
                continue;
            }
            int columns = weights[n][0].length;
            boolean decays = !is(UpdateFault.WEIGHT_DECAY_IGNORED) && !(is(UpdateFault.WEIGHT_DECAY_NOT_ON_BIAS) && specs.get(n).isBias());
            double decay = decays ? optimizer.weightDecay() * (is(UpdateFault.WEIGHT_DECAY_WITHOUT_RATE) ? 1 : rate) : 0;
            for (int k = 0; k < g[n].length; k++) {
                if (is(UpdateFault.UNSEEN_WORDS_STAY) && specs.get(n).name().equals("embeddings") && isZero(gradients[n][k / columns])) {
                    continue;
                }
                double w = weights[n][k / columns][k % columns];
                boolean inGradient = is(UpdateFault.WEIGHT_DECAY_IN_GRADIENT);
                double step = change(n, k, g[n][k] + (inGradient ? optimizer.weightDecay() * w : 0), rate);
                double after = w + (is(UpdateFault.GRADIENT_ADDED) ? step : -step);
                weights[n][k / columns][k % columns] = after - (inGradient ? 0 : decay * (is(UpdateFault.WEIGHT_DECAY_AFTER_STEP) ? after : w));
            }
        }
        constrain(specs, weights, !is(UpdateFault.CONSTRAINT_BEFORE_STEP) && !is(UpdateFault.CONSTRAINT_IGNORED));
    }

    /** Whether an array behind this one does not learn. */
    private static boolean frozenBehind(List<Weight> specs, int n) {
        return specs.subList(n, specs.size()).stream().anyMatch(spec -> !spec.trainable());
    }

    private static boolean isZero(double[] row) {
        return Arrays.stream(row).allMatch(number -> number == 0);
    }

    private double start() {
        return is(UpdateFault.RMSPROP_STARTS_AT_ONE) && optimizer instanceof RMSprop ? 1
                : is(UpdateFault.ADAGRAD_STARTS_ELSEWHERE) && optimizer instanceof Adagrad ? optimizer.slotStart() == 0 ? 0.1 : 0 : optimizer.slotStart();
    }

    private void constrain(List<Weight> specs, double[][][] weights, boolean now) {
        for (int n = 0; n < weights.length && now; n++) {
            Weight w = specs.get(n);
            if (!(is(UpdateFault.CONSTRAINT_NOT_ON_BIAS) && w.isBias())) {
                OracleConstraint.project(new Weight(w.name(), w.sizes(), w.initializer(), w.regularizer(), faulty(w.constraint()), false, true), weights[n]);
            }
        }
    }

    private Constraint faulty(Constraint c) {
        return switch (fault) {
            case CONSTRAINT_OTHER_AXIS -> c.axes().size() == 1 ? c.axes(1 - c.axes().iterator().next()) : c;
            case CONSTRAINT_OF_THE_WHOLE -> c.axes(0, 1);
            case CONSTRAINT_RATE_IGNORED -> new Constraint(c.kind(), c.minValue(), c.maxValue(), 1, c.axes());
            case MAX_NORM_IS_UNIT_NORM -> c.kind() == Constraint.Kind.MAX_NORM ? Constraint.minMaxNorm(c.maxValue(), c.maxValue(), 1).axes(c.axes().toArray(Integer[]::new)) : c;
            default -> c;
        };
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
        if (optimizer instanceof Adagrad adagrad) {
            v[n][k] = (is(UpdateFault.ADAGRAD_FORGETS) ? adagrad.slotStart() : v[n][k]) + g * g;
            return rate * g / (is(UpdateFault.ADAGRAD_EPSILON_OUTSIDE) ? Math.sqrt(v[n][k]) + adagrad.epsilon() : Math.sqrt(v[n][k] + adagrad.epsilon()));
        }
        if (optimizer instanceof Nadam nadam) {
            Adam adam = new Adam().betas(nadam.beta1(), nadam.beta2()).epsilon(nadam.epsilon());
            return is(UpdateFault.NADAM_IS_ADAM) ? adam(adam, n, k, g, rate) : nadam(nadam, n, k, g, rate);
        }
        return optimizer instanceof RMSprop rmsprop ? rmsprop(rmsprop, n, k, g, rate) : adam((Adam) optimizer, n, k, g, rate);
    }

    private double nadam(Nadam nadam, int n, int k, double g, double rate) {
        a[n][k] = nadam.beta1() * a[n][k] + (1 - nadam.beta1()) * g;
        v[n][k] = nadam.beta2() * v[n][k] + (1 - nadam.beta2()) * g * g;
        double product = 1;
        for (int step = is(UpdateFault.NADAM_PRODUCT_OF_ONE_STEP) ? t : 1; step <= t; step++) {
            product *= u(nadam, step);
        }
        double next = u(nadam, t + 1);
        double mean = next * a[n][k] / (1 - product * next) + (1 - u(nadam, t)) * g / (1 - product);
        double correction = 1 - StrictMath.pow(nadam.beta2(), t);
        return rate * mean / (is(UpdateFault.NADAM_EPSILON_BESIDE_UNCORRECTED_ROOT) ? (Math.sqrt(v[n][k]) + nadam.epsilon()) / Math.sqrt(correction)
                : Math.sqrt(v[n][k] / correction) + nadam.epsilon());
    }

    private double u(Nadam nadam, int step) {
        return nadam.beta1() * (is(UpdateFault.NADAM_WITHOUT_SCHEDULE) ? 1 : 1 - 0.5 * StrictMath.pow(0.96, step));
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
