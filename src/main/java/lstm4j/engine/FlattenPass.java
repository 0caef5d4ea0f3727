package lstm4j.engine;

/** The Flatten layer: the rows of a sample laid end to end in one. Spec: chapter 5. */
final class FlattenPass extends Pass {
    private final int F;

    FlattenPass(int F, Room room) {
        super(room);
        this.F = F;
    }

    @Override
    int outputSteps(int S, int columns) {
        return 1;
    }

    @Override
    int outputColumns(int S, int columns) {
        return S * columns;
    }

    @Override
    boolean[][] outputMask() {
        return null;
    }

    @Override
    void allocate(int S, int columns) {
        y = room.buffers().rows(1, room.rows(), S * F);
        dx = room.keepsInputGradient() ? room.buffers().rows(S, room.rows(), F) : null;
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                System.arraycopy(x[s][r], 0, y[0][r], s * F, F);
            }
        }
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        for (int s = 0; s < S && room.inputGradient(); s++) {
            for (int r = 0; r < R; r++) {
                System.arraycopy(dy[0][r], s * F, dx[s][r], 0, F);
            }
        }
    }
}
