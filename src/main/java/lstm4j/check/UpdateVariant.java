package lstm4j.check;

import java.util.Arrays;

import lstm4j.train.Adagrad;
import lstm4j.train.Adam;
import lstm4j.train.Nadam;
import lstm4j.train.Optimizer;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;

/** From gradients to weights: Keras's way (chapter 6) and the ways others go about it. */
enum UpdateVariant {
    OF_KERAS, ADAM_EPSILON_BESIDE_CORRECTED_ROOT, ADAM_EPSILON_INSIDE, ADAM_UNCORRECTED, ADAM_BETAS_SWAPPED, ADAM_AMSGRAD_IGNORED,
    RMSPROP_EPSILON_OUTSIDE, RMSPROP_STARTS_AT_ONE, MOMENTUM_IGNORED, MOMENTUM_DAMPED, NESTEROV_IGNORED, NESTEROV_ALWAYS, UPHILL,
    CLIP_IGNORED, CLIP_PER_TENSOR, CLIP_GLOBAL, CLIP_ADDS_EPSILON;

    /** What an optimizer remembers of all arrays, [array][row][column]. */
    record Memory(double[][][] m, double[][][] v, double[][][] a) {
        static Memory of(double[][][] weights, UpdateVariant rule, Optimizer optimizer) {
            return new Memory(filled(weights, 0), filled(weights, rule == RMSPROP_STARTS_AT_ONE ? 1 : optimizer.slotStart()), filled(weights, 0));
        }

        private static double[][][] filled(double[][][] like, double value) {
            double[][][] filled = new double[like.length][][];
            for (int n = 0; n < like.length; n++) {
                filled[n] = FastRows.copy(like[n]);
                for (double[] row : filled[n]) {
                    Arrays.fill(row, value);
                }
            }
            return filled;
        }
    }

    /** New weights after step number {@code t}, from 1. */
    double[][][] step(Optimizer optimizer, Memory memory, double[][][] weights, double[][][] gradients, int t) {
        double[][][] g = clipped(optimizer, gradients);
        double rate = optimizer.schedule().at(t - 1);
        double[][][] changed = new double[weights.length][][];
        for (int n = 0; n < weights.length; n++) {
            changed[n] = FastRows.copy(weights[n]);
            for (int r = 0; r < changed[n].length; r++) {
                for (int k = 0; k < changed[n][r].length; k++) {
                    changed[n][r][k] -= changed[n][r][k] * optimizer.weightDecay() * rate;
                    double change = change(optimizer, memory, new int[] {n, r, k}, g[n][r][k], rate, t);
                    changed[n][r][k] += this == UPHILL ? -change : change;
                }
            }
        }
        return changed;
    }

    private double change(Optimizer optimizer, Memory memory, int[] at, double g, double rate, int t) {
        double[] m = memory.m[at[0]][at[1]], v = memory.v[at[0]][at[1]], a = memory.a[at[0]][at[1]];
        int k = at[2];
        if (optimizer instanceof SGD sgd) {
            double mu = this == MOMENTUM_IGNORED ? 0 : sgd.momentum();
            m[k] = mu * m[k] - rate * g * (this == MOMENTUM_DAMPED ? 1 - mu : 1);
            boolean nesterov = this == NESTEROV_ALWAYS || sgd.isNesterov() && this != NESTEROV_IGNORED;
            return nesterov && mu > 0 ? mu * m[k] - rate * g : m[k];
        }
        if (optimizer instanceof RMSprop rms) {
            v[k] = rms.rho() * v[k] + (1 - rms.rho()) * g * g;
            a[k] = rms.rho() * a[k] + (1 - rms.rho()) * g;
            double spread = v[k] - (rms.isCentered() ? a[k] * a[k] : 0);
            double root = this == RMSPROP_EPSILON_OUTSIDE || rms.isEpsilonOutside() ? Math.sqrt(spread) + rms.epsilon() : Math.sqrt(spread + rms.epsilon());
            m[k] = (this == MOMENTUM_IGNORED ? 0 : rms.momentum()) * m[k] + rate * g / root;
            return -m[k];
        }
        if (optimizer instanceof Adagrad adagrad) {
            v[k] += g * g;
            double epsilon = adagrad.epsilon();
            return -rate * g / (adagrad.isEpsilonOutside() ? Math.sqrt(v[k]) + epsilon : Math.sqrt(v[k] + epsilon));
        }
        return optimizer instanceof Nadam nadam ? nadam(nadam, m, v, k, g, rate, t) : adam((Adam) optimizer, m, v, a, k, g, rate, t);
    }

    private static double nadam(Nadam nadam, double[] m, double[] v, int k, double g, double rate, int t) {
        m[k] += (g - m[k]) * (1 - nadam.beta1());
        v[k] += (g * g - v[k]) * (1 - nadam.beta2());
        double product = 1;
        double u = 0;
        for (int step = 1; step <= t; step++) {
            u = nadam.beta1() * (1 - 0.5 * StrictMath.pow(0.96, step));
            product *= u;
        }
        double next = nadam.beta1() * (1 - 0.5 * StrictMath.pow(0.96, t + 1));
        double mean = next * m[k] / (1 - product * next) + (1 - u) * g / (1 - product);
        return -rate * mean / (Math.sqrt(v[k] / (1 - StrictMath.pow(nadam.beta2(), t))) + nadam.epsilon());
    }

    private double adam(Adam adam, double[] m, double[] v, double[] a, int k, double g, double rate, int t) {
        double beta1 = this == ADAM_BETAS_SWAPPED ? adam.beta2() : adam.beta1();
        double beta2 = this == ADAM_BETAS_SWAPPED ? adam.beta1() : adam.beta2();
        m[k] += (g - m[k]) * (1 - beta1);
        v[k] += (g * g - v[k]) * (1 - beta2);
        a[k] = Math.max(a[k], v[k]);
        double c1 = 1 - StrictMath.pow(beta1, t);
        double c2 = 1 - StrictMath.pow(beta2, t);
        double second = adam.isAmsgrad() && this != ADAM_AMSGRAD_IGNORED ? a[k] : v[k];
        return -rate * switch (this) {
            case ADAM_UNCORRECTED -> m[k] / (Math.sqrt(second) + adam.epsilon());
            case ADAM_EPSILON_BESIDE_CORRECTED_ROOT -> m[k] / c1 / (Math.sqrt(second / c2) + adam.epsilon());
            case ADAM_EPSILON_INSIDE -> m[k] / c1 / Math.sqrt(second / c2 + adam.epsilon());
            default -> Math.sqrt(c2) / c1 * m[k] / (Math.sqrt(second) + adam.epsilon());
        };
    }

    private double[][][] clipped(Optimizer optimizer, double[][][] gradients) {
        Optimizer.Clip clip = optimizer.clip();
        boolean norms = clip == Optimizer.Clip.NORM || clip == Optimizer.Clip.GLOBAL_NORM;
        clip = this == CLIP_IGNORED ? Optimizer.Clip.NONE : norms && this == CLIP_PER_TENSOR ? Optimizer.Clip.NORM
                : norms && this == CLIP_GLOBAL ? Optimizer.Clip.GLOBAL_NORM : clip;
        double limit = optimizer.clipLimit();
        double all = norm(gradients);
        double[][][] clipped = new double[gradients.length][][];
        for (int n = 0; n < gradients.length; n++) {
            clipped[n] = FastRows.copy(gradients[n]);
            double norm = (clip == Optimizer.Clip.NORM ? norm(new double[][][] {gradients[n]}) : all) + (this == CLIP_ADDS_EPSILON ? 1e-6 : 0);
            for (double[] row : clipped[n]) {
                for (int k = 0; k < row.length; k++) {
                    row[k] = switch (clip) {
                        case NONE -> row[k];
                        case VALUE -> Math.min(Math.max(row[k], -limit), limit);
                        default -> row[k] * limit / Math.max(norm, limit);
                    };
                }
            }
        }
        return clipped;
    }

    private static double norm(double[][][] arrays) {
        double sum = 0;
        for (double[][] rows : arrays) {
            for (double[] row : rows) {
                for (double number : row) {
                    sum += number * number;
                }
            }
        }
        return Math.sqrt(sum);
    }
}
