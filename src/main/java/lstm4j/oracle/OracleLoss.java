package lstm4j.oracle;

import lstm4j.train.Loss;

/**
 * The losses in double with their derivatives: the mean over all rows of the output of the row's loss. Spec: chapter 5.
 *
 * <p>Letters: B samples, T steps, K outputs; y the label, p the output of the model, q the output scaled to sum 1.
 * Cross-entropies are Keras's documented form: outputs are clipped to [1e-7, 1 − 1e-7], and where the clip changes a
 * number its derivative is zero; {@link Oracle} avoids that form behind a softmax or sigmoid. Source: Keras 3, {@code losses/losses.py}, {@code losses/loss.py}.
 */
final class OracleLoss {
    private static final double EPSILON = OracleDistances.EPSILON;

    private final Loss loss;

    OracleLoss(Loss loss) {
        this.loss = loss;
    }

    /**
     * The loss of an output.
     *
     * @param p [B][T][K] output
     * @param mask [B][T], or null; rows that are not used do not count
     * @param dp [B][T][K] derivative by the output; set, unless null
     */
    double of(double[][][] p, OracleLabels labels, boolean[][] mask, double[][][] dp) {
        double sum = 0;
        for (int n = 0; n < p.length; n++) {
            for (int t = 0; t < p[n].length; t++) {
                double share = loss.weight() * labels.weight(n, t) * share(mask, n, t, p.length * p[n].length);
                double[] row = new double[p[n][t].length];
                // forward: sum += share · row loss
                sum += share * row(p[n][t], label(labels, n, t, p[n][t].length), row);
                for (int j = 0; dp != null && j < row.length; j++) {
                    dp[n][t][j] = share * row[j];
                }
            }
        }
        return sum;
    }

    /** What a row counts in the mean over all rows: 1/(B·T), or, with a mask, 1/(number of rows used) or 0. */
    private static double share(boolean[][] mask, int n, int t, int rows) {
        if (mask == null) {
            return 1.0 / rows;
        }
        int used = 0;
        for (boolean[] row : mask) {
            for (boolean one : row) {
                used += one ? 1 : 0;
            }
        }
        return mask[n][t] ? 1.0 / used : 0;
    }

    /** The label of a row as a row of K numbers: a class number becomes a one among zeros; smoothed where the loss says so. */
    private double[] label(OracleLabels labels, int n, int t, int K) {
        double[] y = new double[K];
        if (labels.classes() != null) {
            y[labels.classes()[n][t]] = 1;
            return y;
        }
        double s = loss.labelSmoothing();
        double toward = loss.kind() == Loss.Kind.BINARY_CROSSENTROPY ? 0.5 : 1.0 / K;
        for (int j = 0; j < K; j++) {
            y[j] = s == 0 ? labels.rows()[n][t][j] : labels.rows()[n][t][j] * (1 - s) + s * toward;
        }
        return y;
    }

    /** The loss of one row; dp [K] is set to its derivative by p. */
    private double row(double[] p, double[] y, double[] dp) {
        return switch (loss.kind()) {
            case MEAN_SQUARED_ERROR -> squared(p, y, dp);
            case MEAN_ABSOLUTE_ERROR -> absolute(p, y, dp);
            case HUBER -> huber(p, y, dp);
            case BINARY_CROSSENTROPY -> loss.isFromLogits() ? binaryLogits(p, y, dp) : binary(p, y, dp);
            case CATEGORICAL_CROSSENTROPY -> loss.isFromLogits() ? categoricalLogits(p, y, dp) : categorical(p, y, dp);
            case SPARSE_CATEGORICAL_CROSSENTROPY -> loss.isFromLogits() ? categoricalLogits(p, y, dp) : sparse(p, y, dp);
            default -> OracleDistances.of(loss.kind(), p, y, dp);
        };
    }

    /** mean e², e = p − y. */
    private static double squared(double[] p, double[] y, double[] dp) {
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            double e = p[j] - y[j];
            sum += e * e;
            dp[j] = 2 * e / p.length;
        }
        return sum / p.length;
    }

    /** mean |e|; the derivative at e = 0 is 0. */
    private static double absolute(double[] p, double[] y, double[] dp) {
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            double e = p[j] - y[j];
            sum += Math.abs(e);
            dp[j] = Math.signum(e) / p.length;
        }
        return sum / p.length;
    }

    /** mean of ½e² where |e| ≤ δ, δ|e| − ½δ² elsewhere. */
    private double huber(double[] p, double[] y, double[] dp) {
        double delta = loss.delta();
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            double e = p[j] - y[j];
            boolean near = Math.abs(e) <= delta;
            sum += near ? 0.5 * e * e : delta * Math.abs(e) - 0.5 * delta * delta;
            dp[j] = (near ? e : delta * Math.signum(e)) / p.length;
        }
        return sum / p.length;
    }

    /** −mean(y ln p + (1 − y) ln(1 − p)) of the clipped p. */
    private static double binary(double[] p, double[] y, double[] dp) {
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            double clipped = clip(p[j]);
            sum -= y[j] * StrictMath.log(clipped) + (1 - y[j]) * StrictMath.log1p(-clipped);
            dp[j] = clipped == p[j] ? -(y[j] / p[j] - (1 - y[j]) / (1 - p[j])) / p.length : 0;
        }
        return sum / p.length;
    }

    /** The same of p = sigmoid(z), without the clip: mean(ln(1 + e^z) − y·z). */
    private static double binaryLogits(double[] z, double[] y, double[] dz) {
        double sum = 0;
        for (int j = 0; j < z.length; j++) {
            sum += Functions.softplus(z[j]) - y[j] * z[j];
            dz[j] = (Functions.sigmoid(z[j]) - y[j]) / z.length;
        }
        return sum / z.length;
    }

    /** −Σ y ln q of the clipped q = p / Σp. */
    private static double categorical(double[] p, double[] y, double[] dp) {
        double total = 0;
        for (double number : p) {
            total += number;
        }
        double[] dq = new double[p.length];
        double sum = 0;
        double dTotal = 0;
        for (int j = 0; j < p.length; j++) {
            double q = p[j] / total;
            double clipped = clip(q);
            // forward: sum −= y ln q
            sum -= y[j] * StrictMath.log(clipped);
            dq[j] = clipped == q ? -y[j] / q : 0;
            dTotal -= dq[j] * q / total;
        }
        for (int j = 0; j < p.length; j++) {
            dp[j] = dq[j] / total + dTotal; // forward: q = p / total, and total is the sum of all p
        }
        return sum;
    }

    /** ln Σq − ln q of the labelled class, q = clip(p); y is one-hot. */
    private static double sparse(double[] p, double[] y, double[] dp) {
        double total = 0;
        double labelled = 0;
        for (int j = 0; j < p.length; j++) {
            total += clip(p[j]);
            labelled += y[j] * clip(p[j]);
        }
        for (int j = 0; j < p.length; j++) {
            boolean clipped = clip(p[j]) != p[j];
            dp[j] = clipped ? 0 : 1 / total - y[j] / p[j];
        }
        return StrictMath.log(total) - StrictMath.log(labelled);
    }

    /** The same of p = softmax(z), without the clip: Σ y·(ln Σe^z − z). */
    private static double categoricalLogits(double[] z, double[] y, double[] dz) {
        double logSum = Functions.logSumExp(z);
        double[] p = Functions.softmax(z);
        double sum = 0;
        double total = 0;
        for (int j = 0; j < z.length; j++) {
            sum += y[j] * (logSum - z[j]);
            total += y[j];
        }
        for (int j = 0; j < z.length; j++) {
            dz[j] = p[j] * total - y[j];
        }
        return sum;
    }

    private static double clip(double p) {
        return Math.min(Math.max(p, EPSILON), 1 - EPSILON);
    }
}
