package lstm4j.engine;

/**
 * An LSTM layer in plain float loops, one number at a time, written from chapters 3, 4 and 8 of the specification:
 * slow, and with the bits of the engine. T steps of R rows of F features; U units.
 */
final class TextbookLstm {
    final float[][] W, V, dW, dV; // [F][4U] kernel, [U][4U] recurrent kernel, columns i f g o; their gradients: accumulate
    final float[] b, db;          // [4U] bias
    final int F, U;
    float[][][] x, h, c, a, gates; // [T][R][…]; h[k], c[k] are the state before step k, a[k] is tanh of c[k + 1]

    TextbookLstm(float[][] W, float[][] V, float[] b, float[][] dW, float[][] dV, float[] db) {
        this.W = W;
        this.V = V;
        this.b = b;
        this.dW = dW;
        this.dV = dV;
        this.db = db;
        F = W.length;
        U = V.length;
    }

    static float tanh(float z) {
        return (float) StrictMath.tanh(z);
    }

    static float sigmoid(float z) {
        return (float) (1 / (1 + StrictMath.exp(-z)));
    }

    /** All steps; h[1] … h[T] are the outputs. */
    void forward(float[][][] x, float[][] h0, float[][] c0) {
        int T = x.length, R = h0.length;
        this.x = x;
        h = new float[T + 1][R][U];
        c = new float[T + 1][R][U];
        a = new float[T][R][U];
        gates = new float[T][R][4 * U];
        h[0] = h0;
        c[0] = c0;
        for (int k = 0; k < T; k++) {
            for (int r = 0; r < R; r++) {
                forward(x[k][r], h[k][r], c[k][r], gates[k][r], c[k + 1][r], a[k][r], h[k + 1][r]);
            }
        }
    }

    /** One step of one row: z = b + x·W + hPrev·V; i f o = σ(z), g = tanh(z); c = f·cPrev + i·g; a = tanh(c); h = o·a. */
    private void forward(float[] x, float[] hPrev, float[] cPrev, float[] gates, float[] c, float[] a, float[] h) {
        for (int q = 0; q < 4 * U; q++) {
            float z = b[q];
            for (int j = 0; j < F; j++) {
                z += x[j] * W[j][q];
            }
            for (int u = 0; u < U; u++) {
                z += hPrev[u] * V[u][q];
            }
            gates[q] = q / U == 2 ? tanh(z) : sigmoid(z);
        }
        for (int u = 0; u < U; u++) {
            float i = gates[u], f = gates[U + u], g = gates[2 * U + u], o = gates[3 * U + u];
            c[u] = f * cPrev[u] + i * g;
            a[u] = tanh(c[u]);
            h[u] = o * a[u];
        }
    }

    /** All steps in reverse: dh, dc [R][U] come in as gradients behind the last step, and leave as those of the initial state. */
    void backward(float[][][] dy, float[][][] dx, float[][] dh, float[][] dc) {
        for (int k = x.length - 1; k >= 0; k--) {
            for (int r = 0; r < dh.length; r++) {
                float[] dz = cellBackward(dy[k][r], c[k][r], gates[k][r], a[k][r], dh[r], dc[r]);
                productsBackward(x[k][r], h[k][r], dz, dx[k][r], dh[r]);
            }
        }
    }

    /** From h back to z; dc becomes that of the step before, dh begins anew at 0. */
    private float[] cellBackward(float[] dy, float[] cPrev, float[] gates, float[] a, float[] dh, float[] dc) {
        float[] dz = new float[4 * U];
        for (int u = 0; u < U; u++) {
            float i = gates[u], f = gates[U + u], g = gates[2 * U + u], o = gates[3 * U + u];
            dh[u] += dy[u];
            // forward: h = o·a, a = tanh(c)
            float dO = dh[u] * a[u];
            dc[u] += dh[u] * o * ((1 - a[u]) * (1 + a[u]));
            // forward: c = f·cPrev + i·g; i, f, o = sigmoid(z), g = tanh(z)
            dz[u] = dc[u] * g * (i * (1 - i));
            dz[U + u] = dc[u] * cPrev[u] * (f * (1 - f));
            dz[2 * U + u] = dc[u] * i * ((1 - g) * (1 + g));
            dz[3 * U + u] = dO * (o * (1 - o));
            dc[u] *= f;
            dh[u] = 0;
        }
        return dz;
    }

    /** From z back to the weights, to x and to the h of the step before. Forward: z = b + x·W + hPrev·V. */
    private void productsBackward(float[] x, float[] hPrev, float[] dz, float[] dx, float[] dh) {
        for (int q = 0; q < 4 * U; q++) {
            db[q] += dz[q];
            for (int j = 0; j < F; j++) {
                dW[j][q] += x[j] * dz[q];
                dx[j] += dz[q] * W[j][q];
            }
            for (int u = 0; u < U; u++) {
                dV[u][q] += hPrev[u] * dz[q];
                dh[u] += dz[q] * V[u][q];
            }
        }
    }
}
