package lstm4j.engine;

import lstm4j.layer.LSTM;

/**
 * What an {@link LSTMPass} keeps of T steps: what a step leaves for the next and, in training, what forward leaves for
 * backward. When predicting, steps take turns in as few buffers as they can. Letters: T steps, R rows, F features, U units.
 */
final class LSTMMemory {
    /** Without training: rows whose x·W is computed at once. */
    private static final int TOGETHER = 32;

    // One storage, three names, for what a row of 4U numbers holds one after the other:
    final float[][][] z;     // [T, or steps projected at once][R][4U] pre-activations z_i z_f z_g z_o, until step k is done
    final float[][][] gates; // i f g o, in training: from then until backward comes to step k
    final float[][][] dz;    // the gradient of z: from then on

    final float[][][] zKept; // [T][R][4U] a copy of z where σ′ or φ′ needs it, else null
    final float[][][] c;     // [T + 1][R][U] c[k + 1] is the cell state after step k, c[0] the initial one
    final float[][][] a;     // [T or 1][R][U] φ(c)
    final float[][][] h;     // [T + 1][R][U] h[k + 1] is the output state after step k, h[0] the initial one
    final float[][][] out;   // [T][R] the output rows: h[k + 1], but for masked steps
    final float[][][] dx;    // [T][R][F] where there is to be a gradient of the input, else null

    // Rows of several steps, one under the other: the factors of one large product.
    final float[][] zRows;     // of z in forward
    final float[][] dzRows;    // of dz in backward: the same storage
    final float[][] xRows;     // of x
    final float[][] hPrevRows; // of the h that each step began with, in training, else null

    LSTMMemory(LSTM layer, int T, int F, float[][] h0, float[][] c0, Room room) {
        Buffers buffers = room.buffers();
        boolean training = room.training();
        int R = room.rows();
        int U = layer.units();
        int projected = training ? T : Math.min(T, Math.max(1, TOGETHER / R));
        z = buffers.rows(projected, R, 4 * U);
        gates = z;
        dz = z;
        zKept = training && needsZ(layer) ? buffers.rows(T, R, 4 * U) : null;
        c = buffers.chain(c0, training ? T : 2, T, R, U);
        a = buffers.rows(training ? T : 1, R, U);
        h = buffers.chain(h0, training || layer.returnsSequences() ? T : 2, T, R, U);
        out = buffers.references(T, R);
        dx = room.keepsInputGradient() ? buffers.rows(T, R, F) : null;
        zRows = buffers.references((long) projected * R);
        dzRows = zRows;
        xRows = buffers.references((long) projected * R);
        hPrevRows = training ? buffers.references((long) T * R) : null;
    }

    private static boolean needsZ(LSTM layer) {
        return Activations.needsInput(layer.activation()) || Activations.needsInput(layer.recurrentActivation());
    }
}
