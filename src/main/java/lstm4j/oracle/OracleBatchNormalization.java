package lstm4j.oracle;

import lstm4j.layer.BatchNormalization;

/**
 * Features of mean 0 and variance 1 over the whole batch in a training step, or by the moving means, then y = n⊙γ + β. All
 * rows are normalized; mean and variance are those of the rows that a mask leaves. Spec: chapter 20. Letters: n sample, t
 * step, j feature. Source: Keras 3, {@code layers/normalization/batch_normalization.py}.
 */
final class OracleBatchNormalization implements OracleLayer {
    private static final double EPSILON = 1e-7;

    private final BatchNormalization layer;
    private final double[][][] weights;
    private final boolean ofBatch;

    OracleBatchNormalization(BatchNormalization layer, double[][][] weights, boolean training) {
        this.layer = layer;
        this.weights = weights;
        this.ofBatch = training && layer.spansBatch();
    }

    private double[] moving(int fromEnd) {
        return weights[weights.length - fromEnd][0];
    }

    private static boolean counts(boolean[][] mask, int n, int t) {
        return mask == null || mask[n][t];
    }

    /** Number of rows that count, and what Keras adds to it under a mask. */
    private static double total(double[][][] x, boolean[][] mask) {
        double total = mask == null ? 0 : EPSILON;
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < x[n].length; t++) {
                total += counts(mask, n, t) ? 1 : 0;
            }
        }
        return total;
    }

    /** Means of the rows that count. */
    private double[] means(double[][][] x, boolean[][] mask) {
        double[] means = new double[x[0][0].length];
        double total = total(x, mask);
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < x[n].length && ofBatch; t++) {
                for (int j = 0; j < means.length && counts(mask, n, t); j++) {
                    means[j] += x[n][t][j] / total;
                }
            }
        }
        return ofBatch ? means : moving(2);
    }

    /** Their variances. */
    private double[] variances(double[][][] x, boolean[][] mask, double[] means) {
        double[] variances = new double[means.length];
        double total = total(x, mask);
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < x[n].length && ofBatch; t++) {
                for (int j = 0; j < means.length && counts(mask, n, t); j++) {
                    variances[j] += (x[n][t][j] - means[j]) * (x[n][t][j] - means[j]) / total;
                }
            }
        }
        return ofBatch ? variances : moving(1);
    }

    /** n = (x − µ)/√(v + ε). */
    private double[] normalized(double[] x, double[] means, double[] variances) {
        double[] n = new double[x.length];
        for (int j = 0; j < n.length; j++) {
            n[j] = (x[j] - means[j]) / Math.sqrt(variances[j] + layer.epsilon());
        }
        return n;
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        double[] means = means(x, mask);
        double[] variances = variances(x, mask, means);
        double[][][] y = new double[x.length][x[0].length][];
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < x[n].length; t++) {
                y[n][t] = normalized(x[n][t], means, variances);
                OracleScale.forward(layer, weights, y[n][t]);
            }
        }
        return LayerTrace.stateless(layer.name(), x, mask, y, mask);
    }

    @Override
    public double[][][] moved(LayerTrace trace) {
        double[][][] moved = DoubleRows.copy(weights);
        double[] means = means(trace.input(), trace.mask());
        double[] variances = variances(trace.input(), trace.mask(), means);
        double m = layer.momentum();
        for (int j = 0; j < means.length && ofBatch; j++) {
            moved[moved.length - 2][0][j] = moving(2)[j] * m + means[j] * (1 - m);
            moved[moved.length - 1][0][j] = moving(1)[j] * m + variances[j] * (1 - m);
        }
        return moved;
    }

    /** Back through n, then through v, then through µ, on which v depends too: Σ (x − µ) is not 0 under a mask. */
    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        double[][][] x = trace.input();
        double[] means = means(x, trace.mask());
        double[] variances = variances(x, trace.mask(), means);
        double[][][] dx = DoubleRows.copy(dy);
        double[][][] dW = DoubleRows.zerosLike(weights);
        double[] dMean = new double[means.length];
        double[] dVariance = new double[means.length];
        double[] rest = new double[means.length]; // Σ (x − µ) of the rows that count
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < x[n].length; t++) {
                OracleScale.backward(layer, weights, normalized(x[n][t], means, variances), dx[n][t], dW); // dx[n][t] is dn now
                for (int j = 0; j < means.length; j++) {
                    double inverse = 1 / Math.sqrt(variances[j] + layer.epsilon());
                    dMean[j] -= dx[n][t][j] * inverse; // forward: n = (x − µ) · inverse
                    dVariance[j] -= dx[n][t][j] * (x[n][t][j] - means[j]) * inverse * inverse * inverse / 2;
                    rest[j] += counts(trace.mask(), n, t) ? x[n][t][j] - means[j] : 0;
                    dx[n][t][j] *= inverse;
                }
            }
        }
        double total = total(x, trace.mask());
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < x[n].length && ofBatch; t++) {
                for (int j = 0; j < means.length && counts(trace.mask(), n, t); j++) {
                    // forward: µ = Σ x / total; v = Σ (x − µ)² / total
                    dx[n][t][j] += (dMean[j] - 2 * dVariance[j] * rest[j] / total) / total + 2 * dVariance[j] * (x[n][t][j] - means[j]) / total;
                }
            }
        }
        return new LayerGradients(dx, dW, null);
    }
}
