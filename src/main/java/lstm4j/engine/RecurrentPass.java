package lstm4j.engine;

import java.util.Arrays;

import lstm4j.layer.Recurrent;

/**
 * What the passes of all recurrent layers share: the walk over the steps, masks, the input's part of the pre-activations,
 * and the gradients that are sums over steps. The equations of one step are the subclass's. Spec: chapters 3 and 4.
 *
 * <p>Letters: T steps, R rows, F features, U units, N columns of the kernels, W kernel, V recurrent kernel, b bias; k counts
 * steps in the order of processing, t is the place in time. Before step k, h[k] holds hPrev; after it, h[k + 1] holds h, and
 * likewise the other parts of the state. What is kept of every step is in {@link RecurrentMemory}.
 */
abstract class RecurrentPass extends Pass {
    final Recurrent<?> layer;
    final int F;
    final int U;
    final int N;
    final float[][] W, V, b;         // [F][N] [U][N] and bias rows of N, or null; the first is added to x·W
    final float[][] Vt;              // [N][U] transposed, in training; [N][U + F] with W's beside it where one product gives dx too
    float[][] dW, dV, db;            // of the shapes of W, V, b: accumulate
    final Activations activations;
    final RecurrentDropout dropout;
    final float[][] dh;              // [R][U] gradient of h; after backward that of the initial h
    final float[][] dhPrev;          // [R][U] what comes through V of the gradient of the h before; [R][U + F] with dx beside it
    RecurrentMemory memory;
    private final boolean sequences; // whether every step's output comes out
    private final boolean backwards; // whether the last step in time is processed first
    private final boolean zeroes;    // whether masked steps give zeros
    private final boolean keepsZ;    // whether a slope needs pre-activations
    private final float[] zero;      // [U] the output before the first step that counts
    private final float[][][] last = new float[1][][]; // [1][R][U] the output of the last step
    private final float[][] carry;   // [R][U] gradient of the output that masked steps repeat

    RecurrentPass(Recurrent<?> layer, int F, int which, Parameters parameters, boolean keepsZ, boolean together, Room room) {
        super(room);
        this.layer = layer;
        this.F = F;
        this.U = layer.units();
        this.W = parameters.arrays[0];
        this.V = parameters.arrays[1];
        this.N = parameters.columns(0);
        this.b = layer.useBias() ? parameters.arrays[2] : null;
        boolean beside = together && room.keepsInputGradient();
        this.Vt = room.training() ? parameters.part(beside ? 0 : 1, 2).transposed() : null;
        this.sequences = layer.returnsSequences();
        this.backwards = layer.goesBackwards();
        this.zeroes = layer.zeroesMasked();
        this.keepsZ = keepsZ;
        Buffers buffers = room.buffers();
        this.activations = new Activations(buffers);
        this.dropout = new RecurrentDropout(layer, which, F, room);
        this.zero = buffers.floats(U);
        int parts = layer.stateSizes().length;
        this.state = new float[parts][][];
        this.finalState = new float[parts][][];
        this.stateGradient = new float[parts][][];
        int backwardRows = room.training() ? room.rows() : 0;
        for (int part = 0; part < parts; part++) {
            state[part] = buffers.rows(room.rows(), U);
            stateGradient[part] = buffers.rows(backwardRows, U);
        }
        this.dh = stateGradient[0];
        this.dhPrev = buffers.rows(backwardRows, beside ? U + F : U);
        this.carry = buffers.rows(backwardRows, U);
    }

    /** Step k of all rows, from z = b + x·W and the state before to the state after; what it gives for masked rows is thrown away. */
    abstract void step(int k, int R, float[][] z);

    /**
     * Reverses {@link #step} for row r as far as it goes without the kernels: from the gradients of the state to dz. They
     * become those of the state before, without what comes through V.
     */
    abstract void cellBackward(int k, int r);

    @Override
    void allocate(int T, int columns) {
        dropout.allocate(T);
        memory = new RecurrentMemory(layer, T, F, N, keepsZ, state, room);
        dx = memory.dx;
    }

    @Override
    void accumulateInto(float[][][] gradients, int first) {
        dW = gradientOf(first, gradients);
        dV = gradientOf(first + 1, gradients);
        db = b != null ? gradientOf(first + 2, gradients) : null;
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

    /** Whether row r takes part in step k; where not, its state stays. */
    final boolean counts(int k, int r, int T) {
        return mask == null || mask[time(k, T)][r];
    }

    @Override
    final void forward(float[][][] x, boolean[][] mask, int T, int R, Call call) {
        this.x = dropout.inputs(x, T, R, call);
        this.mask = mask;
        float[][][] h = memory.h, out = memory.out;
        int projected = memory.z.length;
        for (int k = 0; k < T; k++) {
            if (k % projected == 0) {
                project(k, Math.min(T - k, projected), T, R);
            }
            step(k, R, memory.z[k % projected]);
            for (int r = 0; r < R; r++) {
                if (counts(k, r, T)) {
                    out[k][r] = h[k + 1][r];
                } else { // the state stays; the output is the one before, or zero
                    keepState(k, r);
                    out[k][r] = k == 0 || zeroes ? zero : out[k - 1][r];
                }
            }
        }
        last[0] = out[T - 1];
        y = sequences ? out : last;
        for (int part = 0; part < finalState.length; part++) {
            finalState[part] = memory.states[part][T];
        }
    }

    /** z = b + x·W for {@code count} steps from k on, as one product: the recurrence is not in it yet. */
    private void project(int k, int count, int T, int R) {
        for (int n = 0; n < count; n++) {
            for (int r = 0; r < R; r++) {
                memory.zRows[n * R + r] = memory.z[n][r];
                memory.xRows[n * R + r] = x[time(k + n, T)][r];
                Rows.copy(memory.z[n][r], b == null ? null : b[0], N);
            }
        }
        Matrix.addProduct(memory.zRows, memory.xRows, W, count * R, F, N);
    }

    private void keepState(int k, int r) {
        for (float[][][] part : memory.states) {
            System.arraycopy(part[k][r], 0, part[k + 1][r], 0, U);
        }
    }

    /** Keeps the pre-activations of a step where a slope will need them. */
    final void keepZ(int k, int R, float[][] z) {
        for (int r = 0; memory.zKept != null && r < R; r++) {
            System.arraycopy(z[r], 0, memory.zKept[k][r], 0, N);
        }
    }

    /** The steps of forward in reverse. The state's gradients run backwards in time; dW, dV, db take the sum over steps and rows. */
    @Override
    final void backward(float[][][] dy, int T, int R) {
        clearStateGradient(R);
        clear(carry, R, U);
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
                    skipBackward(k, r); // the state stayed: its gradients pass, z had no part in it
                    if (zeroes) {
                        Arrays.fill(carry[r], 0);
                    }
                }
            }
            kernelsBackward(k, R, room.inputGradient() ? dx[time(k, T)] : null);
            for (int r = 0; r < R; r++) {
                if (counts(k, r, T)) { // else h = hPrev, and so are their gradients
                    dropout.backwardRecurrent(dhPrev[r], r);
                    Rows.add(dh[r], dhPrev[r], U);
                }
            }
            if (room.inputGradient()) {
                dropout.backwardInputs(dx[time(k, T)], R);
            }
            if (k > 0 && room.truncate() > 0 && k % room.truncate() == 0) { // truncated: the steps before do not hear of it
                clearStateGradient(R);
            }
        }
        if (dW != null) {
            weightsBackward(T, R);
        }
    }

    /** dz of a row that a mask skips. */
    void skipBackward(int k, int r) {
        Arrays.fill(memory.dz[k][r], 0);
    }

    /** Reverses z = b + x·W + hPrev·V for all rows: dhPrev = dz·Vᵀ, and where dx is wanted dx = dz·Wᵀ in one product, as long rows are faster. */
    void kernelsBackward(int k, int R, float[][] dx) {
        int columns = dx == null ? U : U + F;
        clear(dhPrev, R, columns);
        Matrix.addProduct(dhPrev, memory.dz[k], Vt, R, N, columns);
        for (int r = 0; dx != null && r < R; r++) {
            System.arraycopy(dhPrev[r], U, dx[r], 0, F);
        }
    }

    private void clearStateGradient(int R) {
        for (float[][] part : stateGradient) {
            clear(part, R, U);
        }
    }

    static void clear(float[][] rows, int R, int columns) {
        for (int r = 0; r < R; r++) {
            Arrays.fill(rows[r], 0, columns, 0);
        }
    }

    /** Reverses z = b + x·W for W and b, and the recurrent part for V, over all steps, last made first, as one product each. */
    private void weightsBackward(int T, int R) {
        int n = 0;
        for (int k = T - 1; k >= 0; k--) {
            for (int r = 0; r < R; r++, n++) {
                memory.dzRows[n] = memory.dz[k][r];
                memory.xRows[n] = x[time(k, T)][r];
                memory.hPrevRows[n] = dropout.recurrentOf(memory.h[k], k)[r];
            }
        }
        Matrix.addTransposedProduct(dW, memory.xRows, memory.dzRows, n, F, N); // dW += xᵀ·dz
        if (db != null) {
            Matrix.addRows(db[0], memory.dzRows, n, N);                        // db += dz
        }
        recurrentWeightsBackward(T, R);
    }

    /** Reverses the recurrent part of z = … + hPrev·V for V; hPrevRows and dzRows are those of all steps, last made first. */
    void recurrentWeightsBackward(int T, int R) {
        Matrix.addTransposedProduct(dV, memory.hPrevRows, memory.dzRows, T * R, U, N); // dV += hPrevᵀ·dz
    }
}
