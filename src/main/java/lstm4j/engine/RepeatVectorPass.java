package lstm4j.engine;

/** The RepeatVector layer: y[s] = x for n steps, the same rows, nothing copied. Spec: chapter 15. */
final class RepeatVectorPass extends Pass {
    private final int n;
    private final int F;

    RepeatVectorPass(int n, int F, Room room) {
        super(room);
        this.n = n;
        this.F = F;
    }

    @Override
    int outputSteps(int S, int columns) {
        return n;
    }

    @Override
    boolean[][] outputMask() {
        return null;
    }

    @Override
    void allocate(int S, int columns) {
        y = room.buffers().references(n, room.rows());
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        for (int s = 0; s < n; s++) {
            System.arraycopy(x[0], 0, y[s], 0, R);
        }
    }

    /** dx = dy[0] + dy[1] + …, step by step. */
    @Override
    void backward(float[][][] dy, int S, int R) {
        dx = dy;
        for (int s = 1; s < n; s++) {
            for (int r = 0; r < R; r++) {
                Rows.add(dy[0][r], dy[s][r], F);
            }
        }
    }
}
