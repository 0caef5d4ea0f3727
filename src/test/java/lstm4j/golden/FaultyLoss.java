package lstm4j.golden;

import lstm4j.train.Loss;

/** The loss of given outputs, in plain double, with one thing done wrong. */
final class FaultyLoss {
    private static final double EPSILON = 1e-7;
    private final Loss loss;
    private final LossFault fault;

    FaultyLoss(Loss loss, LossFault fault) {
        this.loss = loss;
        this.fault = fault;
    }

    private boolean is(LossFault other) {
        return fault == other;
    }

    /**
     * @param p [B][T][K] outputs
     * @param y labels of the same shape, class numbers already as rows
     * @param weights [B][T], or null
     * @param mask [B][T], or null
     */
    double of(double[][][] p, double[][][] y, double[][] weights, boolean[][] mask) {
        int B = p.length;
        int T = p[0].length;
        double sum = 0;
        double valid = 0;
        double weight = 0;
        double means = 0;
        for (int b = 0; b < B; b++) {
            double ofRow = 0;
            double validOfRow = 0;
            for (int t = 0; t < T; t++) {
                boolean used = mask == null || mask[b][t] || is(LossFault.MASK_IGNORED);
                double w = !used ? 0 : weights == null || is(LossFault.WEIGHTS_IGNORED) ? 1 : weights[b][t];
                ofRow += w * row(p[b][t], y[b][t]);
                validOfRow += used ? 1 : 0;
                weight += w;
            }
            sum += ofRow;
            valid += validOfRow;
            means += validOfRow == 0 ? 0 : ofRow / validOfRow / B;
        }
        return switch (fault) {
            case SUMMED_OVER_ROWS -> sum;
            case SUMMED_OVER_STEPS -> sum / B;
            case WEIGHTS_NORMALIZED -> sum / weight;
            case MASK_DIVIDED_BY_ALL -> sum / (B * T);
            case MASK_ROW_BY_ROW -> means;
            default -> sum / valid;
        };
    }

    private double row(double[] p, double[] y) {
        int K = p.length;
        double mean = is(LossFault.SUMMED_OVER_OUTPUTS) ? 1 : 1.0 / K;
        double logarithm = is(LossFault.LOGARITHM_OF_BASE_TWO) ? 1 / StrictMath.log(2) : 1;
        return switch (loss.kind()) {
            case MEAN_SQUARED_ERROR -> mean * squares(p, y) * (is(LossFault.SQUARE_HALVED) ? 0.5 : 1);
            case MEAN_ABSOLUTE_ERROR -> mean * huber(p, y, 0);
            case HUBER -> mean * huber(p, y, is(LossFault.HUBER_DELTA_IGNORED) ? 1 : loss.delta());
            case BINARY_CROSSENTROPY -> mean * logarithm * binary(p, y);
            case CATEGORICAL_CROSSENTROPY, SPARSE_CATEGORICAL_CROSSENTROPY -> logarithm * categorical(p, y) * (is(LossFault.AVERAGED_OVER_CLASSES) ? 1.0 / K : 1);
            default -> new FaultyDistance(loss.kind(), fault).of(p, y);
        };
    }

    private static double squares(double[] p, double[] y) {
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            sum += (p[k] - y[k]) * (p[k] - y[k]);
        }
        return sum;
    }

    /** δ = 0 stands for the absolute error. */
    private double huber(double[] p, double[] y, double delta) {
        double half = is(LossFault.HUBER_WITHOUT_HALF) ? 1 : 0.5;
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            double e = Math.abs(p[k] - y[k]);
            sum += delta == 0 ? e : e <= delta ? half * e * e : delta * e - half * delta * delta;
        }
        return sum;
    }

    private double binary(double[] p, double[] y) {
        double s = is(LossFault.SMOOTHING_IGNORED) ? 0 : loss.labelSmoothing();
        double toward = is(LossFault.SMOOTHING_BY_CLASSES) ? 1.0 / p.length : 0.5;
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            double q = clip(logits() ? 1 / (1 + StrictMath.exp(-p[k])) : p[k]);
            double label = y[k] * (1 - s) + s * toward;
            sum -= label * StrictMath.log(q) + (is(LossFault.BINARY_HALF) ? 0 : (1 - label) * StrictMath.log1p(-q));
        }
        return sum;
    }

    private double categorical(double[] p, double[] y) {
        double s = is(LossFault.SMOOTHING_IGNORED) ? 0 : loss.labelSmoothing();
        double toward = is(LossFault.SMOOTHING_TOWARDS_HALF) ? 0.5 : 1.0 / p.length;
        boolean clippedFirst = loss.isSparse() && !logits();
        double total = 0;
        for (double number : p) {
            total += logits() ? StrictMath.exp(number) : clippedFirst ? clip(number) : number;
        }
        total = is(LossFault.PROBABILITIES_NOT_NORMALIZED) ? 1 : total;
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            double q = clippedFirst ? clip(p[k]) / total : clip((logits() ? StrictMath.exp(p[k]) : p[k]) / total);
            sum -= (y[k] * (1 - s) + s * toward) * StrictMath.log(q);
        }
        return sum;
    }

    private boolean logits() {
        return loss.isFromLogits() && !is(LossFault.LOGITS_TAKEN_FOR_PROBABILITIES);
    }

    private static double clip(double p) {
        return Math.min(Math.max(p, EPSILON), 1 - EPSILON);
    }
}
