package lstm4j.layer;

/** Of each feature the mean over all steps that no mask leaves out. Options and shapes: {@link GlobalPooling1D}. */
public final class GlobalAveragePooling1D extends GlobalPooling1D<GlobalAveragePooling1D> {
    private GlobalAveragePooling1D() {
    }

    /** A pooling layer. */
    public static GlobalAveragePooling1D layer() {
        return new GlobalAveragePooling1D();
    }

    @Override
    public String type() {
        return "GlobalAveragePooling1D";
    }
}
