package lstm4j.layer;

/** How the outputs of the two halves of a {@link Bidirectional} layer become one, number by number. Spec: chapter 15. */
public enum Merge {
    /** Side by side, the forward half first. */
    CONCAT,
    /** Forward plus backward. */
    SUM,
    /** Forward times backward. */
    MUL,
    /** Half of forward plus backward. */
    AVE,
    /** Keras's None: two outputs. They come side by side here, at the end of a model that only predicts. */
    NONE
}
