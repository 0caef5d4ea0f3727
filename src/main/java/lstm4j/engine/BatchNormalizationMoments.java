package lstm4j.engine;

import java.util.Arrays;

/**
 * What a layer wants to know of a whole batch in training: how many rows count, the mean of each feature and the sum of
 * squares about it; on the way back two sums of gradients. Those of a shard, or those of its shards put together one after
 * the other. In double. Spec: chapter 20, rules BN-3 to BN-5. Letters: S steps, R rows, F features.
 */
public final class BatchNormalizationMoments {
    /** Keras adds it to the number of rows that a mask leaves. */
    private static final double EPSILON = 1e-7;

    private final int F;
    private double count;
    private boolean masked;
    private final double[] mean;    // [F]
    private final double[] squares; // [F] Σ (x − mean)²
    private final double[] sum;     // [F] Σ dn
    private final double[] product; // [F] Σ dn·n

    /** Of nothing, for rows of {@code F} numbers. */
    public BatchNormalizationMoments(int F, Buffers buffers) {
        this.F = F;
        this.mean = buffers.doubles(F);
        this.squares = buffers.doubles(F);
        this.sum = buffers.doubles(F);
        this.product = buffers.doubles(F);
    }

    /** Of nothing again. */
    public void clear() {
        count = 0;
        Arrays.fill(mean, 0);
        Arrays.fill(squares, 0);
        Arrays.fill(sum, 0);
        Arrays.fill(product, 0);
    }

    /** Of the rows x[s][r] that count, steps ascending, in a step rows ascending; gradients of none. */
    void of(float[][][] x, boolean[][] mask, int S, int R) {
        clear();
        masked = mask != null;
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                if (mask == null || mask[s][r]) {
                    count++;
                    addTo(mean, x[s][r]);
                }
            }
        }
        for (int j = 0; j < F && count > 0; j++) {
            mean[j] /= count;
        }
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                if (mask == null || mask[s][r]) {
                    addSquares(x[s][r]);
                }
            }
        }
    }

    private void addTo(double[] sums, float[] row) {
        for (int j = 0; j < F; j++) {
            sums[j] += row[j];
        }
    }

    private void addSquares(float[] row) {
        for (int j = 0; j < F; j++) {
            double d = row[j] - mean[j];
            squares[j] += d * d;
        }
    }

    /** Adds the gradient dn of a normalized row n. */
    void addGradient(float[] dn, float[] n) {
        addTo(sum, dn);
        for (int j = 0; j < F; j++) {
            product[j] += (double) dn[j] * n[j];
        }
    }

    /** Puts those of the next shard to these, of its rows. */
    public void addRows(BatchNormalizationMoments next) {
        masked = next.masked;
        double both = count + next.count;
        for (int j = 0; j < F && next.count > 0; j++) {
            double d = next.mean[j] - mean[j];
            mean[j] += d * (next.count / both);
            squares[j] += next.squares[j] + d * d * (count * next.count / both);
        }
        count = both;
    }

    /** Likewise of its gradients. */
    public void addGradients(BatchNormalizationMoments next) {
        for (int j = 0; j < F; j++) {
            sum[j] += next.sum[j];
            product[j] += next.product[j];
        }
    }

    private double total() {
        return masked ? count + EPSILON : count;
    }

    /** The mean of feature j. */
    double mean(int j) {
        return masked ? mean[j] * (count / total()) : mean[j];
    }

    /** Its variance, that of the rows themselves. */
    double variance(int j) {
        double off = mean[j] - mean(j);
        return (squares[j] + count * off * off) / total();
    }

    /** What is taken from each dn of a row that counts, on the way back through the mean. */
    double shift(int j, double inverse) {
        double through = masked ? inverse * product[j] * mean(j) * EPSILON / total() : 0;
        return (sum[j] - through) / total();
    }

    /** What is taken for each n, on the way back through the variance. */
    double slope(int j) {
        return product[j] / total();
    }
}
