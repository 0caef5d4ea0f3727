package lstm4j.engine;

import lstm4j.layer.GaussianNoise;

/**
 * The GaussianNoise layer: in training y = x + n with n normally distributed, a function of seed, training step, layer, row,
 * step and feature; otherwise y = x. Spec: chapter 18.
 */
final class GaussianNoisePass extends Pass {
    private final double stddev;
    private final int which;
    private final int F;
    private float[][][] out; // [S][R][F], where there is noise

    GaussianNoisePass(GaussianNoise layer, int F, int which, Room room) {
        super(room);
        this.stddev = layer.stddev();
        this.which = which;
        this.F = F;
    }

    @Override
    void allocate(int S, int columns) {
        out = room.training() && stddev > 0 ? room.buffers().rows(S, room.rows(), F) : null;
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        this.mask = mask;
        boolean active = call.training && stddev > 0;
        y = active ? out : x;
        for (int s = 0; active && s < S; s++) {
            add(x[s], out[s], R, DropoutPass.key(call, which, 2 + (long) s), call.firstRow);
        }
    }

    /** Number (row in the batch)·F + j of the stream is added to number j. */
    private void add(float[][] x, float[][] y, int R, long key, int firstRow) {
        for (int r = 0; r < R; r++) {
            for (int j = 0; j < F; j++) {
                y[r][j] = x[r][j] + (float) (stddev * Generator.normal(key, (long) (firstRow + r) * F + j));
            }
        }
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        dx = dy;
    }
}
