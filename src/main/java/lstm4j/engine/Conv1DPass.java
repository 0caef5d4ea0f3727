package lstm4j.engine;

import java.util.Arrays;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Conv1D;
import lstm4j.layer.Taps;

/**
 * The Conv1D layer: y_s = φ(b + Σ_k x_{s·stride + k·apart − before}·W_k), a product for each tap of each step, so that no
 * window is ever copied. Sums begin at the bias, taps ascending, in a tap channels ascending. Spec: chapter 19.
 * Letters: S steps in, R rows, C channels in, F filters, K taps.
 */
final class Conv1DPass extends Pass {
    private final ActivationFunction activation;
    private final Taps taps;
    private final int C;
    private final int F;
    private final float[][][] W;          // [K][C][F] rows of the kernel
    private final float[][] b;            // [1][F] or null
    private final float[][][] transposed; // [K][F][C] W_kᵀ, where there is to be a gradient of the input
    private final float[][][] dW;         // [K][C][F] rows of the kernel's gradient: accumulate
    private boolean learns;               // whether dW takes part
    private float[] db;                   // [F] accumulates, or null
    private final Activations activations;
    private float[][][] z; // [S'][R][F] pre-activations, where φ' or the loss needs them, else null

    Conv1DPass(Conv1D layer, int C, Parameters parameters, Room room) {
        super(room);
        this.activation = layer.activation();
        this.taps = layer.taps();
        this.C = C;
        this.F = layer.filters();
        this.W = room.buffers().references(taps.count(), C);
        this.dW = room.buffers().references(taps.count(), room.training() ? C : 0);
        this.b = layer.useBias() ? parameters.arrays[1] : null;
        this.transposed = room.keepsInputGradient() ? parameters.transposed(taps.count()) : null;
        this.activations = new Activations(room.buffers());
        cut(parameters.arrays[0], W);
    }

    /** Hands out the rows of a kernel to the taps. */
    private static void cut(float[][] kernel, float[][][] taps) {
        for (int k = 0; k < taps.length && kernel.length > 0; k++) { // no rows where buffers only count
            for (int c = 0; c < taps[k].length; c++) {
                taps[k][c] = kernel[k * taps[k].length + c];
            }
        }
    }

    @Override
    void accumulateInto(float[][][] gradients, int first) {
        learns = gradientOf(first, gradients) != null;
        if (learns) {
            cut(gradients[first], dW);
        }
        db = b != null && gradientOf(first + 1, gradients) != null ? gradients[first + 1][0] : null;
    }

    @Override
    int outputSteps(int S, int columns) {
        return taps.outputSteps(S);
    }

    @Override
    int outputColumns(int S, int columns) {
        return F;
    }

    @Override
    boolean[][] outputMask() {
        return null;
    }

    @Override
    float[][][] logits() {
        return z;
    }

    @Override
    void allocate(int S, int columns) {
        int steps = outputSteps(S, columns);
        y = room.buffers().rows(steps, room.rows(), F);
        z = headOfLogits || room.training() && Activations.needsInput(activation) ? room.buffers().rows(steps, room.rows(), F) : null;
        dx = room.keepsInputGradient() ? room.buffers().rows(S, room.rows(), C) : null;
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        this.x = x;
        int before = taps.before(S);
        for (int o = 0; o < taps.outputSteps(S); o++) {
            for (int r = 0; r < R; r++) {
                Rows.copy(y[o][r], b == null ? null : b[0], F);
            }
            for (int k = 0; k < taps.count(); k++) {
                int s = o * taps.stride() + k * taps.apart() - before;
                if (s >= 0 && s < S) {
                    Matrix.addProduct(y[o], x[s], W[k], R, C, F); // z = b + Σ x·W
                }
            }
            for (int r = 0; r < R && z != null; r++) {
                System.arraycopy(y[o][r], 0, z[o][r], 0, F);
            }
            activations.apply(activation, y[o], R, F); // y = φ(z)
        }
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        for (int s = 0; s < S && room.inputGradient(); s++) {
            for (int r = 0; r < R; r++) {
                Arrays.fill(dx[s][r], 0);
            }
        }
        int before = taps.before(S);
        for (int o = 0; o < taps.outputSteps(S); o++) {
            for (int r = 0; r < R && !headOfLogits; r++) {
                activations.derivative(activation, z == null ? null : z[o][r], y[o][r], dy[o][r], F); // of y = φ(z)
            }
            if (db != null) {
                Matrix.addRows(db, dy[o], R, F); // of z = b + Σ x·W
            }
            for (int k = 0; k < taps.count(); k++) {
                int s = o * taps.stride() + k * taps.apart() - before;
                if (s >= 0 && s < S) {
                    backward(k, x[s], dy[o], s, R);
                }
            }
        }
    }

    /** Of z = x·W_k, for step s and one window. */
    private void backward(int k, float[][] x, float[][] dz, int s, int R) {
        if (learns) {
            Matrix.addTransposedProduct(dW[k], x, dz, R, C, F);
        }
        if (room.inputGradient()) {
            Matrix.addProduct(dx[s], dz, transposed[k], R, F, C);
        }
    }
}
