package lstm4j.run;

/**
 * The element arithmetic of one kind of optimizer. Loops are over rows, with every array indexed by the bare loop variable
 * and bodies small enough for C2 to vectorise on JDK 17; longer formulas are two loops over the same row, which stays in
 * the first cache.
 */
interface UpdateRule {
    /** Whether a row stays as it is, bit for bit, while its gradient is 0 and its slots are what they began with. */
    boolean restsAtStart();

    /** Whether it does while its gradient is 0, whatever its slots are. */
    default boolean restsWithoutGradient() {
        return false;
    }

    /** Computes the scalars of the step after {@code iteration} steps at learning rate {@code rate}. */
    void prepare(long iteration, float rate);

    /**
     * Updates one row: weights {@code w} from gradients {@code g}, with the rows of the slots as
     * {@link lstm4j.train.Optimizer#slotNames} orders them, null beyond their number, which is at most three.
     */
    void update(float[] w, float[] g, float[] slot0, float[] slot1, float[] slot2);
}
