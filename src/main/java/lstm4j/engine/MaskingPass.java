package lstm4j.engine;

import java.util.Arrays;

import lstm4j.layer.Masking;

/** The Masking layer: a step counts unless all its features equal the value; steps that do not count become zero. */
final class MaskingPass extends Pass {
    private final float value;
    private final int features;
    private final int rows;
    private final float[] zero;
    private float[][][] out = {};   // [S][R] the rows of x, or zero
    private boolean[][] counts = {}; // [S][R]

    MaskingPass(Masking layer, int features, int rows) {
        this.value = layer.value();
        this.features = features;
        this.rows = rows;
        this.zero = new float[features];
    }

    @Override
    boolean[][] outputMask() {
        return counts;
    }

    @Override
    void reserve(int S) {
        if (out.length < S) {
            out = new float[S][rows][];
            counts = new boolean[S][rows];
        }
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        y = out;
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                counts[s][r] = differs(x[s][r]);
                out[s][r] = counts[s][r] ? x[s][r] : zero;
            }
        }
    }

    private boolean differs(float[] row) {
        for (int j = 0; j < features; j++) {
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
                    Arrays.fill(dy[s][r], 0, features, 0);
                }
            }
        }
    }

    @Override
    long bytes(int S) {
        return Bytes.floats(features) + 2 * Bytes.references(S) + S * (Bytes.references(rows) + Bytes.array(rows, 1));
    }
}
