package lstm4j.engine;

import lstm4j.layer.Embedding;

/**
 * The Embedding layer: step t of a sample is row x_t of the table, and not a copy of it. One row of T numbers goes in, T
 * rows come out. Spec: chapter 17. Letters: T steps, R rows, U units.
 */
final class EmbeddingPass extends Pass {
    private final boolean maskZero;
    private final int U;
    private final float[][] table; // [V][U]
    private float[][] dTable;      // [V][U] accumulates, in the rows that occur
    private boolean[][] counts;    // [T][R] where the number is not 0; null where 0 counts too
    private int T;                 // of the call at hand

    EmbeddingPass(Embedding layer, Parameters parameters, Room room) {
        super(room);
        this.maskZero = layer.masksZero();
        this.U = layer.units();
        this.table = parameters.arrays[0];
    }

    @Override
    void accumulateInto(float[][][] gradients, int first) {
        dTable = gradientOf(first, gradients);
    }

    @Override
    int outputSteps(int S, int columns) {
        return columns;
    }

    @Override
    int outputColumns(int S, int columns) {
        return U;
    }

    @Override
    boolean[][] outputMask() {
        return counts;
    }

    @Override
    void allocate(int S, int columns) {
        y = room.buffers().references(columns, room.rows());
        counts = maskZero ? room.buffers().flags(columns, room.rows()) : null;
        dx = room.keepsInputGradient() ? room.buffers().rows(1, room.rows(), columns) : null; // zeros for ever
    }

    @Override
    void forward(float[][][] x, boolean[][] mask, int S, int R, Call call) {
        this.x = x;
        T = x[0][0].length;
        for (int t = 0; t < T; t++) {
            for (int r = 0; r < R; r++) {
                y[t][r] = table[(int) x[0][r][t]];
                if (maskZero) {
                    counts[t][r] = x[0][r][t] != 0;
                }
            }
        }
    }

    @Override
    void backward(float[][][] dy, int S, int R) {
        for (int t = 0; dTable != null && t < T; t++) {
            for (int r = 0; r < R; r++) {
                Rows.add(dTable[(int) x[0][r][t]], dy[t][r], U); // of y = table[x]
            }
        }
    }
}
