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
 * h[0] and c[0] hold the initial state, h[k + 1] and c[k + 1] the state after step k. The arrays are in {@link LSTMMemory}.
 */
final class LSTMPass extends LSTMMemory {
    private final Parameters parameters;
    private final int truncate;      // steps the gradient goes back at most, counted from the start; 0: all
    private float[][] dW, dU, db;    // [F][4U] [U][4U] [1][4U] or null: accumulate

    LSTMPass(LSTM layer, int features, int rows, boolean training, int truncate, int which, Parameters parameters) {
        super(layer, features, rows, training, new LSTMDropout(layer, which, features, rows));
        this.parameters = parameters;
        this.truncate = truncate;
    }

    @Override
    void accumulateInto(float[][][] gradients, int first) {
        dW = gradients[first];
        dU = gradients[first + 1];
        db = parameters.bias() != null ? gradients[first + 2] : null;
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
            cells(k, R, zk);
            for (int r = 0; r < R; r++) {
                if (counts(k, r, T)) {
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

    /** One step of all rows, from their pre-activations z to c and h; what it gives for masked rows is thrown away. */
    private void cells(int k, int R, float[][] z) {
        for (int r = 0, f = R, o = 2 * R; r < R; r++, f++, o++) { // ifo has R rows of i, then of f, then of o
            if (kept != null) {
                System.arraycopy(z[r], 0, kept[k][r], 0, 4 * U);
            }
            split(z[r], ifo[r], ifo[f], g[r], ifo[o]);
        }
        activations.apply(layer.recurrentActivation(), ifo, 3 * R, U);     // i = σ(z_i)  f = σ(z_f)  o = σ(z_o)
        activations.apply(layer.activation(), g, R, U);                    // g = φ(z_g)
        for (int r = 0, f = R; r < R; r++, f++) {
            Rows.multiplyAdd(c[k + 1][r], ifo[f], c[k][r], ifo[r], g[r], U); // c = f·c' + i·g
            System.arraycopy(c[k + 1][r], 0, a[k][r], 0, U);
        }
        activations.apply(layer.activation(), a[k], R, U);                 // a = φ(c)
        for (int r = 0, f = R, o = 2 * R; r < R; r++, f++, o++) {
            Rows.multiply(h[k + 1][r], ifo[o], a[k][r], U);                // h = o·a
            if (training) {
                join(ifo[r], ifo[f], g[r], ifo[o], z[r]); // from here on this row of z is i f g o
            }
        }
    }

    /** The steps of forward in reverse. dh and dc run backwards in time; dW, dU, db take the sum over steps and rows. */
    @Override
    void backward(float[][][] dy, int T, int R) {
        for (int r = 0; r < R; r++) {
            Arrays.fill(dh[r], 0);
            Arrays.fill(dc[r], 0);
            Arrays.fill(carry[r], 0);
        }
        for (int k = T - 1; k >= 0; k--) {
            boolean hasOutput = layer.returnsSequences() || k == T - 1;
            for (int r = 0; r < R; r++) {
                if (hasOutput) {
                    Rows.add(carry[r], dy[layer.returnsSequences() ? k : 0][r], U);
                }
                if (counts(k, r, T)) {
                    Rows.add(dh[r], carry[r], U); // of y = h
                    Arrays.fill(carry[r], 0);
                    cellBackward(k, r, z[k][r]);
                } else {
                    Arrays.fill(z[k][r], 0); // the state stayed: dh and dc pass, z had no part in it
                    if (layer.zeroesMasked()) {
                        Arrays.fill(carry[r], 0);
                    }
                }
            }
            stateBackward(k, T, R);
        }
        weightsBackward(T, R);
    }

    /** Reverses cells for one row: dz, from dh and dc; dc becomes the gradient of the cell state before. */
    private void cellBackward(int k, int r, float[] z) {
        float[] i = ifo[0], f = ifo[1], g = this.g[0], o = ifo[2], dcRow = dc[r];
        float[] di = dGate[0], df = dGate[1], dg = dGate[2], dO = dGate[3];
        split(z, i, f, g, o);
        if (kept != null) {
            split(kept[k][r], zGate[0], zGate[1], zGate[2], zGate[3]);
        }
        Rows.multiply(dO, dh[r], a[k][r], U);                                    // of h = o·a
        Rows.multiply(da, dh[r], o, U);
        activations.derivative(layer.activation(), c[k + 1][r], a[k][r], da, U); // of a = φ(c)
        Rows.add(dcRow, da, U);
        Rows.multiply(df, dcRow, c[k][r], U);                                    // of c = f·c' + i·g
        Rows.multiply(di, dcRow, g, U);
        Rows.multiply(dg, dcRow, i, U);
        Rows.multiply(dcRow, dcRow, f, U);
        activations.derivative(layer.recurrentActivation(), zGate[3], o, dO, U);       // of o = σ(z_o)
        activations.derivative(layer.activation(), zGate[2], g, dg, U);                // of g = φ(z_g)
        activations.derivative(layer.recurrentActivation(), zGate[1], f, df, U);       // of f = σ(z_f)
        activations.derivative(layer.recurrentActivation(), zGate[0], i, di, U);       // of i = σ(z_i)
        join(di, df, dg, dO, z); // from here on this row of z is dz
    }

    /** Reverses z = b + x·W + h'·U for x and h', all rows of a step: dx, and dh of the step before. */
    private void stateBackward(int k, int T, int R) {
        int columns = wantInputGradient ? U + F : U;
        for (int r = 0; r < R; r++) {
            Arrays.fill(dhx[r], 0, columns, 0);
        }
        Matrix.addProduct(dhx, z[k], parameters.transposed(), R, 4 * U, columns); // dh' = dz·Uᵀ, dx = dz·Wᵀ
        float[][] dxRows = wantInputGradient ? dx[time(k, T)] : null;
        for (int r = 0; r < R; r++) {
            if (wantInputGradient) {
                System.arraycopy(dhx[r], U, dxRows[r], 0, F);
            }
            if (counts(k, r, T)) { // else h = h', and so are their gradients
                System.arraycopy(dhx[r], 0, dh[r], 0, U);
                dropout.backwardRecurrent(dh[r], r);
            }
        }
        if (wantInputGradient) {
            dropout.backwardInputs(dxRows, R);
        }
        if (k > 0 && truncate > 0 && k % truncate == 0) { // truncated: the steps before this one do not hear of it
            for (int r = 0; r < R; r++) {
                Arrays.fill(dh[r], 0);
                Arrays.fill(dc[r], 0);
            }
        }
    }

    /** Reverses z = b + x·W + h'·U for W, U and b, over all steps, last made first, as one product each. */
    private void weightsBackward(int T, int R) {
        int n = 0;
        for (int k = T - 1; k >= 0; k--) {
            for (int r = 0; r < R; r++, n++) {
                zRows[n] = z[k][r];
                xRows[n] = x[time(k, T)][r];
                hRows[n] = dropout.recurrentOf(h[k], k)[r];
            }
        }
        Matrix.addTransposedProduct(dW, xRows, zRows, n, F, 4 * U); // dW += xᵀ·dz
        Matrix.addTransposedProduct(dU, hRows, zRows, n, U, 4 * U); // dU += h'ᵀ·dz
        if (db != null) {
            Matrix.addRows(db[0], zRows, n, 4 * U);                 // db += dz
        }
    }
}
