package lstm4j.engine;

import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;

/** The Activation layer: y = φ(x) on every row. Spec: chapter 5. */
final class ActivationPass extends Pass {
    private final ActivationFunction function;
    private final int features;
    private final int rows;
    private final Activations activations = new Activations();
    private float[][][] out = {}; // [S][R][F]

    ActivationPass(Activation layer, int features, int rows) {
        this.function = layer.function();
        this.features = features;
        this.rows = rows;
    }

    @Override
    float[][][] logits() {
        return x;
    }

    @Override
    void reserve(int S) {
        if (out.length < S) {
            out = rows(S, rows, features);
        }
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        this.x = x;
        this.mask = mask;
        y = out;
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                System.arraycopy(x[s][r], 0, out[s][r], 0, features);
            }
            activations.apply(function, out[s], R, features);
        }
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        dx = dy;
        for (int s = 0; s < S && !headOfLogits; s++) {
            for (int r = 0; r < R; r++) {
                activations.derivative(function, x[s][r], out[s][r], dy[s][r], features);
            }
        }
    }

    @Override
    long bytes(int S) {
        return Bytes.rows(S, rows, features) + Activations.BYTES;
    }
}
