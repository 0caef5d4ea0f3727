package lstm4j.engine;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;

/** The Activation layer: y = φ(x) on every row. Spec: chapter 5. */
final class ActivationPass extends Pass {
    private final ActivationFunction function;
    private final int F;
    private final Activations activations;

    ActivationPass(Activation layer, int F, Room room) {
        super(room);
        this.function = layer.function();
        this.F = F;
        this.activations = new Activations(room.buffers());
    }

    @Override
    float[][][] logits() {
        return x;
    }

    @Override
    void allocate(int S, int columns) {
        y = room.buffers().rows(S, room.rows(), F);
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        this.x = x;
        this.mask = mask;
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                System.arraycopy(x[s][r], 0, y[s][r], 0, F);
            }
            activations.apply(function, y[s], R, F);
        }
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        dx = dy;
        for (int s = 0; s < S && !headOfLogits; s++) {
            for (int r = 0; r < R; r++) {
                activations.derivative(function, x[s][r], y[s][r], dy[s][r], F);
            }
        }
    }
}
