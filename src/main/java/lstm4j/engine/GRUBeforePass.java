package lstm4j.engine;

import java.util.Arrays;

import lstm4j.layer.GRU;

/**
 * A {@link GRUPass} whose reset gate multiplies hPrev before the recurrent kernel, as in the paper (Cho et al. 2014):
 *
 * <pre>
 * z = σ(s_z + hPrev·V_z)  r = σ(s_r + hPrev·V_r)  g = φ(s_g + (r·hPrev)·V_g)     hPrev behind its dropout mask
 * </pre>
 */
final class GRUBeforePass extends GRUPass {
    private final float[][] Vg;   // [U][U] a copy of V's last third, whose rows begin where a product's rows must
    private final float[][] Vgt;  // [U][U] its transpose: rows of Vt
    private final float[][] dVg;  // [U][U]
    private float[][][] rh;       // [T or 1][R][U] r·hPrev
    private float[][][] dsg;      // [T][R][U] the gradient of s_g, in training

    GRUBeforePass(GRU layer, int F, int which, Parameters parameters, Room room) {
        super(layer, F, which, parameters, room);
        this.Vg = room.buffers().rows(U, U);
        this.Vgt = room.buffers().references(room.training() ? U : 0);
        for (int u = 0; u < Vgt.length; u++) {
            Vgt[u] = Vt[2 * U + u];
        }
        this.dVg = room.buffers().rows(room.training() ? U : 0, U);
    }

    @Override
    void allocate(int T, int columns) {
        super.allocate(T, columns);
        rh = room.buffers().rows(room.training() ? T : 1, room.rows(), U);
        dsg = room.buffers().rows(room.training() ? T : 0, room.rows(), U);
    }

    @Override
    void addToGates(int k, int R, float[][] s, float[][] hPrev) {
        for (int u = 0; k == 0 && u < U; u++) { // the weights may have changed since the last call
            System.arraycopy(V[u], 2 * U, Vg[u], 0, U);
        }
        Matrix.addProduct(s, hPrev, V, R, U, 2 * U); // the first two thirds of s += hPrev·V
    }

    @Override
    void addToCandidate(int k, int R, float[][] hPrev) {
        float[][] rh = this.rh[k % this.rh.length];
        for (int r = 0; r < R; r++) {
            Rows.multiply(rh[r], step.gates[r].r(), hPrev[r], U);
        }
        Matrix.addProduct(step.g, rh, Vg, R, U, U); // s_g += (r·hPrev)·V_g
    }

    /** Leaves r itself in the place of its gradient, for {@link #recurrentBackward}. */
    @Override
    void sumsBackward(int k, int r) {
        System.arraycopy(gates.r(), 0, dGates.r(), 0, U);
        System.arraycopy(dGates.g(), 0, dsg[k][r], 0, U);
        dGates.join(memory.dz[k][r]); // the gates of step k are gone
    }

    @Override
    void skipBackward(int k, int r) {
        super.skipBackward(k, r);
        Arrays.fill(dsg[k][r], 0);
    }

    @Override
    void recurrentBackward(int k, int R) {
        clear(dhPrev, R, U);
        Matrix.addProduct(dhPrev, dsg[k], Vgt, R, U, U); // of s_g += (r·hPrev)·V_g: the gradient of r·hPrev
        float[][] hPrev = dropout.recurrentOf(memory.h[k], k);
        for (int r = 0; r < R; r++) {
            resetBackward(k, r, hPrev[r]);
        }
        Matrix.addProduct(dhPrev, memory.dz[k], Vt, R, 2 * U, U); // of s_z, s_r += hPrev·V
    }

    /** Reverses r·hPrev and r = σ(s_r) for row r: the gradients of hPrev and of s_r. */
    private void resetBackward(int k, int r, float[] hPrev) {
        gates.split(memory.dz[k][r]);
        if (memory.zKept != null) {
            sGates.split(memory.zKept[k][r]);
        }
        Rows.multiply(dGates.r(), dhPrev[r], hPrev, U);
        Rows.multiply(dhPrev[r], dhPrev[r], gates.r(), U);
        activations.derivative(σ, sGates.r(), gates.r(), dGates.r(), U);
        System.arraycopy(dGates.r(), 0, memory.dz[k][r], U, U);
    }

    @Override
    void recurrentWeightsBackward(int T, int R) {
        float[][] rhRows = memory.hPrevRows, dsgRows = memory.dzRows;
        Matrix.addTransposedProduct(dV, memory.hPrevRows, memory.dzRows, T * R, U, 2 * U); // of s_z, s_r += hPrev·V
        int n = 0;
        for (int k = T - 1; k >= 0; k--) {
            for (int r = 0; r < R; r++, n++) {
                rhRows[n] = rh[k][r];
                dsgRows[n] = dsg[k][r];
            }
        }
        clear(dVg, U, U);
        Matrix.addTransposedProduct(dVg, rhRows, dsgRows, n, U, U); // of s_g += (r·hPrev)·V_g
        for (int u = 0; u < U; u++) {
            for (int j = 0; j < U; j++) {
                dV[u][2 * U + j] += dVg[u][j];
            }
        }
    }
}
