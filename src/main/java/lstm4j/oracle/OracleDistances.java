package lstm4j.oracle;

import lstm4j.train.Loss;

/**
 * The losses that measure a distance between output p [K] and label y [K], with their derivative by p into dp. Spec: chapter 5,
 * rule LOSS-11. Source: Keras 3, {@code losses/losses.py}.
 */
final class OracleDistances {
    /** Keras's {@code epsilon()}. */
    static final double EPSILON = 1e-7;

    private OracleDistances() {
    }

    static double of(Loss.Kind kind, double[] p, double[] y, double[] dp) {
        return switch (kind) {
            case COSINE_SIMILARITY -> cosine(p, y, dp);
            case CATEGORICAL_HINGE -> categoricalHinge(p, y, dp);
            case KL_DIVERGENCE -> p.length * mean(kind, p, y, dp, p.length); // a sum, not a mean
            default -> mean(kind, p, y, dp, 1);
        };
    }

    private static double mean(Loss.Kind kind, double[] p, double[] y, double[] dp, double factor) {
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            sum += value(kind, p[j], y[j]);
            dp[j] = factor * slope(kind, p[j], y[j]) / p.length;
        }
        return sum / p.length;
    }

    /** ℓ(p, y) of one number. */
    private static double value(Loss.Kind kind, double p, double y) {
        return switch (kind) {
            case MEAN_ABSOLUTE_PERCENTAGE_ERROR -> 100 * Math.abs((y - p) / Math.max(Math.abs(y), EPSILON));
            case MEAN_SQUARED_LOGARITHMIC_ERROR -> logError(p, y) * logError(p, y);
            case LOG_COSH -> p - y + Functions.softplus(-2 * (p - y)) - StrictMath.log(2);
            case POISSON -> p - y * StrictMath.log(p + EPSILON);
            case HINGE -> Math.max(1 - sign(y) * p, 0);
            case SQUARED_HINGE -> Math.max(1 - sign(y) * p, 0) * Math.max(1 - sign(y) * p, 0);
            case KL_DIVERGENCE -> part(y) * StrictMath.log(part(y) / part(p));
            default -> throw new AssertionError("lstm4j bug: " + kind + " is no distance");
        };
    }

    /** dℓ/dp of {@link #value}. */
    private static double slope(Loss.Kind kind, double p, double y) {
        return switch (kind) {
            case MEAN_ABSOLUTE_PERCENTAGE_ERROR -> 100 * Math.signum(p - y) / Math.max(Math.abs(y), EPSILON);
            case MEAN_SQUARED_LOGARITHMIC_ERROR -> p < EPSILON ? 0 : 2 * logError(p, y) / (p + 1);
            case LOG_COSH -> StrictMath.tanh(p - y);
            case POISSON -> 1 - y / (p + EPSILON);
            case HINGE -> 1 - sign(y) * p >= 0 ? -sign(y) : 0;
            case SQUARED_HINGE -> -2 * sign(y) * Math.max(1 - sign(y) * p, 0);
            case KL_DIVERGENCE -> part(p) == p ? -part(y) / p : 0;
            default -> throw new AssertionError("lstm4j bug: " + kind + " is no distance");
        };
    }

    private static double logError(double p, double y) {
        return StrictMath.log(Math.max(p, EPSILON) + 1) - StrictMath.log(Math.max(y, EPSILON) + 1);
    }

    /** The label of a hinge: 0 stands for −1. */
    private static double sign(double y) {
        return y == 0 ? -1 : y;
    }

    private static double part(double p) {
        return Math.min(Math.max(p, EPSILON), 1);
    }

    /** max(max_j (1 − y_j)·p_j − Σ y·p + 1, 0). */
    private static double categoricalHinge(double[] p, double[] y, double[] dp) {
        double pos = 0;
        double neg = Double.NEGATIVE_INFINITY;
        int largest = 0; // how many numbers are the largest, and share its derivative
        for (int j = 0; j < p.length; j++) {
            double q = (1 - y[j]) * p[j];
            pos += y[j] * p[j];
            largest = q > neg ? 1 : q == neg ? largest + 1 : largest;
            neg = Math.max(neg, q);
        }
        for (int j = 0; j < p.length; j++) {
            double dNeg = (1 - y[j]) * p[j] == neg ? (1 - y[j]) / largest : 0;
            dp[j] = neg - pos + 1 < 0 ? 0 : dNeg - y[j];
        }
        return Math.max(neg - pos + 1, 0);
    }

    /** −Σ ŷ·p̂, rows divided by their lengths; one no longer than ε is divided by ε and has derivative 0. */
    private static double cosine(double[] p, double[] y, double[] dp) {
        double lengthP = length(p);
        double lengthY = length(y);
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            sum += p[j] / lengthP * (y[j] / lengthY);
        }
        for (int j = 0; j < p.length; j++) {
            // forward: p̂ = p/‖p‖, so dp = (dp̂ − p̂·Σ dp̂·p̂)/‖p‖ with dp̂ = −ŷ
            dp[j] = lengthP == EPSILON ? 0 : -(y[j] / lengthY - p[j] / lengthP * sum) / lengthP;
        }
        return -sum;
    }

    private static double length(double[] row) {
        double sum = 0;
        for (double number : row) {
            sum += number * number;
        }
        return Math.max(Math.sqrt(sum), EPSILON);
    }
}
