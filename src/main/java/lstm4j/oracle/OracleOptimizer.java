package lstm4j.oracle;

import java.util.List;
import java.util.stream.IntStream;

import lstm4j.layer.Architecture;
import lstm4j.layer.RuleException;
import lstm4j.layer.Weight;
import lstm4j.train.Adagrad;
import lstm4j.train.Adam;
import lstm4j.train.Nadam;
import lstm4j.train.Optimizer;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;

/**
 * The optimizers in double: clip the gradients, then change every weight by the formula of its kind. Keeps the running
 * means between steps, so one object serves one training run; not thread-safe. Spec: chapter 11.
 * Sources: Keras 3, {@code optimizers/};
 * Kingma and Ba 2015 (Adam); Reddi, Kale and Kumar 2018 (amsgrad); Graves 2013 (centered RMSprop);
 * Loshchilov and Hutter 2019 (weight decay); Dozat 2015 (Nadam); Duchi, Hazan and Singer 2011 (Adagrad).
 *
 * <p>Letters: w weight, g its gradient after clipping, t number of the step from 1; every formula is for one number.
 */
public final class OracleOptimizer {
    private final Optimizer optimizer;
    private double[][][] m; // SGD: momentum; RMSprop: step with momentum; Adam, Nadam: mean gradient
    private double[][][] v; // RMSprop, Adam, Nadam: mean squared gradient; Adagrad: their sum
    private double[][][] a; // RMSprop centered: mean gradient; Adam with amsgrad: largest v so far
    private double product = 1; // Nadam: U of this step
    private long iterations;

    private final List<Weight> specs; // what the weights are, or none where all of them learn, without constraints

    private OracleOptimizer(Optimizer optimizer, List<Weight> specs) {
        this.optimizer = optimizer;
        this.specs = specs;
    }

    /** An optimizer before its first step, of weights that all learn, without constraints. */
    public static OracleOptimizer of(Optimizer optimizer) {
        return new OracleOptimizer(optimizer, List.of());
    }

    /** An optimizer before its first step, of the weights of a model, which satisfy their constraints after each step; frozen ones stay. */
    public static OracleOptimizer of(Optimizer optimizer, Architecture architecture) {
        return new OracleOptimizer(optimizer, IntStream.range(0, architecture.size()).boxed().flatMap(i -> architecture.weights(i).stream()).toList());
    }

    /** Number of steps taken. */
    public long iterations() {
        return iterations;
    }

    /**
     * One training step: the new weights. Neither argument is changed.
     *
     * @param weights the weights before
     * @param gradients of the same shapes, as {@link OracleGradients#weights()}; else [ORC-5]
     */
    public double[][][] step(double[][][] weights, double[][][] gradients) {
        GradientReport.requireSameShapes(weights, gradients);
        if (!specs.isEmpty() && specs.size() != weights.length) {
            throw new RuleException("ORC-5", "weights", specs.size() + " arrays, as the model has", String.valueOf(weights.length), "");
        }
        if (iterations == 0) {
            m = DoubleRows.zerosLike(weights);
            v = DoubleRows.like(weights, optimizer.slotStart());
            a = DoubleRows.zerosLike(weights);
        }
        double[][][] clipped = clip(gradients);
        double rate = OracleSchedule.rate(optimizer.schedule(), iterations);
        iterations++;
        product *= optimizer instanceof Nadam nadam ? u(nadam, iterations) : 1;
        double[][][] changed = DoubleRows.copy(weights);
        for (int n = 0; n < changed.length; n++) {
            for (int r = 0; learns(n) && r < changed[n].length; r++) {
                for (int q = 0; q < changed[n][r].length; q++) {
                    changed[n][r][q] -= changed[n][r][q] * optimizer.weightDecay() * rate;
                    changed[n][r][q] += change(n, r, q, clipped[n][r][q], rate);
                }
            }
        }
        for (int n = 0; n < specs.size(); n++) {
            if (learns(n)) {
                OracleConstraint.project(specs.get(n), changed[n]);
            }
        }
        return changed;
    }

    private boolean learns(int n) {
        return specs.isEmpty() || specs.get(n).trainable();
    }

    private double change(int n, int r, int q, double g, double rate) {
        if (optimizer instanceof SGD sgd) {
            return sgd(sgd, n, r, q, g, rate);
        }
        if (optimizer instanceof RMSprop rmsprop) {
            return rmsprop(rmsprop, n, r, q, g, rate);
        }
        if (optimizer instanceof Adam adam) {
            return adam(adam, n, r, q, g, rate);
        }
        if (optimizer instanceof Nadam nadam) {
            return nadam(nadam, n, r, q, g, rate);
        }
        if (optimizer instanceof Adagrad adagrad) {
            return adagrad(adagrad, n, r, q, g, rate);
        }
        throw new AssertionError("lstm4j bug: the oracle has no formula for " + optimizer.name());
    }

    /** m ← µ·m − rate·g; w ← w + m, or with Nesterov's w ← w + µ·m − rate·g. */
    private double sgd(SGD sgd, int n, int r, int q, double g, double rate) {
        double mu = sgd.momentum();
        m[n][r][q] = mu * m[n][r][q] - rate * g;
        return sgd.isNesterov() && mu > 0 ? mu * m[n][r][q] - rate * g : m[n][r][q];
    }

    /** v ← ρ·v + (1 − ρ)·g²; m ← µ·m + rate·g/√(v + ε); w ← w − m. Centered: v − a² instead of v, a ← ρ·a + (1 − ρ)·g. */
    private double rmsprop(RMSprop rmsprop, int n, int r, int q, double g, double rate) {
        double rho = rmsprop.rho();
        v[n][r][q] = rho * v[n][r][q] + (1 - rho) * g * g;
        double square = v[n][r][q];
        if (rmsprop.isCentered()) {
            a[n][r][q] = rho * a[n][r][q] + (1 - rho) * g;
            square -= a[n][r][q] * a[n][r][q];
        }
        m[n][r][q] = rmsprop.momentum() * m[n][r][q] + rate * g / root(square, rmsprop.epsilon());
        return -m[n][r][q];
    }

    /** √(v + ε), or √v + ε where ε is outside. */
    private double root(double square, double epsilon) {
        return optimizer.isEpsilonOutside() ? Math.sqrt(square) + epsilon : Math.sqrt(square + epsilon);
    }

    /** v ← v + g²; w ← w − rate·g/√(v + ε). */
    private double adagrad(Adagrad adagrad, int n, int r, int q, double g, double rate) {
        v[n][r][q] += g * g;
        return -rate * g / root(v[n][r][q], adagrad.epsilon());
    }

    /** m, v as Adam's; w ← w − rate·(u_{t+1}·m/(1 − U_{t+1}) + (1 − u_t)·g/(1 − U_t))/(√(v/(1 − β₂ᵗ)) + ε). */
    private double nadam(Nadam nadam, int n, int r, int q, double g, double rate) {
        double next = u(nadam, iterations + 1);
        m[n][r][q] += (g - m[n][r][q]) * (1 - nadam.beta1());
        v[n][r][q] += (g * g - v[n][r][q]) * (1 - nadam.beta2());
        double mean = next * m[n][r][q] / (1 - product * next) + (1 - u(nadam, iterations)) * g / (1 - product);
        double square = v[n][r][q] / (1 - StrictMath.pow(nadam.beta2(), iterations));
        return -rate * mean / (Math.sqrt(square) + nadam.epsilon());
    }

    /** u_t = β₁(1 − ½·0.96ᵗ). */
    private static double u(Nadam nadam, long t) {
        return nadam.beta1() * (1 - 0.5 * StrictMath.pow(0.96, t));
    }

    /** m ← m + (1 − β₁)(g − m); v ← v + (1 − β₂)(g² − v); w ← w − rate·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m/(√v + ε). */
    private double adam(Adam adam, int n, int r, int q, double g, double rate) {
        double alpha = rate * Math.sqrt(1 - StrictMath.pow(adam.beta2(), iterations)) / (1 - StrictMath.pow(adam.beta1(), iterations));
        m[n][r][q] += (g - m[n][r][q]) * (1 - adam.beta1());
        v[n][r][q] += (g * g - v[n][r][q]) * (1 - adam.beta2());
        a[n][r][q] = Math.max(a[n][r][q], v[n][r][q]);
        double root = Math.sqrt(adam.isAmsgrad() ? a[n][r][q] : v[n][r][q]);
        return -alpha * m[n][r][q] / (root + adam.epsilon());
    }

    /** NORM: each array times c/max(‖g‖, c); GLOBAL_NORM: the same with the norm of all arrays; VALUE: each number to [−c, c]. */
    private double[][][] clip(double[][][] gradients) {
        double c = optimizer.clipLimit();
        double[][][] clipped = DoubleRows.copy(gradients);
        double all = GradientReport.norm(gradients);
        for (double[][] array : clipped) {
            double norm = GradientReport.norm(new double[][][] {array});
            for (double[] row : array) {
                for (int q = 0; q < row.length; q++) {
                    row[q] = switch (optimizer.clip()) {
                        case NONE -> row[q];
                        case NORM -> row[q] * c / Math.max(norm, c);
                        case GLOBAL_NORM -> row[q] * c / Math.max(all, c);
                        case VALUE -> Math.min(Math.max(row[q], -c), c);
                    };
                }
            }
        }
        return clipped;
    }
}
