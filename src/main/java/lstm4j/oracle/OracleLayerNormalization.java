package lstm4j.oracle;

import lstm4j.layer.LayerNormalization;

/**
 * Rows of mean 0 and variance 1 in double, then y = n⊙γ + β. Spec: chapter 20. Letters: n sample, t step, j feature.
 * Source: Keras 3, {@code layers/normalization/layer_normalization.py}.
 */
final class OracleLayerNormalization implements OracleLayer {
    private final LayerNormalization layer;
    private final double[][][] weights;

    OracleLayerNormalization(LayerNormalization layer, double[][][] weights) {
        this.layer = layer;
        this.weights = weights;
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        double[][][] y = DoubleRows.copy(x);
        for (double[][] sample : y) {
            for (double[] row : sample) {
                normalize(row);
                OracleScale.forward(layer, weights, row);
            }
        }
        return LayerTrace.stateless(layer.name(), x, mask, y, mask);
    }

    /** n = (x − µ)/√(v + ε), in place; returns 1/√(v + ε). */
    private double normalize(double[] row) {
        double mean = 0;
        double variance = 0;
        for (double number : row) {
            mean += number / row.length;
        }
        for (double number : row) {
            variance += (number - mean) * (number - mean) / row.length;
        }
        double inverse = 1 / Math.sqrt(variance + layer.epsilon());
        for (int j = 0; j < row.length; j++) {
            row[j] = (row[j] - mean) * inverse;
        }
        return inverse;
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        double[][][] dx = DoubleRows.copy(dy);
        double[][][] dW = DoubleRows.zerosLike(weights);
        for (int n = 0; n < dx.length; n++) {
            for (int t = 0; t < dx[n].length; t++) {
                double[] row = trace.input()[n][t].clone();
                double inverse = normalize(row);
                OracleScale.backward(layer, weights, row, dx[n][t], dW); // dx[n][t] is dn now
                double sum = 0;
                double product = 0;
                for (int j = 0; j < row.length; j++) {
                    sum += dx[n][t][j];
                    product += dx[n][t][j] * row[j];
                }
                for (int j = 0; j < row.length; j++) {
                    dx[n][t][j] = inverse * (dx[n][t][j] - sum / row.length - row[j] * product / row.length);
                }
            }
        }
        return new LayerGradients(dx, dW, null);
    }
}
