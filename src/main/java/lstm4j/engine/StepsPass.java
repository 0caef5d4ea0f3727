package lstm4j.engine;

import java.util.Arrays;

import lstm4j.layer.StepsLayer;

/** Steps that are some of those that go in, once or several times, or zeros; no row is copied. Spec: chapter 18. */
final class StepsPass extends Pass {
    private final StepsLayer<?> layer;
    private final int F;
    private final float[] zero; // [F]

    StepsPass(StepsLayer<?> layer, int F, Room room) {
        super(room);
        this.layer = layer;
        this.F = F;
        this.zero = room.buffers().floats(F);
    }

    @Override
    int outputSteps(int S, int columns) {
        return layer.steps(S);
    }

    @Override
    boolean[][] outputMask() {
        return null;
    }

    @Override
    void allocate(int S, int columns) {
        y = room.buffers().references(layer.steps(S), room.rows());
        dx = room.keepsInputGradient() ? room.buffers().rows(S, room.rows(), F) : null;
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        for (int s = 0; s < layer.steps(S); s++) {
            int source = layer.source(s, S);
            for (int r = 0; r < R; r++) {
                y[s][r] = source == StepsLayer.ZEROS ? zero : x[source][r];
            }
        }
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        for (int s = 0; s < S && room.inputGradient(); s++) {
            for (int r = 0; r < R; r++) {
                Arrays.fill(dx[s][r], 0);
            }
        }
        for (int s = 0; s < layer.steps(S) && room.inputGradient(); s++) {
            int source = layer.source(s, S);
            for (int r = 0; r < R && source != StepsLayer.ZEROS; r++) {
                Rows.add(dx[source][r], dy[s][r], F);
            }
        }
    }
}
