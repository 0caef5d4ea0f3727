package lstm4j.engine;

/** x above zero, else α·x with α learned. Spec: chapter 18. Letters: P, Q rows and columns of α, 1 where they are shared. */
final class PReLUPass extends ElementPass {
    private final float[][] alpha; // [P][Q]
    private final int P;
    private final int Q;
    private float[][] dAlpha; // [P][Q] accumulates, or null

    PReLUPass(int F, Parameters parameters, Room room) {
        super(F, room);
        this.alpha = parameters.arrays[0];
        this.P = parameters.rows(0);
        this.Q = parameters.columns(0);
    }

    @Override
    void accumulateInto(float[][][] gradients, int first) {
        dAlpha = gradientOf(first, gradients);
    }

    @Override
    void value(int s, float[] x, float[] y) {
        float[] a = alpha[P == 1 ? 0 : s];
        for (int j = 0; j < F; j++) {
            y[j] = x[j] > 0 ? x[j] : a[Q == 1 ? 0 : j] * x[j];
        }
    }

    @Override
    void slope(int s, float[] x, float[] y, float[] d) {
        if (dAlpha != null) {
            float[] da = dAlpha[P == 1 ? 0 : s];
            for (int j = 0; j < F; j++) {
                da[Q == 1 ? 0 : j] += x[j] < 0 ? x[j] * d[j] : 0;
            }
        }
        float[] a = alpha[P == 1 ? 0 : s];
        for (int j = 0; j < F; j++) {
            d[j] *= x[j] > 0 ? 1 : x[j] < 0 ? a[Q == 1 ? 0 : j] : 0;
        }
    }
}
