package lstm4j.engine;

import lstm4j.layer.Recurrent;

/**
 * What a {@link RecurrentPass} keeps of T steps: what a step leaves for the next and, in training, what forward leaves for
 * backward. When predicting, steps take turns in as few buffers as they can. Letters: T steps, R rows, F features, U units,
 * N columns of the kernels, one block of U for each gate.
 */
final class RecurrentMemory {
    /** Without training: rows whose x·W is computed at once. */
    private static final int TOGETHER = 32;

    // One storage, three names, for what a row of N numbers holds one after the other:
    final float[][][] z;     // [T, or steps projected at once][R][N] pre-activations, until step k is done
    final float[][][] gates; // their functions, in training: from then until backward comes to step k
    final float[][][] dz;    // the gradient of z: from then on

    final float[][][] zKept;    // [T][R][N] a copy of z where a slope needs it, else null
    final float[][][][] states; // [part][T + 1][R][U] [k + 1] is a part of the state after step k, [0] the initial one
    final float[][][] h;        // the first part: the output
    final float[][][] out;      // [T][R] the output rows: h[k + 1], but for masked steps
    final float[][][] dx;       // [T][R][F] where there is to be a gradient of the input, else null

    // Rows of several steps, one under the other: the factors of one large product.
    final float[][] zRows;     // of z in forward
    final float[][] dzRows;    // of dz in backward: the same storage
    final float[][] xRows;     // of x
    final float[][] hPrevRows; // of the h that each step began with, in training, else null

    RecurrentMemory(Recurrent<?> layer, int T, int F, int N, boolean keepsZ, float[][][] initial, Room room) {
        Buffers buffers = room.buffers();
        boolean training = room.training();
        int R = room.rows();
        int projected = training ? T : Math.min(T, Math.max(1, TOGETHER / R));
        z = buffers.rows(projected, R, N);
        gates = z;
        dz = z;
        zKept = training && keepsZ ? buffers.rows(T, R, N) : null;
        states = new float[initial.length][][][];
        for (int part = 0; part < states.length; part++) {
            boolean all = training || part == 0 && layer.returnsSequences();
            states[part] = buffers.chain(initial[part], all ? T : 2, T, R, layer.units());
        }
        h = states[0];
        out = buffers.references(T, R);
        dx = room.keepsInputGradient() ? buffers.rows(T, R, F) : null;
        zRows = buffers.references((long) projected * R);
        dzRows = zRows;
        xRows = buffers.references((long) projected * R);
        hPrevRows = training ? buffers.references((long) T * R) : null;
    }
}
