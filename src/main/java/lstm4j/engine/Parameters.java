package lstm4j.engine;

/**
 * The weights of one layer in Keras's order, as rows, shared by every pass that uses them, with the transposed copies
 * that backward multiplies by. A layer's bias, where it has one, is its last array and one row.
 */
final class Parameters {
    final float[][][] arrays;        // [weight][rows][columns]
    private float[][] transposed; // see transposed(); made when first asked for
    private final boolean hasBias;

    Parameters(float[][][] arrays, boolean hasBias) {
        this.arrays = arrays;
        this.hasBias = hasBias;
    }

    float[][] kernel() {
        return arrays[0];
    }

    float[][] recurrentKernel() {
        return arrays[1];
    }

    /** The bias row, or null. */
    float[] bias() {
        return hasBias ? arrays[arrays.length - 1][0] : null;
    }

    /**
     * The transposes of the kernels side by side, the last one first, [columns][sum of rows]: for an LSTM Uᵀ and then Wᵀ,
     * so that one product gives dh′ and dx, and the leading columns of it dh′ alone.
     */
    float[][] transposed() {
        return transposed;
    }

    private int kernels() {
        return arrays.length - (hasBias ? 1 : 0);
    }

    private int rowsOfKernels() {
        int rows = 0;
        for (int w = 0; w < kernels(); w++) {
            rows += arrays[w].length;
        }
        return rows;
    }

    /** Brings the transposed copies up to date with the weights; before the shards of a training step begin. */
    void transpose() {
        if (kernels() > 0 && transposed == null) {
            transposed = new float[arrays[0][0].length][rowsOfKernels()];
        }
        int at = 0;
        for (int w = kernels() - 1; w >= 0; w--) {
            Matrix.transpose(arrays[w], arrays[w].length, arrays[w][0].length, transposed, at);
            at += arrays[w].length;
        }
    }

    /** Bytes of the transposed copies. */
    long transposedBytes() {
        return kernels() == 0 ? 0 : Bytes.rows(arrays[0][0].length, rowsOfKernels());
    }
}
