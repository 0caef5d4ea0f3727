package lstm4j.engine;

import java.util.Map;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.GRU;

/**
 * The GRU layer: one step forward, and the same in reverse; {@link RecurrentPass} walks over the steps. Spec: chapter 14.
 *
 * <pre>
 * s = b + x·W                 three thirds s_z s_r s_g; x behind its dropout mask
 * z = σ(s_z + …)  r = σ(s_r + …)  g = φ(s_g + …)     what hPrev adds: {@link GRUAfterPass}, {@link GRUBeforePass}
 * h = z·hPrev + (1 − z)·g     h is the output and the state
 * </pre>
 * Letters: R rows, U units, V recurrent kernel.
 */
abstract class GRUPass extends RecurrentPass {
    final ActivationFunction σ;
    final ActivationFunction φ;
    private final float[][] Wt; // [N][F] transposed, where backward needs it
    final GRUStep step;    // gates of all rows, in the step at hand of forward
    final GRUGates gates;  // of one row, in backward
    final GRUGates dGates; // their gradients, then those of their pre-activations
    final GRUGates sGates; // their pre-activations, from zKept

    GRUPass(GRU layer, int F, int which, Parameters parameters, Room room) {
        super(layer, F, which, parameters, Activations.needsInput(layer.activation()) || Activations.needsInput(layer.recurrentActivation()), false, room);
        this.Wt = room.keepsInputGradient() ? parameters.part(0, 1).transposed() : null;
        this.σ = layer.recurrentActivation();
        this.φ = layer.activation();
        this.step = new GRUStep(room.rows(), U, room.buffers());
        this.gates = GRUGates.of(U, room.buffers());
        this.dGates = GRUGates.of(U, room.buffers());
        this.sGates = GRUGates.of(U, room.buffers());
    }

    /** Adds to s_z and s_r what hPrev [R][U] has to say. */
    abstract void addToGates(int k, int R, float[][] s, float[][] hPrev);

    /** Adds to s_g, in the step's g, what hPrev has to say, now that the step has its r. */
    abstract void addToCandidate(int k, int R, float[][] hPrev);

    /** Reverses the sums of row r, whose gates are in {@link #gates} and the gradients of s_z and s_g in {@link #dGates}. */
    abstract void sumsBackward(int k, int r);

    @Override
    void step(int k, int R, float[][] s) {
        float[][] hPrev = dropout.recurrent(memory.h[k], k, R);
        addToGates(k, R, s, hPrev);
        for (int r = 0; r < R; r++) {
            step.gates[r].split(s[r]);
        }
        keepZ(k, R, s);
        activations.apply(σ, step.zr, 2 * R, U);            // z = σ(s_z)  r = σ(s_r)
        addToCandidate(k, R, hPrev);
        keepCandidate(k, R);
        activations.apply(φ, step.g, R, U);                 // g = φ(s_g)
        for (int r = 0; r < R; r++) {
            GRUGates of = step.gates[r];
            Rows.mix(memory.h[k + 1][r], of.z(), memory.h[k][r], of.g(), U); // h = z·hPrev + (1 − z)·g
            if (room.training()) {
                of.join(memory.gates[k][r]);                // s of step k is gone
            }
        }
    }

    /** Reverses what V made of hPrev for all rows: {@link #dhPrev}. */
    abstract void recurrentBackward(int k, int R);

    /** In two products, as V and W have different parts in the candidate. */
    @Override
    void kernelsBackward(int k, int R, float[][] dx) {
        recurrentBackward(k, R);
        if (dx != null) {
            clear(dx, R, F);
            Matrix.addProduct(dx, memory.dz[k], Wt, R, N, F); // of s = b + x·W
        }
    }

    private void keepCandidate(int k, int R) {
        for (int r = 0; memory.zKept != null && r < R; r++) {
            System.arraycopy(step.g[r], 0, memory.zKept[k][r], 2 * U, U);
        }
    }

    @Override
    void cellBackward(int k, int r) {
        float[] dh = this.dh[r];
        gates.split(memory.gates[k][r]);
        if (memory.zKept != null) {
            sGates.split(memory.zKept[k][r]);
        }
        Rows.multiplyDifference(dGates.z(), dh, memory.h[k][r], gates.g(), U); // of h = z·hPrev + (1 − z)·g
        Rows.multiplyRest(dGates.g(), dh, gates.z(), U);
        Rows.multiply(dh, dh, gates.z(), U);
        activations.derivative(φ, sGates.g(), gates.g(), dGates.g(), U);       // of g = φ(s_g)
        activations.derivative(σ, sGates.z(), gates.z(), dGates.z(), U);       // of z = σ(s_z)
        sumsBackward(k, r);
    }

    @Override
    Map<String, float[]> trace(int k, int r) {
        GRUGates copy = GRUGates.of(U, Buffers.REAL);
        copy.split(memory.gates[k][r]);
        Map<String, float[]> parts = copy.named();
        parts.put("h", memory.h[k + 1][r].clone());
        return parts;
    }
}
