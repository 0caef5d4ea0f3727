package lstm4j.engine;

import java.util.Arrays;

import lstm4j.layer.GRU;

/**
 * A {@link GRUPass} whose reset gate multiplies what the recurrent kernel made of hPrev:
 *
 * <pre>
 * q = b′ + hPrev·V            three thirds q_z q_r q_g, b′ the second bias; hPrev behind its dropout mask
 * z = σ(s_z + q_z)  r = σ(s_r + q_r)  g = φ(s_g + r·q_g)
 * </pre>
 */
final class GRUAfterPass extends GRUPass {
    private float[][][] q;  // [T or 1][R][3U]
    private float[][][] dq; // the same storage: the gradient of q, once backward has been at step k
    private final float[] qg; // [U] a q_g

    GRUAfterPass(GRU layer, int F, int which, Parameters parameters, Room room) {
        super(layer, F, which, parameters, room);
        this.qg = room.buffers().floats(U);
    }

    @Override
    void allocate(int T, int columns) {
        super.allocate(T, columns);
        q = room.buffers().rows(room.training() ? T : 1, room.rows(), 3 * U);
        dq = q;
    }

    @Override
    void addToGates(int k, int R, float[][] s, float[][] hPrev) {
        float[][] q = this.q[k % this.q.length];
        for (int r = 0; r < R; r++) {
            Rows.copy(q[r], b == null ? null : b[1], 3 * U);
        }
        Matrix.addProduct(q, hPrev, V, R, U, 3 * U); // q = b′ + hPrev·V
        for (int r = 0; r < R; r++) {
            Rows.add(s[r], q[r], 2 * U);             // s_z + q_z, s_r + q_r
        }
    }

    @Override
    void addToCandidate(int k, int R, float[][] hPrev) {
        for (int r = 0; r < R; r++) {
            System.arraycopy(q[k % q.length][r], 2 * U, qg, 0, U);
            Rows.addProduct(step.g[r], step.gates[r].r(), qg, U); // s_g + r·q_g
        }
    }

    @Override
    void sumsBackward(int k, int r) {
        System.arraycopy(q[k][r], 2 * U, qg, 0, U);
        Rows.multiply(dGates.r(), dGates.g(), qg, U);                    // of s_g + r·q_g
        activations.derivative(σ, sGates.r(), gates.r(), dGates.r(), U); // of r = σ(s_r + q_r)
        dGates.join(memory.dz[k][r]); // the gates of step k are gone
        Rows.multiply(dGates.g(), dGates.g(), gates.r(), U);
        dGates.join(dq[k][r]);        // and so is q
    }

    @Override
    void skipBackward(int k, int r) {
        super.skipBackward(k, r);
        Arrays.fill(dq[k][r], 0);
    }

    @Override
    void recurrentBackward(int k, int R) {
        clear(dhPrev, R, U);
        Matrix.addProduct(dhPrev, dq[k], Vt, R, 3 * U, U); // of q = b′ + hPrev·V
    }

    @Override
    void recurrentWeightsBackward(int T, int R) {
        float[][] dqRows = memory.dzRows; // dz is done with
        int n = 0;
        for (int k = T - 1; k >= 0; k--) {
            for (int r = 0; r < R; r++) {
                dqRows[n++] = dq[k][r];
            }
        }
        Matrix.addTransposedProduct(dV, memory.hPrevRows, dqRows, n, U, 3 * U); // dV += hPrevᵀ·dq
        if (db != null) {
            Matrix.addRows(db[1], dqRows, n, 3 * U);                            // db′ += dq
        }
    }
}
