package lstm4j.engine;

import java.util.Arrays;

import lstm4j.layer.Masking;

/** The Masking layer: a step counts unless all its features equal the value; steps that do not count become zero. */
final class MaskingPass extends Pass {
    private final float value;
    private final int F;
    private final float[] zero;  // [F]
    private boolean[][] counts;  // [S][R]

    MaskingPass(Masking layer, int F, Room room) {
        super(room);
        this.value = layer.value();
        this.F = F;
        this.zero = room.buffers().floats(F);
    }

    @Override
    boolean[][] outputMask() {
        return counts;
    }

    @Override
    void allocate(int S, int columns) {
        y = room.buffers().references(S, room.rows());
        counts = room.buffers().flags(S, room.rows());
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                counts[s][r] = differs(x[s][r]);
                y[s][r] = counts[s][r] ? x[s][r] : zero; // the row itself, or zeros
            }
        }
    }

    private boolean differs(float[] row) {
        for (int j = 0; j < F; j++) {
            if (row[j] != value) {
                return true;
            }
        }
        return false;
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        dx = dy;
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                if (!counts[s][r]) {
                    Arrays.fill(dy[s][r], 0, F, 0);
                }
            }
        }
    }
}
