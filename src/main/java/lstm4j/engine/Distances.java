package lstm4j.engine;

import lstm4j.train.Loss;

/**
 * The losses of one row that measure a distance, beside the three of {@link Objective}: the value, and its gradient into d.
 * In double with StrictMath, j ascending; a number that a floor or ramp holds has no gradient. Spec: chapter 5, rule LOSS-11.
 *
 * <p>Letters: K outputs, p the output, y the label, e = p − y.
 */
final class Distances {
    private static final double EPSILON = 1e-7; // Keras: backend.epsilon()
    private static final double LN_2 = StrictMath.log(2);

    private Distances() {
    }

    static double of(Loss.Kind kind, float[] p, double[] y, double[] d) {
        if (kind == Loss.Kind.COSINE_SIMILARITY) {
            return cosine(p, y, d);
        }
        if (kind == Loss.Kind.CATEGORICAL_HINGE) {
            return categoricalHinge(p, y, d);
        }
        boolean sum = kind == Loss.Kind.KL_DIVERGENCE; // the others are means
        double total = 0;
        for (int j = 0; j < y.length; j++) {
            total += switch (kind) {
                case MEAN_ABSOLUTE_PERCENTAGE_ERROR -> percentage(p[j], y[j], d, j);
                case MEAN_SQUARED_LOGARITHMIC_ERROR -> logarithmic(p[j], y[j], d, j);
                case LOG_COSH -> logCosh(p[j] - y[j], d, j);
                case POISSON -> poisson(p[j], y[j], d, j);
                case HINGE -> hinge(p[j], y[j] == 0 ? -1 : y[j], d, j);
                case SQUARED_HINGE -> squaredHinge(p[j], y[j] == 0 ? -1 : y[j], d, j);
                case KL_DIVERGENCE -> divergence(p[j], Math.min(Math.max(y[j], EPSILON), 1), d, j);
                default -> throw new AssertionError("lstm4j bug: " + kind + " is no distance");
            };
            d[j] = sum ? d[j] : d[j] / y.length;
        }
        return sum ? total : total / y.length;
    }

    /** 100·|e| / max(|y|, ε). */
    private static double percentage(double p, double y, double[] d, int j) {
        double below = Math.max(Math.abs(y), EPSILON);
        d[j] = 100 * Math.signum(p - y) / below;
        return 100 * Math.abs(p - y) / below;
    }

    /** (ln(max(p, ε) + 1) − ln(max(y, ε) + 1))². */
    private static double logarithmic(double p, double y, double[] d, int j) {
        double e = StrictMath.log(Math.max(p, EPSILON) + 1) - StrictMath.log(Math.max(y, EPSILON) + 1);
        d[j] = p >= EPSILON ? 2 * e / (p + 1) : 0;
        return e * e;
    }

    /** ln cosh e = |e| + ln(1 + e^−2|e|) − ln 2. */
    private static double logCosh(double e, double[] d, int j) {
        double size = Math.abs(e);
        d[j] = StrictMath.tanh(e);
        return size + StrictMath.log1p(StrictMath.exp(-2 * size)) - LN_2;
    }

    /** p − y ln(p + ε). */
    private static double poisson(double p, double y, double[] d, int j) {
        d[j] = 1 - y / (p + EPSILON);
        return p - y * StrictMath.log(p + EPSILON);
    }

    /** max(1 − y·p, 0). */
    private static double hinge(double p, double y, double[] d, int j) {
        double margin = 1 - y * p;
        d[j] = margin >= 0 ? -y : 0;
        return Math.max(margin, 0);
    }

    private static double squaredHinge(double p, double y, double[] d, int j) {
        double ramp = hinge(p, y, d, j);
        d[j] *= 2 * ramp;
        return ramp * ramp;
    }

    /** y ln(y/p) of the clipped p. */
    private static double divergence(double p, double y, double[] d, int j) {
        double q = Math.min(Math.max(p, EPSILON), 1);
        d[j] = q == p ? -y / p : 0;
        return y * StrictMath.log(y / q);
    }

    /** max(max (1 − y)·p − Σ y·p + 1, 0); equal largest share the gradient. */
    private static double categoricalHinge(float[] p, double[] y, double[] d) {
        double wanted = 0;
        double other = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < y.length; j++) {
            wanted += y[j] * p[j];
            other = Math.max(other, (1 - y[j]) * p[j]);
        }
        int equal = 0;
        for (int j = 0; j < y.length; j++) {
            equal += (1 - y[j]) * p[j] == other ? 1 : 0;
        }
        double margin = other - wanted + 1;
        for (int j = 0; j < y.length; j++) {
            double most = (1 - y[j]) * p[j] == other ? (1 - y[j]) / equal : 0;
            d[j] = margin >= 0 ? most - y[j] : 0;
        }
        return Math.max(margin, 0);
    }

    /** −Σ y·p / (‖y‖·‖p‖); a row no longer than ε has no direction, and no gradient. */
    private static double cosine(float[] p, double[] y, double[] d) {
        double pp = 0;
        double yy = 0;
        double py = 0;
        for (int j = 0; j < y.length; j++) {
            pp += (double) p[j] * p[j];
            yy += y[j] * y[j];
            py += p[j] * y[j];
        }
        double lengthP = Math.max(Math.sqrt(pp), EPSILON);
        double lengthY = Math.max(Math.sqrt(yy), EPSILON);
        double cosine = py / (lengthP * lengthY);
        for (int j = 0; j < y.length; j++) {
            d[j] = lengthP == EPSILON ? 0 : (cosine * p[j] / lengthP - y[j] / lengthY) / lengthP;
        }
        return -cosine;
    }
}
