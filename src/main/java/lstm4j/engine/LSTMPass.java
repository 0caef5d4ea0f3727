package lstm4j.engine;

import java.util.Arrays;
import java.util.Map;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.LSTM;

/**
 * The LSTM layer: forward over all steps, then backpropagation through time. Spec: chapters 3 and 4.
 *
 * <pre>
 * z = b + x·W + hPrev·V       four quarters z_i z_f z_g z_o; x and hPrev behind their dropout masks
 * i = σ(z_i)  f = σ(z_f)  g = φ(z_g)  o = σ(z_o)
 * c = f·cPrev + i·g           the cell state: one number per unit
 * a = φ(c)    h = o·a         h is the output
 * </pre>
 * Letters: T steps, R rows, F features, U units, W kernel, V recurrent kernel, b bias; k counts steps in the order of
 * processing, t is the place in time. Before step k, h[k] and c[k] hold hPrev and cPrev; after it, h[k + 1] and c[k + 1]
 * hold h and c. What is kept of every step is in {@link LSTMMemory}; the state has two parts, h and c.
 */
final class LSTMPass extends Pass {
    private final LSTM layer;
    private final boolean sequences; // whether every step's output comes out
    private final boolean backwards; // whether the last step in time is processed first
    private final boolean zeroes;    // whether masked steps give zeros
    private final ActivationFunction σ;
    private final ActivationFunction φ;
    private final int F;
    private final int U;
    private final float[][] W, V, b;          // [F][4U] [U][4U] [1][4U] or null
    private final float[][] transposed;       // [4U][U + F] Vᵀ and, beside it, Wᵀ; in training
    private float[][] dW, dV, db;             // of the shapes of W, V, b: accumulate
    private final Activations activations;
    private final LSTMDropout dropout;
    private LSTMMemory memory;

    private final LSTMStep step;   // gates of all rows, in the step at hand of forward
    private final float[] zero;    // [U] the output before the first step that counts
    private final float[][][] last = new float[1][][]; // [1][R][U] the output of the last step

    private final float[][] dh;    // [R][U] gradient of h; after backward that of the initial h
    private final float[][] dc;    // [R][U] gradient of c; after backward that of the initial c
    private final float[][] dhx;   // [R][U + F] dz·Vᵀ and, beside it, dz·Wᵀ
    private final float[][] carry; // [R][U] gradient of the output that masked steps repeat
    private final float[] da;      // [U] gradient of a, of one row
    private final LSTMGates gates;  // of one row, in backward
    private final LSTMGates dGates; // their gradients, then those of their pre-activations
    private final LSTMGates zGates; // their pre-activations, from zKept

    LSTMPass(LSTM layer, int F, int which, Parameters parameters, Room room) {
        super(room);
        this.layer = layer;
        this.sequences = layer.returnsSequences();
        this.backwards = layer.goesBackwards();
        this.zeroes = layer.zeroesMasked();
        this.σ = layer.recurrentActivation();
        this.φ = layer.activation();
        this.F = F;
        this.U = layer.units();
        this.W = parameters.arrays[0];
        this.V = parameters.arrays[1];
        this.b = layer.useBias() ? parameters.arrays[2] : null;
        this.transposed = room.training() ? parameters.transposed(2) : null;
        Buffers buffers = room.buffers();
        int R = room.rows();
        this.activations = new Activations(buffers);
        this.dropout = new LSTMDropout(layer, which, F, room);
        this.step = new LSTMStep(R, U, buffers);
        this.zero = buffers.floats(U);
        int backwardRows = room.training() ? R : 0;
        this.dh = buffers.rows(backwardRows, U);
        this.dc = buffers.rows(backwardRows, U);
        this.dhx = buffers.rows(backwardRows, U + F);
        this.carry = buffers.rows(backwardRows, U);
        this.da = buffers.floats(U);
        this.gates = LSTMGates.of(U, buffers);
        this.dGates = LSTMGates.of(U, buffers);
        this.zGates = LSTMGates.of(U, buffers);
        this.state = new float[][][] {buffers.rows(R, U), buffers.rows(R, U)};
        this.finalState = new float[2][][];
        this.stateGradient = new float[][][] {dh, dc};
    }

    @Override
    void allocate(int T, int columns) {
        dropout.allocate(T);
        memory = new LSTMMemory(layer, T, F, state[0], state[1], room);
        dx = memory.dx;
    }

    @Override
    void accumulateInto(float[][][] gradients, int first) {
        dW = gradients[first];
        dV = gradients[first + 1];
        db = b != null ? gradients[first + 2] : null;
    }

    @Override
    int outputSteps(int T, int columns) {
        return sequences ? T : 1;
    }

    @Override
    int outputColumns(int T, int columns) {
        return U;
    }

    @Override
    boolean[][] outputMask() {
        return layer.passesMask() ? mask : null;
    }

    private int time(int k, int T) {
        return backwards ? T - 1 - k : k;
    }

    private boolean counts(int k, int r, int T) {
        return mask == null || mask[time(k, T)][r];
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int T, int R, Call call) {
        this.x = dropout.inputs(x, T, R, call);
        this.mask = mask;
        float[][][] h = memory.h, c = memory.c, out = memory.out;
        int projected = memory.z.length;
        for (int k = 0; k < T; k++) {
            if (k % projected == 0) {
                project(k, Math.min(T - k, projected), T, R);
            }
            float[][] z = memory.z[k % projected];
            Matrix.addProduct(z, dropout.recurrent(h[k], k, R), V, R, U, 4 * U); // z += hPrev·V
            cells(k, R, z);
            for (int r = 0; r < R; r++) {
                if (counts(k, r, T)) {
                    out[k][r] = h[k + 1][r];
                } else { // the state stays; the output is the one before, or zero
                    System.arraycopy(c[k][r], 0, c[k + 1][r], 0, U);
                    System.arraycopy(h[k][r], 0, h[k + 1][r], 0, U);
                    out[k][r] = k == 0 || zeroes ? zero : out[k - 1][r];
                }
            }
        }
        last[0] = out[T - 1];
        y = sequences ? out : last;
        finalState[0] = h[T];
        finalState[1] = c[T];
    }

    /** z = b + x·W for {@code count} steps from k on, as one product: the recurrence is not in it yet. */
    private void project(int k, int count, int T, int R) {
        for (int n = 0; n < count; n++) {
            for (int r = 0; r < R; r++) {
                memory.zRows[n * R + r] = memory.z[n][r];
                memory.xRows[n * R + r] = x[time(k + n, T)][r];
                Rows.copy(memory.z[n][r], b == null ? null : b[0], 4 * U);
            }
        }
        Matrix.addProduct(memory.zRows, memory.xRows, W, count * R, F, 4 * U);
    }

    /** Step k of all rows, from their pre-activations z to c and h; what it gives for masked rows is thrown away. */
    private void cells(int k, int R, float[][] z) {
        float[][] cPrev = memory.c[k], c = memory.c[k + 1], h = memory.h[k + 1], a = memory.a[k % memory.a.length];
        for (int r = 0; r < R; r++) {
            step.gates[r].split(z[r]);
            if (memory.zKept != null) {
                System.arraycopy(z[r], 0, memory.zKept[k][r], 0, 4 * U);
            }
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

    /** The steps of forward in reverse. dh and dc run backwards in time; dW, dV, db take the sum over steps and rows. */
    @Override
    void backward(float[][][] dy, int T, int R) {
        for (int r = 0; r < R; r++) {
            Arrays.fill(dh[r], 0);
            Arrays.fill(dc[r], 0);
            Arrays.fill(carry[r], 0);
        }
        for (int k = T - 1; k >= 0; k--) {
            boolean hasOutput = sequences || k == T - 1;
            for (int r = 0; r < R; r++) {
                if (hasOutput) {
                    Rows.add(carry[r], dy[sequences ? k : 0][r], U);
                }
                if (counts(k, r, T)) {
                    Rows.add(dh[r], carry[r], U); // of y = h
                    Arrays.fill(carry[r], 0);
                    cellBackward(k, r);
                } else {
                    Arrays.fill(memory.dz[k][r], 0); // the state stayed: dh and dc pass, z had no part in it
                    if (zeroes) {
                        Arrays.fill(carry[r], 0);
                    }
                }
            }
            stateBackward(k, T, R);
        }
        weightsBackward(T, R);
    }

    /** Reverses cells for row r: dz, from dh and dc; dc becomes the gradient of the cell state before. */
    private void cellBackward(int k, int r) {
        float[] dh = this.dh[r], dc = this.dc[r], c = memory.c[k + 1][r], cPrev = memory.c[k][r], a = memory.a[k][r];
        gates.split(memory.gates[k][r]);
        if (memory.zKept != null) {
            zGates.split(memory.zKept[k][r]);
        }
        Rows.multiply(dGates.o(), dh, a, U);            // of h = o·a
        Rows.multiply(da, dh, gates.o(), U);
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

    /** Reverses z = b + x·W + hPrev·V for x and hPrev, all rows of a step: dx, and dh of the step before. */
    private void stateBackward(int k, int T, int R) {
        int columns = room.inputGradient() ? U + F : U;
        for (int r = 0; r < R; r++) {
            Arrays.fill(dhx[r], 0, columns, 0);
        }
        Matrix.addProduct(dhx, memory.dz[k], transposed, R, 4 * U, columns); // dhPrev = dz·Vᵀ, dx = dz·Wᵀ
        for (int r = 0; r < R; r++) {
            if (counts(k, r, T)) { // else h = hPrev, and so are their gradients
                System.arraycopy(dhx[r], 0, dh[r], 0, U);
                dropout.backwardRecurrent(dh[r], r);
            }
        }
        if (room.inputGradient()) {
            float[][] dxRows = dx[time(k, T)];
            for (int r = 0; r < R; r++) {
                System.arraycopy(dhx[r], U, dxRows[r], 0, F);
            }
            dropout.backwardInputs(dxRows, R);
        }
        if (k > 0 && room.truncate() > 0 && k % room.truncate() == 0) { // truncated: the steps before do not hear of it
            for (int r = 0; r < R; r++) {
                Arrays.fill(dh[r], 0);
                Arrays.fill(dc[r], 0);
            }
        }
    }

    /** Reverses z = b + x·W + hPrev·V for W, V and b, over all steps, last made first, as one product each. */
    private void weightsBackward(int T, int R) {
        float[][] dzRows = memory.dzRows, xRows = memory.xRows, hPrevRows = memory.hPrevRows;
        int n = 0;
        for (int k = T - 1; k >= 0; k--) {
            for (int r = 0; r < R; r++, n++) {
                dzRows[n] = memory.dz[k][r];
                xRows[n] = x[time(k, T)][r];
                hPrevRows[n] = dropout.recurrentOf(memory.h[k], k)[r];
            }
        }
        Matrix.addTransposedProduct(dW, xRows, dzRows, n, F, 4 * U);     // dW += xᵀ·dz
        Matrix.addTransposedProduct(dV, hPrevRows, dzRows, n, U, 4 * U); // dV += hPrevᵀ·dz
        if (db != null) {
            Matrix.addRows(db[0], dzRows, n, 4 * U);                     // db += dz
        }
    }

    @Override
    Map<String, float[]> trace(int k, int r) {
        LSTMGates copy = LSTMGates.of(U, Buffers.REAL);
        copy.split(memory.gates[k][r]);
        Map<String, float[]> parts = copy.named();
        parts.put("c", memory.c[k + 1][r].clone());
        parts.put("h", memory.h[k + 1][r].clone());
        return parts;
    }
}
