package lstm4j.engine;

import lstm4j.layer.BatchNormalization;

/**
 * The BatchNormalization layer: n = (x − µ)/√(v + ε), in training with the mean and variance of the whole batch, which
 * {@link Workspace#collect} has noted and somebody put together before forward; otherwise with the moving ones. Spec: chapter 20.
 */
final class BatchNormalizationPass extends NormalizationPass {
    private final double momentum;
    private final float[][] movingMean;     // [1][F]
    private final float[][] movingVariance; // [1][F]
    private final double[] mean;    // [F] at work in this call
    private final double[] inverse; // [F] 1/√(v + ε), likewise
    private final double[] shift;   // [F] of the way back
    private final double[] slope;   // [F]
    private final BatchNormalizationMoments own; // of the shard; null where the batch is never asked
    private BatchNormalizationMoments all;       // of the batch
    private boolean ofBatch;        // whether this call normalizes by the batch

    BatchNormalizationPass(BatchNormalization layer, int F, Parameters parameters, Room room) {
        super(layer, F, parameters, room);
        this.momentum = layer.momentum();
        this.movingMean = parameters.arrays[parameters.arrays.length - 2];
        this.movingVariance = parameters.arrays[parameters.arrays.length - 1];
        this.mean = room.buffers().doubles(F);
        this.inverse = room.buffers().doubles(F);
        this.own = room.training() && layer.spansBatch() ? new BatchNormalizationMoments(F, room.buffers()) : null;
        this.shift = room.buffers().doubles(own == null ? 0 : F);
        this.slope = room.buffers().doubles(own == null ? 0 : F);
    }

    @Override
    BatchNormalizationMoments collect(float[][][] x, boolean[][] mask, int S, int R) {
        own.of(x, mask, S, R);
        return own;
    }

    @Override
    void share(BatchNormalizationMoments all) {
        this.all = all;
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        this.mask = mask;
        ofBatch = own != null && call.training;
        for (int j = 0; j < F; j++) {
            mean[j] = ofBatch ? all.mean(j) : movingMean[0][j];
            inverse[j] = 1 / Math.sqrt((ofBatch ? all.variance(j) : movingVariance[0][j]) + epsilon);
        }
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                normalize(x[s][r], n[s][r]);
                scale(s, r);
            }
        }
    }

    private void normalize(float[] x, float[] n) {
        for (int j = 0; j < F; j++) {
            n[j] = (float) ((x[j] - mean[j]) * inverse[j]);
        }
    }

    @Override
    BatchNormalizationMoments collectBackward(float[][][] dy, int S, int R) {
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                scaleBackward(dy[s][r], s, r);
                own.addGradient(dy[s][r], n[s][r]);
            }
        }
        return own;
    }

    /** Where the batch was asked, {@link #collectBackward} has been through y = n⊙γ + β. */
    @Override
    void backward(float[][][] dy, int S, int R) {
        dx = dy;
        for (int j = 0; j < F && ofBatch; j++) {
            shift[j] = all.shift(j, inverse[j]);
            slope[j] = all.slope(j);
        }
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                if (!ofBatch) {
                    scaleBackward(dy[s][r], s, r);
                }
                normalizeBackward(dy[s][r], n[s][r], ofBatch && (mask == null || mask[s][r]));
            }
        }
    }

    /** Of n = (x − µ)/√(v + ε): d is dn and becomes dx; {@code counts} where µ and v are made of this row too. */
    private void normalizeBackward(float[] d, float[] n, boolean counts) {
        for (int j = 0; j < F; j++) {
            d[j] = (float) (inverse[j] * (counts ? d[j] - shift[j] - n[j] * slope[j] : d[j]));
        }
    }

    @Override
    void endStep() {
        for (int j = 0; j < F; j++) {
            movingMean[0][j] = (float) (movingMean[0][j] * momentum + all.mean(j) * (1 - momentum));
            movingVariance[0][j] = (float) (movingVariance[0][j] * momentum + all.variance(j) * (1 - momentum));
        }
    }
}
