package lstm4j.oracle;

import lstm4j.train.Adam;
import lstm4j.train.Optimizer;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;

/**
 * The optimizers in double: clip the gradients, then change every weight by the formula of its kind. Keeps the running
 * means between steps, so one object serves one training run; not thread-safe. Spec: chapter 11.
 * Sources: Keras 3, {@code optimizers/};
 * Kingma and Ba 2015 (Adam); Reddi, Kale and Kumar 2018 (amsgrad); Graves 2013 (centered RMSprop).
 *
 * <p>Letters: w weight, g its gradient after clipping, t number of the step from 1; every formula is for one number.
 */
public final class OracleOptimizer {
    private final Optimizer optimizer;
    private double[][][] m; // SGD: momentum; RMSprop: step with momentum; Adam: mean gradient
    private double[][][] v; // RMSprop, Adam: mean squared gradient
    private double[][][] a; // RMSprop centered: mean gradient; Adam with amsgrad: largest v so far
    private long iterations;

    private OracleOptimizer(Optimizer optimizer) {
        this.optimizer = optimizer;
    }

    /** An optimizer before its first step: running means are zero. */
    public static OracleOptimizer of(Optimizer optimizer) {
        return new OracleOptimizer(optimizer);
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
        if (iterations == 0) {
            m = DoubleRows.zerosLike(weights);
            v = DoubleRows.zerosLike(weights);
            a = DoubleRows.zerosLike(weights);
        }
        double[][][] clipped = clip(gradients);
        double rate = OracleSchedule.rate(optimizer.schedule(), iterations);
        iterations++;
        double[][][] changed = DoubleRows.copy(weights);
        for (int n = 0; n < changed.length; n++) {
            for (int r = 0; r < changed[n].length; r++) {
                for (int q = 0; q < changed[n][r].length; q++) {
                    changed[n][r][q] += change(n, r, q, clipped[n][r][q], rate);
                }
            }
        }
        return changed;
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
        double denominator = v[n][r][q] + rmsprop.epsilon();
        if (rmsprop.isCentered()) {
            a[n][r][q] = rho * a[n][r][q] + (1 - rho) * g;
            denominator -= a[n][r][q] * a[n][r][q];
        }
        m[n][r][q] = rmsprop.momentum() * m[n][r][q] + rate * g / Math.sqrt(denominator);
        return -m[n][r][q];
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
