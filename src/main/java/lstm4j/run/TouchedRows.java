package lstm4j.run;

import java.util.BitSet;
import java.util.List;

import lstm4j.engine.Batch;
import lstm4j.engine.Network;
import lstm4j.layer.Weight;

/**
 * The rows of the weight arrays that work is done on, ascending: every row of those that learn, but of the table of an {@link
 * lstm4j.layer.Embedding} only those named by the samples seen, so that a step costs what its batch costs, whatever the
 * size of the vocabulary. All other rows of its gradient are 0. A table with a penalty or a constraint has none. Allocates when made only.
 */
final class TouchedRows {
    private final int[] count; // rows of each array
    private final BitSet named; // of the table, array 0; null where there is none

    TouchedRows(Network network) {
        this(network.specs(), network.architecture().layer(0).vocabulary() > 0 && learnsByGradientsAlone(network.specs().get(0)));
    }

    private TouchedRows(List<Weight> weights, boolean table) {
        count = weights.stream().mapToInt(weight -> weight.trainable() ? weight.rows() : 0).toArray();
        named = table ? new BitSet(count[0]) : null;
    }

    /** Whether an array is changed, and by nothing but gradients. */
    private static boolean learnsByGradientsAlone(Weight weight) {
        return weight.trainable() && weight.regularizer().isNone() && weight.constraint().isNone();
    }

    /** Every row of these arrays. */
    static TouchedRows all(List<Weight> weights) {
        return new TouchedRows(weights, false);
    }

    /** The first of the rows from {@code row} on in array {@code w}; −1 behind the last. */
    int next(int w, int row) {
        if (w == 0 && named != null) {
            return named.nextSetBit(row);
        }
        return row < count[w] ? row : -1;
    }

    /** Forgets the named rows. */
    void clear() {
        if (named != null) {
            named.clear();
        }
    }

    /** Adds the rows that the samples of a batch name. */
    void add(Batch batch) {
        for (int r = 0; named != null && r < batch.rows; r++) {
            for (float index : batch.x[0][r]) {
                named.set((int) index);
            }
        }
    }

    /** Adds one row of an array. */
    void add(int w, int row) {
        if (w == 0 && named != null) {
            named.set(row);
        }
    }

    /** Adds the rows of another. */
    void add(TouchedRows other) {
        if (named != null) {
            named.or(other.named);
        }
    }

    /** Adds the rows of the table that hold another number than 0. */
    void addNonZero(float[][] table) {
        for (int row = 0; named != null && row < table.length; row++) {
            for (float number : table[row]) {
                if (number != 0) {
                    named.set(row);
                }
            }
        }
    }
}
