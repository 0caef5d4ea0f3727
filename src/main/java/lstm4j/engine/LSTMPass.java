package lstm4j.engine;

import java.util.Arrays;
import java.util.Map;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.LSTM;

/**
 * The LSTM layer: one step forward, and the same in reverse; {@link RecurrentPass} walks over the steps. Spec: chapters 3 and 4.
 *
 * <pre>
 * z = b + x·W + hPrev·V       four quarters z_i z_f z_g z_o; x and hPrev behind their dropout masks
 * i = σ(z_i)  f = σ(z_f)  g = φ(z_g)  o = σ(z_o)
 * c = f·cPrev + i·g           the cell state: one number per unit
 * a = φ(c)    h = o·a         h is the output
 * </pre>
 * The state has two parts, h and c: before step k, h[k] and c[k] hold hPrev and cPrev; after it, h[k + 1] and c[k + 1] hold
 * h and c. Letters: R rows, U units, V recurrent kernel.
 */
final class LSTMPass extends RecurrentPass {
    private final ActivationFunction σ;
    private final ActivationFunction φ;
    private final LSTMStep step;    // gates of all rows, in the step at hand of forward
    private float[][][] c;          // [T + 1][R][U] the second part of the state
    private float[][][] a;          // [T or 1][R][U] φ(c)
    private final float[][] dc;     // [R][U] gradient of c; after backward that of the initial c
    private final float[] da;       // [U] gradient of a, of one row
    private final LSTMGates gates;  // of one row, in backward
    private final LSTMGates dGates; // their gradients, then those of their pre-activations
    private final LSTMGates zGates; // their pre-activations, from zKept

    LSTMPass(LSTM layer, int F, int which, Parameters parameters, Room room) {
        super(layer, F, which, parameters, Activations.needsInput(layer.activation()) || Activations.needsInput(layer.recurrentActivation()), true, room);
        this.σ = layer.recurrentActivation();
        this.φ = layer.activation();
        Buffers buffers = room.buffers();
        this.step = new LSTMStep(room.rows(), U, buffers);
        this.dc = stateGradient[1];
        this.da = buffers.floats(U);
        this.gates = LSTMGates.of(U, buffers);
        this.dGates = LSTMGates.of(U, buffers);
        this.zGates = LSTMGates.of(U, buffers);
    }

    @Override
    void allocate(int T, int columns) {
        super.allocate(T, columns);
        c = memory.states[1];
        a = room.buffers().rows(room.training() ? T : 1, room.rows(), U);
    }

    @Override
    void step(int k, int R, float[][] z) {
        Matrix.addProduct(z, dropout.recurrent(memory.h[k], k, R), V, R, U, 4 * U); // z += hPrev·V
        keepZ(k, R, z);
        float[][] cPrev = this.c[k], c = this.c[k + 1], h = memory.h[k + 1], a = this.a[k % this.a.length];
        for (int r = 0; r < R; r++) {
            step.gates[r].split(z[r]);
        }
        activations.apply(σ, step.ifo, 3 * R, U);  // i = σ(z_i)  f = σ(z_f)  o = σ(z_o)
        activations.apply(φ, step.g, R, U);        // g = φ(z_g)
        for (int r = 0; r < R; r++) {
            LSTMGates of = step.gates[r];
            Rows.multiplyAdd(c[r], of.f(), cPrev[r], of.i(), of.g(), U); // c = f·cPrev + i·g
            System.arraycopy(c[r], 0, a[r], 0, U);
        }
        activations.apply(φ, a, R, U);             // a = φ(c)
        for (int r = 0; r < R; r++) {
            Rows.multiply(h[r], step.gates[r].o(), a[r], U); // h = o·a
            if (room.training()) {
                step.gates[r].join(memory.gates[k][r]); // z of step k is gone
            }
        }
    }

    /** dz, from dh and dc; dc becomes the gradient of the cell state before. */
    @Override
    void cellBackward(int k, int r) {
        float[] dh = this.dh[r], dc = this.dc[r], c = this.c[k + 1][r], cPrev = this.c[k][r], a = this.a[k][r];
        gates.split(memory.gates[k][r]);
        if (memory.zKept != null) {
            zGates.split(memory.zKept[k][r]);
        }
        Rows.multiply(dGates.o(), dh, a, U);            // of h = o·a
        Rows.multiply(da, dh, gates.o(), U);
        Arrays.fill(dh, 0);                             // h goes on through V only
        activations.derivative(φ, c, a, da, U);         // of a = φ(c)
        Rows.add(dc, da, U);
        Rows.multiply(dGates.f(), dc, cPrev, U);        // of c = f·cPrev + i·g
        Rows.multiply(dGates.i(), dc, gates.g(), U);
        Rows.multiply(dGates.g(), dc, gates.i(), U);
        Rows.multiply(dc, dc, gates.f(), U);
        activations.derivative(σ, zGates.o(), gates.o(), dGates.o(), U); // of o = σ(z_o)
        activations.derivative(φ, zGates.g(), gates.g(), dGates.g(), U); // of g = φ(z_g)
        activations.derivative(σ, zGates.f(), gates.f(), dGates.f(), U); // of f = σ(z_f)
        activations.derivative(σ, zGates.i(), gates.i(), dGates.i(), U); // of i = σ(z_i)
        dGates.join(memory.dz[k][r]); // the gates of step k are gone
    }

    @Override
    Map<String, float[]> trace(int k, int r) {
        LSTMGates copy = LSTMGates.of(U, Buffers.REAL);
        copy.split(memory.gates[k][r]);
        Map<String, float[]> parts = copy.named();
        parts.put("c", c[k + 1][r].clone());
        parts.put("h", memory.h[k + 1][r].clone());
        return parts;
    }
}
