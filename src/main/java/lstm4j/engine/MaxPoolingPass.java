package lstm4j.engine;

import lstm4j.layer.Taps;

/**
 * The largest number of each feature: MaxPooling1D gives the gradient to the first step that has it, GlobalMaxPooling1D
 * equal parts to all steps that have it, each as Keras does on TensorFlow. Spec: chapter 19.
 */
final class MaxPoolingPass extends PoolingPass {
    private final boolean toAll;

    MaxPoolingPass(Taps taps, int F, Room room) {
        super(taps, F, room);
        this.toAll = taps == null;
    }

    @Override
    void pool(int o, int from, int to, int r) {
        System.arraycopy(x[from][r], 0, y[o][r], 0, F);
        for (int s = from + 1; s < to; s++) {
            Rows.max(y[o][r], x[s][r], F);
        }
    }

    @Override
    void spread(float[] dy, int o, int from, int to, int r) {
        for (int j = 0; j < F; j++) {
            int parts = toAll ? holders(o, from, to, r, j) : 1;
            for (int s = from, left = parts; s < to && left > 0; s++) {
                if (x[s][r][j] == y[o][r][j]) {
                    dx[s][r][j] += dy[j] / parts;
                    left--;
                }
            }
        }
    }

    private int holders(int o, int from, int to, int r, int j) {
        int holders = 0;
        for (int s = from; s < to; s++) {
            holders += x[s][r][j] == y[o][r][j] ? 1 : 0;
        }
        return holders;
    }
}
