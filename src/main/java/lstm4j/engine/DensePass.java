package lstm4j.engine;

import java.util.Arrays;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;

/**
 * The Dense layer on every row: y = φ(b + x·W), the sum beginning at the bias. Spec: chapter 5.
 * Letters: S steps, R rows, F features in, U units.
 */
final class DensePass extends Pass {
    private final ActivationFunction activation;
    private final int F;
    private final int U;
    private final float[][] W, b;       // [F][U], [1][U] or null
    private final float[][] transposed; // [U][F] Wᵀ, where there is to be a gradient of the input
    private float[][] dW, db;           // of the shapes of W and b: accumulate, or null
    private final Activations activations;
    private float[][][] z; // [S][R][U] pre-activations, where φ' or the loss needs them, else null

    DensePass(Dense layer, int F, Parameters parameters, Room room) {
        super(room);
        this.activation = layer.activation();
        this.F = F;
        this.U = layer.units();
        this.W = parameters.arrays[0];
        this.b = layer.useBias() ? parameters.arrays[1] : null;
        this.transposed = room.keepsInputGradient() ? parameters.part(0, 1).transposed() : null;
        this.activations = new Activations(room.buffers());
    }

    @Override
    void accumulateInto(float[][][] gradients, int first) {
        dW = gradientOf(first, gradients);
        db = b != null ? gradientOf(first + 1, gradients) : null;
    }

    @Override
    int outputColumns(int S, int columns) {
        return U;
    }

    @Override
    float[][][] logits() {
        return z;
    }

    @Override
    void allocate(int S, int columns) {
        y = room.buffers().rows(S, room.rows(), U);
        z = headOfLogits || room.training() && Activations.needsInput(activation) ? room.buffers().rows(S, room.rows(), U) : null;
        dx = room.keepsInputGradient() ? room.buffers().rows(S, room.rows(), F) : null;
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        this.x = x;
        this.mask = mask;
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                Rows.copy(y[s][r], b == null ? null : b[0], U);
            }
            Matrix.addProduct(y[s], x[s], W, R, F, U); // z = b + x·W
            for (int r = 0; r < R && z != null; r++) {
                System.arraycopy(y[s][r], 0, z[s][r], 0, U);
            }
            activations.apply(activation, y[s], R, U); // y = φ(z)
        }
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        for (int s = 0; s < S; s++) {
            float[][] dz = dy[s];
            for (int r = 0; r < R; r++) {
                if (!headOfLogits) {
                    activations.derivative(activation, z == null ? null : z[s][r], y[s][r], dz[r], U); // of y = φ(z)
                }
                if (db != null) {
                    Rows.add(db[0], dz[r], U); // of z = b + x·W
                }
            }
            if (dW != null) {
                Matrix.addTransposedProduct(dW, x[s], dz, R, F, U);
            }
            if (room.inputGradient()) {
                for (int r = 0; r < R; r++) {
                    Arrays.fill(dx[s][r], 0);
                }
                Matrix.addProduct(dx[s], dz, transposed, R, U, F);
            }
        }
    }
}
