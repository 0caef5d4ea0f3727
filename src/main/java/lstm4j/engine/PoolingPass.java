package lstm4j.engine;

import java.util.Arrays;

import lstm4j.layer.Taps;

/**
 * What pooling layers share: each window of steps becomes one row, steps ascending, those that there are; a pooling over
 * all steps is one window. Spec: chapter 19. Letters: S steps, R rows, F features.
 */
abstract class PoolingPass extends Pass {
    final int F;
    private final Taps taps; // null for one window over all steps

    PoolingPass(Taps taps, int F, Room room) {
        super(room);
        this.taps = taps;
        this.F = F;
    }

    @Override
    final int outputSteps(int S, int columns) {
        return taps == null ? 1 : taps.outputSteps(S);
    }

    @Override
    final boolean[][] outputMask() {
        return null;
    }

    @Override
    final void allocate(int S, int columns) {
        y = room.buffers().rows(outputSteps(S, columns), room.rows(), F);
        dx = room.keepsInputGradient() ? room.buffers().rows(S, room.rows(), F) : null;
    }

    @Override
    final void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        this.x = x;
        this.mask = mask;
        for (int o = 0; o < outputSteps(S, F); o++) {
            for (int r = 0; r < R; r++) {
                pool(o, from(o, S), to(o, S), r);
            }
        }
    }

    @Override
    final void backward(float[][][] dy, int S, int R) {
        for (int s = 0; s < S && room.inputGradient(); s++) {
            for (int r = 0; r < R; r++) {
                Arrays.fill(dx[s][r], 0);
            }
        }
        for (int o = 0; o < outputSteps(S, F) && room.inputGradient(); o++) {
            for (int r = 0; r < R; r++) {
                spread(dy[o][r], o, from(o, S), to(o, S), r);
            }
        }
    }

    private int from(int o, int S) {
        return taps == null ? 0 : Math.max(0, o * taps.stride() - taps.before(S));
    }

    private int to(int o, int S) {
        return taps == null ? S : Math.min(S, o * taps.stride() - taps.before(S) + taps.count());
    }

    /** y[o][r] from x[from][r] … x[to − 1][r]. */
    abstract void pool(int o, int from, int to, int r);

    /** <em>Accumulates</em> dx[from][r] … dx[to − 1][r] from dy [F], the gradient of y[o][r]. */
    abstract void spread(float[] dy, int o, int from, int to, int r);
}
