package lstm4j.engine;

import lstm4j.layer.Normalization;

/**
 * What normalizing layers share: y = n⊙γ + β of rows n that have mean 0 and variance 1, each number of n rounded once from
 * double. Spec: chapter 20. Letters: S steps, R rows, F features.
 */
abstract class NormalizationPass extends Pass {
    final int F;
    final double epsilon;
    float[][][] n; // [S][R][F] normalized rows; y itself where there will be no backward
    private final float[][] gamma; // [1][F] or null
    private final float[][] beta;  // [1][F] or null
    private float[] dGamma;        // [F] accumulates, or null
    private float[] dBeta;         // [F] accumulates, or null

    NormalizationPass(Normalization<?> layer, int F, Parameters parameters, Room room) {
        super(room);
        this.F = F;
        this.epsilon = layer.epsilon();
        this.gamma = layer.scales() ? parameters.arrays[0] : null;
        this.beta = layer.centers() ? parameters.arrays[layer.scales() ? 1 : 0] : null;
    }

    @Override
    void accumulateInto(float[][][] gradients, int first) {
        dGamma = gamma == null ? null : rowOf(first, gradients);
        dBeta = beta == null ? null : rowOf(first + (gamma == null ? 0 : 1), gradients);
    }

    private static float[] rowOf(int weight, float[][][] gradients) {
        float[][] array = gradientOf(weight, gradients);
        return array == null ? null : array[0];
    }

    @Override
    void allocate(int S, int columns) {
        y = room.buffers().rows(S, room.rows(), F);
        n = room.training() ? room.buffers().rows(S, room.rows(), F) : y;
    }

    /** y = n⊙γ + β. */
    final void scale(int s, int r) {
        if (n != y) {
            System.arraycopy(n[s][r], 0, y[s][r], 0, F);
        }
        if (gamma != null) {
            Rows.multiply(y[s][r], y[s][r], gamma[0], F);
        }
        if (beta != null) {
            Rows.add(y[s][r], beta[0], F);
        }
    }

    /** Of y = n⊙γ + β: dy becomes dn. */
    final void scaleBackward(float[] dy, int s, int r) {
        if (dBeta != null) {
            Rows.add(dBeta, dy, F);
        }
        if (dGamma != null) {
            Rows.addProduct(dGamma, dy, n[s][r], F);
        }
        if (gamma != null) {
            Rows.multiply(dy, dy, gamma[0], F);
        }
    }
}
