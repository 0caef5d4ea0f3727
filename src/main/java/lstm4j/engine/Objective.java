package lstm4j.engine;

import lstm4j.layer.ActivationFunction;
import lstm4j.train.Loss;

/**
 * The loss on the rows of one shard: the sum of its values and, when asked for, the gradient of that sum. The mean, a
 * division by {@link #count}, is taken once for the whole batch. Behind softmax or sigmoid, cross-entropy is computed from
 * the logits z and so is its gradient: nothing is clipped, as in Keras on TensorFlow. Computed in double, the gradient
 * rounded once. Spec: chapter 5, rules LOSS-1 to LOSS-9.
 *
 * <p>Letters: S steps, R rows, K outputs; p the output, y the label, w the weight of the sample.
 */
public final class Objective {
    private static final double EPSILON = 1e-7; // Keras: backend.epsilon()

    private final Loss loss;
    private final boolean fused;      // head and loss are one function of the logits
    private final boolean fromLogits;
    private final int K;
    private final int rows;
    private final Buffers buffers;
    private final double[] label; // [K] y of the row at hand, smoothed
    private final double[] d;     // [K] its gradient
    private float[][][] dy = {};  // [S][R][K]
    private double sum;
    private long count;

    /** For outputs of K numbers made by the function {@code head}, on up to {@code rows} rows. */
    public Objective(Loss loss, ActivationFunction head, int outputs, int rows, Buffers buffers) {
        this.loss = loss;
        this.buffers = buffers;
        this.K = outputs;
        this.rows = rows;
        this.label = buffers.doubles(K);
        this.d = buffers.doubles(K);
        this.fused = loss.takesLogitsOf(head);
        this.fromLogits = fused || loss.isFromLogits();
    }

    /** Whether {@link #run} takes, and gives the gradient of, what goes into the head's function instead of what comes out. */
    public boolean takesLogits() {
        return fused;
    }

    /** Makes room for the gradient of S steps; allocates only to grow. */
    public void reserve(int S) {
        if (dy.length < S) {
            dy = buffers.rows(S, rows, K);
        }
    }

    /** Takes the outputs p (or logits) [S][R][K] of a batch; steps whose mask is false do not count. */
    public void run(float[][][] p, boolean[][] mask, Batch batch, int S, boolean wantGradient) {
        if (wantGradient) {
            reserve(S);
        }
        sum = 0;
        count = 0;
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < batch.rows; r++) {
                boolean counts = mask == null || mask[s][r];
                double w = !counts ? 0 : loss.weight() * (batch.weighted ? batch.weights[r] : 1);
                if (counts) {
                    setLabel(batch, s, r);
                    count++;
                    sum += w * value(p[s][r]);
                }
                if (wantGradient) {
                    for (int j = 0; j < K; j++) {
                        dy[s][r][j] = counts ? (float) (w * d[j]) : 0;
                    }
                }
            }
        }
    }

    /** Sum of weight·loss over the rows that count. */
    public double sum() {
        return sum;
    }

    /** Number of rows (samples times steps) that count. */
    public long count() {
        return count;
    }

    /** Gradient [S][R][K] of {@link #sum}; the model's backward may spend it. */
    public float[][][] gradient() {
        return dy;
    }

    private void setLabel(Batch batch, int s, int r) {
        double smoothing = (float) loss.labelSmoothing();
        double share = loss.kind() == Loss.Kind.BINARY_CROSSENTROPY ? 0.5 : 1.0 / K;
        for (int j = 0; j < K; j++) {
            double y = loss.isSparse() ? (j == batch.classes[s][r] ? 1 : 0) : batch.targets[s][r][j];
            label[j] = smoothing == 0 ? y : y * (1 - smoothing) + smoothing * share;
        }
    }

    /** Loss of one row; leaves its gradient in d. */
    private double value(float[] p) {
        return switch (loss.kind()) {
            case MEAN_SQUARED_ERROR -> squared(p);
            case MEAN_ABSOLUTE_ERROR -> absolute(p);
            case HUBER -> huber(p, (float) loss.delta());
            case BINARY_CROSSENTROPY -> fromLogits ? binaryLogits(p) : binary(p);
            case CATEGORICAL_CROSSENTROPY -> fromLogits ? logits(p) : categorical(p);
            case SPARSE_CATEGORICAL_CROSSENTROPY -> fromLogits ? logits(p) : sparse(p);
            default -> Distances.of(loss.kind(), p, label, d);
        };
    }

    private double squared(float[] p) {
        double total = 0;
        for (int j = 0; j < K; j++) {
            double e = p[j] - label[j];
            total += e * e;
            d[j] = 2 * e / K;
        }
        return total / K;
    }

    private double absolute(float[] p) {
        double total = 0;
        for (int j = 0; j < K; j++) {
            double e = p[j] - label[j];
            total += Math.abs(e);
            d[j] = Math.signum(e) / K;
        }
        return total / K;
    }

    private double huber(float[] p, double delta) {
        double total = 0;
        for (int j = 0; j < K; j++) {
            double e = p[j] - label[j];
            boolean small = Math.abs(e) <= delta;
            total += small ? 0.5 * e * e : delta * Math.abs(e) - 0.5 * delta * delta;
            d[j] = (small ? e : delta * Math.signum(e)) / K;
        }
        return total / K;
    }

    /** −mean(y ln p + (1 − y) ln(1 − p)) with p clipped; a clipped p has no gradient. */
    private double binary(float[] p) {
        double total = 0;
        for (int j = 0; j < K; j++) {
            double q = clip(p[j]);
            total -= label[j] * StrictMath.log(q) + (1 - label[j]) * StrictMath.log(1 - q);
            d[j] = q == p[j] ? (q - label[j]) / (q * (1 - q)) / K : 0;
        }
        return total / K;
    }

    /** The same of logits: mean(max(z, 0) − z·y + ln(1 + e^−|z|)). */
    private double binaryLogits(float[] z) {
        double total = 0;
        for (int j = 0; j < K; j++) {
            double e = StrictMath.exp(-Math.abs(z[j]));
            total += Math.max(z[j], 0) - z[j] * label[j] + StrictMath.log1p(e);
            d[j] = ((z[j] >= 0 ? 1 / (1 + e) : e / (1 + e)) - label[j]) / K;
        }
        return total / K;
    }

    /** −Σ y ln clip(p / Σp): a clipped term has no gradient. */
    private double categorical(float[] p) {
        double sumP = 0;
        for (int j = 0; j < K; j++) {
            sumP += p[j];
        }
        double total = 0;
        double sumY = 0; // over the terms that are not clipped
        for (int j = 0; j < K; j++) {
            double q = p[j] / sumP;
            double clipped = clip(q);
            total -= label[j] == 0 ? 0 : label[j] * StrictMath.log(clipped);
            d[j] = q == clipped ? label[j] : 0;
            sumY += d[j];
        }
        for (int j = 0; j < K; j++) {
            d[j] = sumY / sumP - (d[j] == 0 ? 0 : d[j] / p[j]);
        }
        return total;
    }

    /** −Σ y ln(q / Σq), q = clip(p): clipped before the sum, so that a row of zeros is finite; a clipped term has no gradient. */
    private double sparse(float[] p) {
        double sumQ = 0;
        for (int j = 0; j < K; j++) {
            sumQ += clip(p[j]);
        }
        double total = 0;
        for (int j = 0; j < K; j++) {
            double q = clip(p[j]);
            total -= label[j] == 0 ? 0 : label[j] * StrictMath.log(q / sumQ);
            d[j] = q == p[j] ? 1 / sumQ - label[j] / q : 0;
        }
        return total;
    }

    /** The same of logits: −Σ y ln softmax(z). */
    private double logits(float[] z) {
        double max = z[0];
        for (int j = 1; j < K; j++) {
            max = Math.max(max, z[j]);
        }
        double sumE = 0;
        double sumY = 0;
        for (int j = 0; j < K; j++) {
            d[j] = StrictMath.exp(z[j] - max);
            sumE += d[j];
            sumY += label[j];
        }
        double logSum = StrictMath.log(sumE);
        double total = 0;
        for (int j = 0; j < K; j++) {
            total -= label[j] == 0 ? 0 : label[j] * (z[j] - max - logSum);
            d[j] = d[j] / sumE * sumY - label[j];
        }
        return total;
    }

    private static double clip(double p) {
        return Math.min(Math.max(p, EPSILON), 1 - EPSILON); // NaN stays NaN
    }
}
