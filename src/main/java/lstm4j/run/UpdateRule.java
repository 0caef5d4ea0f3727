package lstm4j.run;

import java.util.List;

/**
 * The element arithmetic of one kind of optimizer. Loops are over rows, with every array indexed by the bare loop variable
 * and bodies small enough for C2 to vectorise on JDK 17; longer formulas are two loops over the same row, which stays in
 * the first cache.
 */
interface UpdateRule {
    /** Keras's names of the slots, in the order of {@link #update}'s arguments; at most three. */
    List<String> slotNames();

    /** How many of the first slots alternate from weight to weight in Keras's files. */
    default int interleavedSlots() {
        return 1;
    }

    /** Whether a row stays as it is, bit for bit, while its gradient is 0 and its slots are. */
    default boolean restsAtZero() {
        return false;
    }

    /** Computes the scalars of the step after {@code iteration} steps at learning rate {@code rate}. */
    void prepare(long iteration, float rate);

    /** Updates one row: weights {@code w} from gradients {@code g}, with the rows of the slots, null beyond their number. */
    void update(float[] w, float[] g, float[] slot0, float[] slot1, float[] slot2);
}
