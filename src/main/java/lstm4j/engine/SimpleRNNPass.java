package lstm4j.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.SimpleRNN;

/**
 * The simple recurrent layer: one step forward, and the same in reverse; {@link RecurrentPass} walks over the steps. Spec:
 * chapter 14.
 *
 * <pre>
 * z = b + x·W + hPrev·V       x and hPrev behind their dropout masks
 * h = φ(z)                    h is the output and the state
 * </pre>
 * Letters: R rows, U units, V recurrent kernel.
 */
final class SimpleRNNPass extends RecurrentPass {
    private final ActivationFunction φ;

    SimpleRNNPass(SimpleRNN layer, int F, int which, Parameters parameters, Room room) {
        super(layer, F, which, parameters, Activations.needsInput(layer.activation()), true, room);
        this.φ = layer.activation();
    }

    @Override
    void step(int k, int R, float[][] z) {
        Matrix.addProduct(z, dropout.recurrent(memory.h[k], k, R), V, R, U, U); // z += hPrev·V
        keepZ(k, R, z);
        activations.apply(φ, z, R, U); // h = φ(z)
        for (int r = 0; r < R; r++) {
            System.arraycopy(z[r], 0, memory.h[k + 1][r], 0, U);
        }
    }

    @Override
    void cellBackward(int k, int r) {
        float[] dz = memory.dz[k][r];
        System.arraycopy(dh[r], 0, dz, 0, U);
        Arrays.fill(dh[r], 0); // h goes on through V only
        activations.derivative(φ, memory.zKept == null ? null : memory.zKept[k][r], memory.h[k + 1][r], dz, U); // of h = φ(z)
    }

    @Override
    Map<String, float[]> trace(int k, int r) {
        Map<String, float[]> parts = new LinkedHashMap<>();
        parts.put("h", memory.h[k + 1][r].clone());
        return parts;
    }
}
