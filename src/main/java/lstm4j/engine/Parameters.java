package lstm4j.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import lstm4j.layer.Weight;

/**
 * Weights in Keras's order, as rows, shared by every pass that uses them: those of a model, and as parts of them those of
 * its layers and of the layers inside these; with the transposed copies of the kernels that backward multiplies by.
 */
final class Parameters {
    final float[][][] arrays; // [weight][rows][columns]
    private final List<Weight> specs;
    private final Buffers buffers;
    private final int first; // number of the first weight in the whole that this is a part of
    private final List<Parameters> parts = new ArrayList<>();
    private float[][] transposed; // null until a pass wants it
    private float[][][] turned;   // likewise, [block][columns][rows of a block] of the first weight

    Parameters(List<Weight> specs, float[][][] arrays, Buffers buffers) {
        this(specs, arrays, buffers, 0);
    }

    private Parameters(List<Weight> specs, float[][][] arrays, Buffers buffers, int first) {
        this.specs = specs;
        this.arrays = arrays;
        this.buffers = buffers;
        this.first = first;
    }

    /** Weights from … to − 1, the same object however often it is asked for. */
    synchronized Parameters part(int from, int to) {
        for (Parameters part : parts) {
            if (part.first == from && part.arrays.length == to - from) {
                return part;
            }
        }
        parts.add(new Parameters(specs.subList(from, to), Arrays.copyOfRange(arrays, from, to), buffers, from));
        return parts.get(parts.size() - 1);
    }

    /** Whether any of these weights learns. */
    boolean learn() {
        return specs.stream().anyMatch(Weight::trainable);
    }

    /** Number of rows of weight w. */
    int rows(int w) {
        return specs.get(w).rows();
    }

    /** Number of columns of weight w. */
    int columns(int w) {
        return specs.get(w).columns();
    }

    /**
     * The transposes of these weights, which are as wide as each other, side by side, the last one first, [columns][sum of
     * rows]: what backward multiplies by. Made when a pass that will go backward first asks, {@link #transpose} keeps it up
     * to date from then on.
     */
    synchronized float[][] transposed() {
        if (transposed == null) {
            transposed = buffers.rows(specs.get(0).columns(), specs.stream().mapToInt(Weight::rows).sum());
            transpose();
        }
        return transposed;
    }

    /** The same of the first weight alone, cut into blocks of equally many rows: [block][columns][rows of a block]. */
    synchronized float[][][] transposed(int blocks) {
        if (turned == null) {
            turned = buffers.rows(blocks, specs.get(0).columns(), specs.get(0).rows() / blocks);
            transpose();
        }
        return turned;
    }

    /** Brings the transposed copies, those of parts too, up to date with the weights; before the shards of a training step begin. */
    synchronized void transpose() {
        int at = 0;
        for (int w = arrays.length - 1; w >= 0 && transposed != null && transposed.length > 0; w--) {
            Matrix.transpose(arrays[w], 0, arrays[w].length, transposed.length, transposed, at);
            at += arrays[w].length;
        }
        for (int k = 0; turned != null && k < turned.length; k++) {
            int rows = arrays[0].length / turned.length;
            Matrix.transpose(arrays[0], k * rows, rows, turned[k].length, turned[k], 0);
        }
        for (int p = 0; p < parts.size(); p++) { // an iterator would be a new object in every step
            parts.get(p).transpose();
        }
    }
}
