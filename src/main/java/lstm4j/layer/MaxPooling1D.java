package lstm4j.layer;

/** Of each feature the largest number in every window; steps beyond the ends do not count. Options and shapes: {@link Pooling1D}. */
public final class MaxPooling1D extends Pooling1D<MaxPooling1D> {
    private MaxPooling1D() {
    }

    /** A layer whose windows hold {@code steps} steps. At least 1, else [POOL-2]. */
    public static MaxPooling1D poolSize(int steps) {
        return new MaxPooling1D().set(POOL_SIZE, steps);
    }

    @Override
    public String type() {
        return "MaxPooling1D";
    }
}
