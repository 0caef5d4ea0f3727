package lstm4j.engine;

import lstm4j.layer.LayerNormalization;

/** The LayerNormalization layer: n = (x − µ)/√(v + ε), µ and v the mean and variance of a row, in double. Spec: chapter 20. */
final class LayerNormalizationPass extends NormalizationPass {
    private double[] inverse; // [S·R] 1/√(v + ε) of each row, where there will be a backward

    LayerNormalizationPass(LayerNormalization layer, int F, Parameters parameters, Room room) {
        super(layer, F, parameters, room);
    }

    @Override
    void allocate(int S, int columns) {
        super.allocate(S, columns);
        inverse = room.training() ? room.buffers().doubles(S * room.rows()) : null;
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        this.mask = mask;
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                double i = normalize(x[s][r], n[s][r]);
                if (inverse != null) {
                    inverse[s * room.rows() + r] = i;
                }
                scale(s, r);
            }
        }
    }

    /** n from x; returns 1/√(v + ε). */
    private double normalize(float[] x, float[] n) {
        double mean = 0;
        for (int j = 0; j < F; j++) {
            mean += x[j];
        }
        mean /= F;
        double variance = 0;
        for (int j = 0; j < F; j++) {
            variance += (x[j] - mean) * (x[j] - mean);
        }
        double inverse = 1 / Math.sqrt(variance / F + epsilon);
        for (int j = 0; j < F; j++) {
            n[j] = (float) ((x[j] - mean) * inverse);
        }
        return inverse;
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        dx = dy;
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                scaleBackward(dy[s][r], s, r);
                normalizeBackward(dy[s][r], n[s][r], inverse[s * room.rows() + r]);
            }
        }
    }

    /** Of n = (x − µ)/√(v + ε): d is dn and becomes dx. */
    private void normalizeBackward(float[] d, float[] n, double inverse) {
        double sum = 0;
        double product = 0;
        for (int j = 0; j < F; j++) {
            sum += d[j];
            product += (double) d[j] * n[j];
        }
        for (int j = 0; j < F; j++) {
            d[j] = (float) (inverse * (d[j] - sum / F - n[j] * (product / F)));
        }
    }
}
