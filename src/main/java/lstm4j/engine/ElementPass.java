package lstm4j.engine;

/** A layer that makes of each number one number, row by row. Spec: chapter 18. */
abstract class ElementPass extends Pass {
    final int F;

    ElementPass(int F, Room room) {
        super(room);
        this.F = F;
    }

    /** A row of step s: y from x. */
    abstract void value(int s, float[] x, float[] y);

    /** Reverses {@link #value}: d, the gradient of y, becomes that of x. */
    abstract void slope(int s, float[] x, float[] y, float[] d);

    @Override
    final void allocate(int S, int columns) {
        y = room.buffers().rows(S, room.rows(), F);
    }

    @Override
    final void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        this.x = x;
        this.mask = mask;
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                value(s, x[s][r], y[s][r]);
            }
        }
    }

    @Override
    final void backward(float[][][] dy, int S, int R) {
        dx = dy;
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                slope(s, x[s][r], y[s][r], dy[s][r]);
            }
        }
    }
}
