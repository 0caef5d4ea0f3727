package lstm4j.engine;

/** The numbers of a sample in rows of another length, their order kept: Flatten, Reshape. Letters: F numbers a row in, U out. */
final class ReshapePass extends Pass {
    private final int F;
    private final int U;

    ReshapePass(int F, int U, Room room) {
        super(room);
        this.F = F;
        this.U = U;
    }

    @Override
    int outputSteps(int S, int columns) {
        return (int) ((long) S * F / U);
    }

    @Override
    int outputColumns(int S, int columns) {
        return U;
    }

    @Override
    boolean[][] outputMask() {
        return null;
    }

    @Override
    void allocate(int S, int columns) {
        y = room.buffers().rows(outputSteps(S, F), room.rows(), U);
        dx = room.keepsInputGradient() ? room.buffers().rows(S, room.rows(), F) : null;
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        pour(x, S, F, y, U, R);
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        if (room.inputGradient()) {
            pour(dy, outputSteps(S, F), U, dx, F, R);
        }
    }

    /** Rows of m numbers into rows of n. */
    private static void pour(float[][][] from, int S, int m, float[][][] to, int n, int R) {
        long done = 0; // numbers of each sample
        for (int s = 0; s < S; s++) {
            for (int j = 0, count; j < m; j += count, done += count) {
                int at = (int) (done % n);
                count = Math.min(m - j, n - at);
                for (int r = 0; r < R; r++) {
                    System.arraycopy(from[s][r], j, to[(int) (done / n)][r], at, count);
                }
            }
        }
    }
}
