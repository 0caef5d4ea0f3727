package lstm4j;

import lstm4j.engine.Kernels;

/** Which loops do the arithmetic of this process. The bits of every result are the same with all of them. */
public final class Arithmetic {
    private Arithmetic() {
    }

    /**
     * Which loops do the arithmetic now, in words: {@code "plain loops"}, or such as {@code "vectors of 16 floats"} where
     * {@code lstm4j-vector.jar} was found and its loops have been compiled. Thread-safe.
     */
    public static String name() {
        return Kernels.arithmetic();
    }
}
