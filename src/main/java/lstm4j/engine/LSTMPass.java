package lstm4j.engine;

import java.util.Arrays;

import lstm4j.layer.LSTM;

/**
 * The LSTM layer: forward over all steps, then backpropagation through time. Spec: chapters 3 and 4.
 *
 * <pre>
 * z = b + x·W + h'·U          four quarters z_i z_f z_g z_o; x and h' behind their dropout masks
 * i = σ(z_i)  f = σ(z_f)  g = φ(z_g)  o = σ(z_o)
 * c = f·c' + i·g              the cell state: one number per unit
 * a = φ(c)    h = o·a         h is the output
 * </pre>
 * Letters: T steps, R rows, F features, U units; k counts steps in the order of processing, t is the place in time.
 * h[0] and c[0] hold the initial state, h[k + 1] and c[k + 1] the state after step k.
 */
final class LSTMPass extends Pass {
    private final LSTM layer;
    private final int F;
    private final int U;
    private final int rows;          // rows there is room for
    private final boolean training;  // whether every step's gates are kept for backward
    private final int chunk;         // steps whose x·W is computed at once
    private final Parameters parameters;
    private final int truncate;      // steps the gradient goes back at most, counted from the start; 0: all
    private final Activations activations = new Activations();
    private final LSTMDropout dropout;

    float[][][] z;          // [T or chunk][R][4U] pre-activations i f g o; backward turns them into dz
    float[][][] i, f, g, o; // [T][R][U] gates and candidate
    float[][][] c;          // [T + 1][R][U] cell state
    float[][][] a;          // [T][R][U] φ(c)
    float[][][] h;          // [T + 1][R][U] output state
    final float[][] dh;     // [R][U] gradient of h; after backward that of the initial h
    final float[][] dc;     // [R][U] gradient of c; after backward that of the initial c
    private final float[][] dhNext;  // [R][U] dz·Uᵀ
    private float[][][] out;         // [T][R] the output rows: h[k + 1], but for masked steps
    private float[][][] last;        // [1][R] the output rows of the last step
    private final float[][] dyCarry; // [R][U] gradient of the output that masked steps repeat
    private final float[] da;        // [U] gradient of φ(c)
    private final float[][] dGate;   // [4][U] gradients of i, f, g, o of a row
    private final float[][] zGate;   // [4][U] z of a row, quarter by quarter, where σ' or φ' needs it
    private final float[] zero;      // [U] the output before the first step that counts
    private float[][] zRows, xRows;  // rows of z and x of a chunk of steps, one under the other
    private float[][] dW, dU, db;    // [F][4U] [U][4U] [1][4U] or null: accumulate
    private int steps;

    LSTMPass(LSTM layer, int features, int rows, boolean training, int truncate, int which, Parameters parameters) {
        this.layer = layer;
        this.F = features;
        this.U = layer.units();
        this.rows = rows;
        this.training = training;
        this.chunk = training ? Integer.MAX_VALUE : Math.max(1, 32 / rows);
        this.truncate = truncate;
        this.parameters = parameters;
        this.dropout = new LSTMDropout(layer, which, features, rows);
        this.c = rows(1, rows, U);
        this.h = rows(1, rows, U);
        int backwardRows = training ? rows : 0;
        this.dh = new float[backwardRows][U];
        this.dc = new float[backwardRows][U];
        this.dhNext = new float[backwardRows][U];
        this.dyCarry = new float[backwardRows][U];
        this.da = new float[U];
        this.dGate = new float[4][U];
        this.zGate = new float[4][U];
        this.zero = new float[U];
    }

    @Override
    void accumulateInto(float[][][] gradients, int first) {
        dW = gradients[first];
        dU = gradients[first + 1];
        db = parameters.bias() != null ? gradients[first + 2] : null;
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
        int kept = training ? T : 1;
        i = repeat(rows(kept, rows, U), T);
        f = repeat(rows(kept, rows, U), T);
        g = repeat(rows(kept, rows, U), T);
        o = repeat(rows(kept, rows, U), T);
        a = repeat(rows(kept, rows, U), T);
        c = withInitial(c[0], repeat(rows(training ? T : 2, rows, U), T));
        h = withInitial(h[0], repeat(rows(training || layer.returnsSequences() ? T : 2, rows, U), T));
        out = new float[T][rows][];
        last = new float[1][][];
        if (training) {
            dx = wantInputGradient ? rows(T, rows, F) : null;
            dropout.reserve(T);
        }
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

    @Override
    int outputSteps(int T) {
        return layer.returnsSequences() ? T : 1;
    }

    @Override
    boolean[][] outputMask() {
        return layer.passesMask() ? mask : null;
    }

    private int time(int k, int T) {
        return layer.goesBackwards() ? T - 1 - k : k;
    }

    private boolean counts(int k, int r, int T) {
        return mask == null || mask[time(k, T)][r];
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int T, int R, Call call) {
        this.x = dropout.inputs(x, T, R, call);
        this.mask = mask;
        for (int k = 0; k < T; k++) {
            if (k % chunk == 0) {
                project(k, Math.min(T - k, chunk), T, R);
            }
            float[][] zk = z[k % chunk];
            Matrix.addProduct(zk, dropout.recurrent(h[k], k, R), parameters.recurrentKernel(), R, U, 4 * U); // z += h'·U
            for (int r = 0; r < R; r++) {
                if (counts(k, r, T)) {
                    cell(k, r, zk[r]);
                    out[k][r] = h[k + 1][r];
                } else { // the state stays; the output is the one before, or zero
                    System.arraycopy(c[k][r], 0, c[k + 1][r], 0, U);
                    System.arraycopy(h[k][r], 0, h[k + 1][r], 0, U);
                    out[k][r] = k == 0 || layer.zeroesMasked() ? zero : out[k - 1][r];
                }
            }
        }
        last[0] = out[T - 1];
        y = layer.returnsSequences() ? out : last;
    }

    /** z = b + x·W for {@code count} steps from k on, as one product: the recurrence is not in it yet. */
    private void project(int k, int count, int T, int R) {
        for (int n = 0; n < count; n++) {
            for (int r = 0; r < R; r++) {
                zRows[n * R + r] = z[n][r];
                xRows[n * R + r] = x[time(k + n, T)][r];
                Rows.copy(z[n][r], parameters.bias(), 4 * U);
            }
        }
        Matrix.addProduct(zRows, xRows, parameters.kernel(), count * R, F, 4 * U);
    }

    /** One step of one row, from its pre-activations z to c and h. */
    private void cell(int k, int r, float[] z) {
        float[] iRow = i[k][r], fRow = f[k][r], gRow = g[k][r], oRow = o[k][r], cRow = c[k + 1][r], aRow = a[k][r];
        System.arraycopy(z, 0, iRow, 0, U);
        System.arraycopy(z, U, fRow, 0, U);
        System.arraycopy(z, 2 * U, gRow, 0, U);
        System.arraycopy(z, 3 * U, oRow, 0, U);
        activations.apply(layer.recurrentActivation(), iRow, U); // i = σ(z_i)
        activations.apply(layer.recurrentActivation(), fRow, U); // f = σ(z_f)
        activations.apply(layer.activation(), gRow, U);          // g = φ(z_g)
        activations.apply(layer.recurrentActivation(), oRow, U); // o = σ(z_o)
        Rows.multiplyAdd(cRow, fRow, c[k][r], iRow, gRow, U);    // c = f·c' + i·g
        System.arraycopy(cRow, 0, aRow, 0, U);
        activations.apply(layer.activation(), aRow, U);          // a = φ(c)
        Rows.multiply(h[k + 1][r], oRow, aRow, U);               // h = o·a
    }

    /** The steps of forward in reverse. dh and dc run backwards in time; dW, dU, db take the sum over steps and rows. */
    @Override
    void backward(float[][][] dy, int T, int R) {
        for (int r = 0; r < R; r++) {
            Arrays.fill(dh[r], 0);
            Arrays.fill(dc[r], 0);
            Arrays.fill(dyCarry[r], 0);
        }
        for (int k = T - 1; k >= 0; k--) {
            boolean hasOutput = layer.returnsSequences() || k == T - 1;
            for (int r = 0; r < R; r++) {
                if (hasOutput) {
                    Rows.add(dyCarry[r], dy[layer.returnsSequences() ? k : 0][r], U);
                }
                if (counts(k, r, T)) {
                    Rows.add(dh[r], dyCarry[r], U); // of y = h
                    Arrays.fill(dyCarry[r], 0);
                    cellBackward(k, r, z[k][r]);
                } else {
                    Arrays.fill(z[k][r], 0); // the state stayed: dh and dc pass, z had no part in it
                    if (layer.zeroesMasked()) {
                        Arrays.fill(dyCarry[r], 0);
                    }
                }
            }
            productsBackward(k, T, R);
        }
    }

    /** Reverses cell: dz, from dh and dc; dc becomes the gradient of the cell state before. */
    private void cellBackward(int k, int r, float[] z) {
        float[] dcRow = dc[r], di = dGate[0], df = dGate[1], dg = dGate[2], dO = dGate[3];
        for (int q = 0; q < 4; q++) {
            System.arraycopy(z, q * U, zGate[q], 0, U);
        }
        Rows.multiply(dO, dh[r], a[k][r], U);                                        // of h = o·a
        Rows.multiply(da, dh[r], o[k][r], U);
        activations.derivative(layer.activation(), c[k + 1][r], a[k][r], da, U);     // of a = φ(c)
        Rows.add(dcRow, da, U);
        Rows.multiply(df, dcRow, c[k][r], U);                                        // of c = f·c' + i·g
        Rows.multiply(di, dcRow, g[k][r], U);
        Rows.multiply(dg, dcRow, i[k][r], U);
        Rows.multiply(dcRow, dcRow, f[k][r], U);
        activations.derivative(layer.recurrentActivation(), zGate[3], o[k][r], dO, U); // of o = σ(z_o)
        activations.derivative(layer.activation(), zGate[2], g[k][r], dg, U);          // of g = φ(z_g)
        activations.derivative(layer.recurrentActivation(), zGate[1], f[k][r], df, U); // of f = σ(z_f)
        activations.derivative(layer.recurrentActivation(), zGate[0], i[k][r], di, U); // of i = σ(z_i)
        for (int q = 0; q < 4; q++) {
            System.arraycopy(dGate[q], 0, z, q * U, U); // from here on this row of z is dz
        }
    }

    /** Reverses z = b + x·W + h'·U for all rows of a step: dW, dU, db, dx, and dh of the step before. */
    private void productsBackward(int k, int T, int R) {
        float[][] dz = z[k];
        int t = time(k, T);
        Matrix.addTransposedProduct(dW, x[t], dz, R, F, 4 * U);
        Matrix.addTransposedProduct(dU, dropout.recurrentOf(h[k], k), dz, R, U, 4 * U);
        for (int r = 0; r < R; r++) {
            if (db != null) {
                Rows.add(db[0], dz[r], 4 * U);
            }
            Arrays.fill(dhNext[r], 0);
        }
        Matrix.addProduct(dhNext, dz, parameters.transposedRecurrentKernel(), R, 4 * U, U);
        dropout.backwardRecurrent(dhNext, R);
        for (int r = 0; r < R; r++) {
            if (counts(k, r, T)) { // else h = h', and so are their gradients
                System.arraycopy(dhNext[r], 0, dh[r], 0, U);
            }
        }
        if (wantInputGradient) {
            for (int r = 0; r < R; r++) {
                Arrays.fill(dx[t][r], 0);
            }
            Matrix.addProduct(dx[t], dz, parameters.transposedKernel(), R, 4 * U, F);
            dropout.backwardInputs(dx[t], R);
        }
        if (k > 0 && truncate > 0 && k % truncate == 0) { // truncated: the steps before this one do not hear of it
            for (int r = 0; r < R; r++) {
                Arrays.fill(dh[r], 0);
                Arrays.fill(dc[r], 0);
            }
        }
    }

    @Override
    long bytes(int T) {
        long state = Bytes.rows(rows, U);
        int gates = training || T == 0 ? T : 1;
        int cells = training || T == 0 ? T : 2;
        int outputs = training || T == 0 || layer.returnsSequences() ? T : 2;
        int projected = Math.min(T, chunk);
        return 2 * Bytes.floats(U) + 2 * Bytes.rows(4, U) + (training ? 4 * state : 0) + Activations.BYTES // one row's, and of backward
                + Bytes.rows(projected, rows, 4 * U) + 2 * Bytes.references((long) projected * rows)       // z
                + 5 * (Bytes.references(T) + gates * state) + 2 * Bytes.references(T + 1)                  // i f g o a, c h
                + (cells + outputs + 2) * state + Bytes.references(T) + T * Bytes.references(rows)         // c h, out
                + (training && wantInputGradient ? Bytes.rows(T, rows, F) : 0) + dropout.bytes(training ? T : 0);
    }
}
