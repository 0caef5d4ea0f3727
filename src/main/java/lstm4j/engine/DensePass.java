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
    private final int rows;
    private final boolean training;
    private final Parameters parameters;
    private final Activations activations = new Activations();

    private float[][][] out = {}; // [S][R][U] φ(z)
    private float[][][] z = {};   // [S][R][U] pre-activations, where φ' or the loss needs them
    private float[][] dW, db;     // [F][U], [1][U] or null: accumulate

    DensePass(Dense layer, int features, int rows, boolean training, Parameters parameters) {
        this.activation = layer.activation();
        this.F = features;
        this.U = layer.units();
        this.rows = rows;
        this.training = training;
        this.parameters = parameters;
    }

    @Override
    void accumulateInto(float[][][] gradients, int first) {
        dW = gradients[first];
        db = parameters.bias() != null ? gradients[first + 1] : null;
    }

    private boolean keepsZ() {
        return headOfLogits || training && Activations.needsInput(activation);
    }

    @Override
    float[][][] logits() {
        return z;
    }

    @Override
    void reserve(int S) {
        if (out.length < S) {
            out = rows(S, rows, U);
            z = keepsZ() ? rows(S, rows, U) : z;
            dx = training && wantInputGradient ? rows(S, rows, F) : null;
        }
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        this.x = x;
        this.mask = mask;
        y = out;
        for (int s = 0; s < S; s++) {
            for (int r = 0; r < R; r++) {
                Rows.copy(out[s][r], parameters.bias(), U);
            }
            Matrix.addProduct(out[s], x[s], parameters.kernel(), R, F, U); // z = b + x·W
            for (int r = 0; r < R && z.length > 0; r++) {
                System.arraycopy(out[s][r], 0, z[s][r], 0, U);
            }
            activations.apply(activation, out[s], R, U); // y = φ(z)
        }
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        for (int s = 0; s < S; s++) {
            float[][] dz = dy[s];
            for (int r = 0; r < R; r++) {
                if (!headOfLogits) {
                    activations.derivative(activation, z.length > 0 ? z[s][r] : null, out[s][r], dz[r], U); // of y = φ(z)
                }
                if (db != null) {
                    Rows.add(db[0], dz[r], U); // of z = b + x·W
                }
            }
            Matrix.addTransposedProduct(dW, x[s], dz, R, F, U);
            if (wantInputGradient) {
                for (int r = 0; r < R; r++) {
                    Arrays.fill(dx[s][r], 0);
                }
                Matrix.addProduct(dx[s], dz, parameters.transposed(), R, U, F);
            }
        }
    }

    @Override
    long bytes(int S) {
        return (keepsZ() ? 2 : 1) * Bytes.rows(S, rows, U) + (training && wantInputGradient ? Bytes.rows(S, rows, F) : 0)
                + Activations.BYTES;
    }
}
