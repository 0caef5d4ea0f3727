package lstm4j.engine;

import lstm4j.layer.LSTM;

/**
 * The memory of an LSTM layer in a workspace: what a step leaves for the next, what forward leaves for backward, and room
 * for one row. {@link LSTMPass} has the equations. Letters: T steps, R rows, F features, U units.
 */
abstract class LSTMMemory extends Pass {
    final LSTM layer;
    final int F;
    final int U;
    final boolean training; // whether every step's gates are kept for backward
    final int chunk;        // steps whose x·W is computed at once
    final Activations activations = new Activations();
    final LSTMDropout dropout;
    private final int rows; // rows there is room for
    private int steps;      // steps there is room for

    float[][][] z;          // [T or chunk][R][4U] pre-activations; in training then gates i f g o; backward makes them dz
    float[][][] kept;       // [T][R][4U] pre-activations where σ′ or φ′ needs them, else null
    float[][][] c;          // [T + 1][R][U] cell state, c[0] the initial one
    float[][][] a;          // [T][R][U] φ(c)
    float[][][] h;          // [T + 1][R][U] output state, h[0] the initial one
    float[][][] out;        // [T][R] the output rows: h[k + 1], but for masked steps
    float[][][] last;       // [1][R] the output rows of the last step
    float[][] zRows, xRows, hRows; // rows of z, x, h′ of several steps, one under the other
    final float[][] dh;     // [R][U] gradient of h; after backward that of the initial h
    final float[][] dc;     // [R][U] gradient of c; after backward that of the initial c
    final float[][] dhx;    // [R][U + F] dz·Uᵀ and, beside it, dz·Wᵀ
    final float[][] carry;  // [R][U] gradient of the output that masked steps repeat
    final float[] zero;     // [U] the output before the first step that counts
    final float[] da;       // [U] gradient of φ(c), of one row
    final float[][] ifo;    // [3R][U] rows of i, then of f, then of o of one step; in backward i f o of one row
    final float[][] g;      // [R][U] rows of g of one step; in backward g of one row
    final float[][] dGate;  // [4][U] gradients of i f g o of one row, then those of their pre-activations
    final float[][] zGate;  // [4][U] their pre-activations, from kept

    LSTMMemory(LSTM layer, int features, int rows, boolean training, LSTMDropout dropout) {
        this.layer = layer;
        this.F = features;
        this.U = layer.units();
        this.rows = rows;
        this.training = training;
        this.chunk = training ? Integer.MAX_VALUE : Math.max(1, 32 / rows);
        this.dropout = dropout;
        this.c = rows(1, rows, U);
        this.h = rows(1, rows, U);
        int backwardRows = training ? rows : 0;
        this.dh = new float[backwardRows][U];
        this.dc = new float[backwardRows][U];
        this.dhx = new float[backwardRows][U + F];
        this.carry = new float[backwardRows][U];
        this.zero = new float[U];
        this.da = new float[U];
        this.ifo = new float[3 * rows][U];
        this.g = new float[rows][U];
        this.dGate = new float[4][U];
        this.zGate = new float[4][U];
    }

    @Override
    void reserve(int T) {
        if (T <= steps) {
            return;
        }
        steps = T;
        z = rows(Math.min(T, chunk), rows, 4 * U);
        zRows = new float[z.length * rows][];
        xRows = new float[z.length * rows][];
        a = repeat(rows(training ? T : 1, rows, U), T);
        c = withInitial(c[0], repeat(rows(training ? T : 2, rows, U), T));
        h = withInitial(h[0], repeat(rows(training || layer.returnsSequences() ? T : 2, rows, U), T));
        out = new float[T][rows][];
        last = new float[1][][];
        if (training) {
            hRows = new float[T * rows][];
            kept = keepsPreactivations() ? rows(T, rows, 4 * U) : null;
            dx = wantInputGradient ? rows(T, rows, F) : null;
            dropout.reserve(T);
        }
    }

    private boolean keepsPreactivations() {
        return Activations.needsInput(layer.activation()) || Activations.needsInput(layer.recurrentActivation());
    }

    /** T steps that take turns in the given buffers: predicting needs only the last one or two. */
    private static float[][][] repeat(float[][][] buffers, int T) {
        float[][][] steps = new float[T][][];
        for (int k = 0; k < T; k++) {
            steps[k] = buffers[k % buffers.length];
        }
        return steps;
    }

    private static float[][][] withInitial(float[][] initial, float[][][] after) {
        float[][][] all = new float[after.length + 1][][];
        all[0] = initial;
        System.arraycopy(after, 0, all, 1, after.length);
        return all;
    }

    /** Copies the quarters of a row apart. */
    final void split(float[] row, float[] first, float[] second, float[] third, float[] fourth) {
        System.arraycopy(row, 0, first, 0, U);
        System.arraycopy(row, U, second, 0, U);
        System.arraycopy(row, 2 * U, third, 0, U);
        System.arraycopy(row, 3 * U, fourth, 0, U);
    }

    /** Copies four quarters into a row. */
    final void join(float[] first, float[] second, float[] third, float[] fourth, float[] row) {
        System.arraycopy(first, 0, row, 0, U);
        System.arraycopy(second, 0, row, U, U);
        System.arraycopy(third, 0, row, 2 * U, U);
        System.arraycopy(fourth, 0, row, 3 * U, U);
    }

    /** One row's gates of step k, [U] each: i, f, g, o. Training only, before backward. */
    float[][] gates(int k, int r) {
        float[][] gates = new float[4][U];
        split(z[k][r], gates[0], gates[1], gates[2], gates[3]);
        return gates;
    }

    @Override
    long bytes(int T) {
        boolean every = training || T == 0; // else steps take turns
        int projected = Math.min(T, chunk);
        long state = Bytes.rows(rows, U);
        long ofGates = 2 * Bytes.floats(U) + 2 * Bytes.rows(4, U) + Bytes.rows(3L * rows, U) + state + Activations.BYTES;
        long ofBackward = training ? 3 * state + Bytes.rows(rows, U + F) + Bytes.references((long) T * rows) : 0;
        long ofZ = Bytes.rows(projected, rows, 4 * U) + 2 * Bytes.references((long) projected * rows)
                + (training && keepsPreactivations() ? Bytes.rows(T, rows, 4 * U) : 0);
        long ofA = Bytes.references(T) + (every ? T : 1) * state;
        long ofC = Bytes.references(T + 1) + (1 + (every ? T : 2)) * state;
        long ofH = Bytes.references(T + 1) + (1 + (every || layer.returnsSequences() ? T : 2)) * state
                + Bytes.references(T) + T * Bytes.references(rows); // and the rows of the output
        return ofGates + ofBackward + ofZ + ofA + ofC + ofH + dropout.bytes(training ? T : 0)
                + (training && wantInputGradient ? Bytes.rows(T, rows, F) : 0);
    }
}
