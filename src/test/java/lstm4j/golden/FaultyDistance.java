package lstm4j.golden;

import lstm4j.train.Loss;

/** The losses of LOSS-11 of one row, in plain double, with one thing done wrong. */
final class FaultyDistance {
    private final Loss.Kind kind;
    private final LossFault fault;

    FaultyDistance(Loss.Kind kind, LossFault fault) {
        this.kind = kind;
        this.fault = fault;
    }

    private boolean is(LossFault other) {
        return fault == other;
    }

    double of(double[] p, double[] y) {
        if (kind == Loss.Kind.COSINE_SIMILARITY) {
            return cosine(p, y);
        }
        if (kind == Loss.Kind.CATEGORICAL_HINGE) {
            return categoricalHinge(p, y);
        }
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            sum += one(p[j], y[j]);
        }
        boolean summed = is(LossFault.SUMMED_OVER_OUTPUTS) || kind == Loss.Kind.KL_DIVERGENCE && !is(LossFault.DIVERGENCE_AVERAGED);
        return summed ? sum : sum / p.length;
    }

    private double one(double p, double y) {
        double sign = y == 0 && !is(LossFault.HINGE_OF_ZERO) ? -1 : y;
        double margin = Math.max((is(LossFault.HINGE_WITHOUT_ONE) ? 0 : 1) - sign * p, 0);
        return switch (kind) {
            case MEAN_ABSOLUTE_PERCENTAGE_ERROR -> (is(LossFault.PERCENT_OF_ONE) ? 1 : 100) * Math.abs(p - y) / Math.abs(is(LossFault.PERCENT_OF_THE_OUTPUT) ? p : y);
            case MEAN_SQUARED_LOGARITHMIC_ERROR -> square(logarithm(p) - logarithm(y));
            case LOG_COSH -> is(LossFault.LOG_COSH_IS_SQUARE) ? square(p - y) / 2 : StrictMath.log(StrictMath.cosh(p - y));
            case POISSON -> (is(LossFault.POISSON_OF_LOGARITHMS) ? StrictMath.exp(p) - y * p : p - y * StrictMath.log(p + 1e-7));
            case HINGE -> margin;
            case SQUARED_HINGE -> is(LossFault.HINGE_NOT_SQUARED) ? margin : margin * margin;
            default -> is(LossFault.DIVERGENCE_TURNED_ROUND) ? part(p) * StrictMath.log(part(p) / part(y)) : part(y) * StrictMath.log(part(y) / part(p));
        };
    }

    private double logarithm(double number) {
        return StrictMath.log(Math.max(number, 1e-7) + (is(LossFault.LOGARITHM_WITHOUT_ONE) ? 0 : 1));
    }

    private double cosine(double[] p, double[] y) {
        double dot = 0;
        double ofP = 0;
        double ofY = 0;
        for (int j = 0; j < p.length; j++) {
            dot += p[j] * y[j];
            ofP += p[j] * p[j];
            ofY += y[j] * y[j];
        }
        double cosine = dot / (is(LossFault.COSINE_OF_LONG_ROWS) ? 1 : Math.sqrt(ofP * ofY));
        return is(LossFault.COSINE_FROM_ONE) ? 1 - cosine : -cosine;
    }

    private double categoricalHinge(double[] p, double[] y) {
        double pos = 0;
        double neg = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < p.length; j++) {
            pos += y[j] * p[j];
            neg = Math.max(neg, (1 - y[j]) * p[j]);
        }
        return Math.max(neg - pos + (is(LossFault.HINGE_WITHOUT_ONE) ? 0 : 1), 0);
    }

    private static double part(double p) {
        return Math.min(Math.max(p, 1e-7), 1);
    }

    private static double square(double number) {
        return number * number;
    }
}
