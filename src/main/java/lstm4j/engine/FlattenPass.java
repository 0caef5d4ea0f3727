package lstm4j.engine;

/** The Flatten layer: the rows of a sample laid end to end in one. Spec: chapter 5. */
final class FlattenPass extends Pass {
    private final int features;
    private final int rows;
    private final boolean training;
    private int steps;

    FlattenPass(int features, int rows, boolean training) {
        this.features = features;
        this.rows = rows;
        this.training = training;
    }

    @Override
    int outputSteps(int S) {
        return 1;
    }

    @Override
    boolean[][] outputMask() {
        return null;
    }

    @Override
    void reserve(int S) {
        if (steps < S) {
            steps = S;
            y = rows(1, rows, S * features);
            dx = training && wantInputGradient ? rows(S, rows, features) : null;
        }
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                System.arraycopy(x[s][r], 0, y[0][r], s * features, features);
            }
        }
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        for (int s = 0; s < S && wantInputGradient; s++) {
            for (int r = 0; r < R; r++) {
                System.arraycopy(dy[0][r], s * features, dx[s][r], 0, features);
            }
        }
    }

    @Override
    long bytes(int S) {
        return Bytes.rows(1, rows, S * features) + (training && wantInputGradient ? Bytes.rows(S, rows, features) : 0);
    }
}
