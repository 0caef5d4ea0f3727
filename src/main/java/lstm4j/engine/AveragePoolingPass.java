package lstm4j.engine;

import java.util.Arrays;

import lstm4j.layer.Taps;

/**
 * The mean of each feature: the sum, steps ascending from 0, divided by the number of steps. GlobalAveragePooling1D leaves
 * out masked steps, and gives NaN where all are. Spec: chapter 19.
 */
final class AveragePoolingPass extends PoolingPass {
    private final boolean readsMask;

    AveragePoolingPass(Taps taps, int F, Room room) {
        super(taps, F, room);
        this.readsMask = taps == null;
    }

    private boolean counts(int s, int r) {
        return !readsMask || mask == null || mask[s][r];
    }

    private int count(int from, int to, int r) {
        int count = 0;
        for (int s = from; s < to; s++) {
            count += counts(s, r) ? 1 : 0;
        }
        return count;
    }

    @Override
    void pool(int o, int from, int to, int r) {
        Arrays.fill(y[o][r], 0);
        for (int s = from; s < to; s++) {
            if (counts(s, r)) {
                Rows.add(y[o][r], x[s][r], F);
            }
        }
        Rows.divide(y[o][r], count(from, to, r), F);
    }

    @Override
    void spread(float[] dy, int o, int from, int to, int r) {
        Rows.divide(dy, count(from, to, r), F);
        for (int s = from; s < to; s++) {
            if (counts(s, r)) {
                Rows.add(dx[s][r], dy, F);
            }
        }
    }
}
