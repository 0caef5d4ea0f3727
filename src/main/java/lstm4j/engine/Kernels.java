package lstm4j.engine;

import lstm4j.layer.ActivationFunction;

/**
 * The loops of the engine that a second jar, {@code lstm4j-vector.jar}, has in a faster form. Each method either does what
 * the plain loop would do, to the bit, and returns true; or it touches nothing and returns false, and the plain loop does
 * it. This class knows no faster form of anything. Thread-safe. Spec: chapter 8.
 */
public class Kernels {
    /** Those at work, looked for once: a constant, so that the JIT compiler sees one implementation. */
    static final Kernels FOUND = find();

    /** Which arithmetic is at work, in words. */
    public static String arithmetic() {
        return FOUND.name();
    }

    /**
     * For {@code -Dlstm4j.vector=off}, and where the second jar or the JDK's module it needs is missing: none, without a word;
     * so in lstm4j-embedded.jar, which has no {@link Services}.
     */
    private static Kernels find() {
        if (System.getProperty("lstm4j.vector", "").equals("off")) {
            return new Kernels();
        }
        try {
            return Services.first(Kernels.class, new Kernels());
        } catch (LinkageError missing) {
            return new Kernels();
        }
    }

    protected String name() {
        return "plain loops";
    }

    /** {@link Matrix#addProduct}. */
    protected boolean addProduct(float[][] c, float[][] a, float[][] b, int rows, int inner, int columns) {
        return false;
    }

    /** {@link Matrix#addTransposedProduct}. */
    protected boolean addTransposedProduct(float[][] c, float[][] a, float[][] b, int rows, int inner, int columns) {
        return false;
    }

    /** t[j] = f(t[j]) for j &lt; m, as {@link Elementary} does for EXPONENTIAL, TANH and SIGMOID; up to 15 more may change. */
    protected boolean apply(ActivationFunction f, double[] t, int m) {
        return false;
    }
}
