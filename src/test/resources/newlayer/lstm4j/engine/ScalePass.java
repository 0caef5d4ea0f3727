package lstm4j.engine;

/** y = s·x and its reversal, feature by feature, in float. */
final class ScalePass extends Pass {
    private final int F;
    private final float[] scale;
    private float[] dScale; // [F] accumulates

    ScalePass(int F, Parameters parameters, Room room) {
        super(room);
        this.F = F;
        this.scale = parameters.arrays[0][0];
    }

    @Override
    void accumulateInto(float[][][] gradients, int first) {
        dScale = gradients[first][0];
    }

    @Override
    void allocate(int S, int columns) {
        y = room.buffers().rows(S, room.rows(), F);
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        this.x = x;
        this.mask = mask;
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                Rows.multiply(y[s][r], x[s][r], scale, F);
            }
        }
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        dx = dy;
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                for (int j = 0; j < F; j++) {
                    dScale[j] += x[s][r][j] * dy[s][r][j];
                }
                Rows.multiply(dy[s][r], dy[s][r], scale, F);
            }
        }
    }
}
