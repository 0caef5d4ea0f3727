package lstm4j.engine;

/**
 * The weights of one layer in Keras's order, as rows, shared by every pass that uses them, with the transposed copies
 * that backward multiplies by. A layer's bias, where it has one, is its last array and one row.
 */
final class Parameters {
    final float[][][] arrays;        // [weight][rows][columns]
    private final float[][][] transposed; // [weight][columns][rows] of the kernels; made when first asked for
    private final boolean hasBias;

    Parameters(float[][][] arrays, boolean hasBias) {
        this.arrays = arrays;
        this.hasBias = hasBias;
        this.transposed = new float[arrays.length - (hasBias ? 1 : 0)][][];
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

    float[][] transposedKernel() {
        return transposed[0];
    }

    float[][] transposedRecurrentKernel() {
        return transposed[1];
    }

    /** Brings the transposed copies up to date with the weights; before the shards of a training step begin. */
    void transpose() {
        for (int w = 0; w < transposed.length; w++) {
            float[][] array = arrays[w];
            if (transposed[w] == null) {
                transposed[w] = new float[array[0].length][array.length];
            }
            Matrix.transpose(array, array.length, array[0].length, transposed[w]);
        }
    }

    /** Bytes of the transposed copies. */
    long transposedBytes() {
        long bytes = 0;
        for (int w = 0; w < transposed.length; w++) {
            bytes += Bytes.rows(arrays[w][0].length, arrays[w].length);
        }
        return bytes;
    }
}
