package lstm4j.engine;

import lstm4j.layer.ActivityRegularization;

/**
 * The layer ActivityRegularization: y = x, and the mean over the samples of l1·Σ|x| + l2·Σx² is added to the loss of the batch.
 * What comes back is the gradient of a sum over the rows of the output, of which a mean is made later: the penalty's, a mean
 * over samples, is multiplied by the rows of a sample before. Spec: chapter 18. Letters: S steps, R rows, F numbers in a row.
 */
final class ActivityRegularizationPass extends Pass {
    private final float l1;
    private final float l2;
    private final int F;
    private int S;
    private int R;
    private float outputs; // rows of the output of a sample

    ActivityRegularizationPass(ActivityRegularization layer, int F, Room room) {
        super(room);
        this.l1 = (float) layer.l1();
        this.l2 = (float) layer.l2();
        this.F = F;
    }

    @Override
    void allocate(int S, int columns) {
        // Rows go through it.
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        this.x = x;
        this.mask = mask;
        this.S = S;
        this.R = R;
        outputs = call.outputs;
        y = x;
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        dx = dy;
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                addSlope(x[s][r], dy[s][r], outputs * l1, outputs * 2 * l2);
            }
        }
    }

    /** Of y = x and of the penalty: d += a·sign(x) + b·x. */
    private void addSlope(float[] x, float[] d, float a, float b) {
        for (int j = 0; j < F; j++) {
            d[j] += a * Math.signum(x[j]) + b * x[j];
        }
    }

    @Override
    double penalty() {
        double absolute = 0;
        double squared = 0;
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                for (int j = 0; j < F; j++) {
                    absolute += Math.abs(x[s][r][j]);
                    squared += (double) x[s][r][j] * x[s][r][j];
                }
            }
        }
        return l1 * absolute + l2 * squared;
    }
}
