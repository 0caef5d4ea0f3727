package lstm4j.layer;

/** Of each feature the largest number of all steps, masked ones too, as in Keras. Options and shapes: {@link GlobalPooling1D}. */
public final class GlobalMaxPooling1D extends GlobalPooling1D<GlobalMaxPooling1D> {
    private GlobalMaxPooling1D() {
    }

    /** A pooling layer. */
    public static GlobalMaxPooling1D layer() {
        return new GlobalMaxPooling1D();
    }

    @Override
    public String type() {
        return "GlobalMaxPooling1D";
    }
}
