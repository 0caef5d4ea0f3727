package lstm4j.layer;

/** Of each feature the mean in every window; steps beyond the ends do not count. Options and shapes: {@link Pooling1D}. */
public final class AveragePooling1D extends Pooling1D<AveragePooling1D> {
    private AveragePooling1D() {
    }

    /** A layer whose windows hold {@code steps} steps. At least 1, else [POOL-2]. */
    public static AveragePooling1D poolSize(int steps) {
        return new AveragePooling1D().set(POOL_SIZE, steps);
    }

    @Override
    public String type() {
        return "AveragePooling1D";
    }
}
