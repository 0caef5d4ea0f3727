package lstm4j.vector;

import lstm4j.engine.Kernels;
import lstm4j.layer.ActivationFunction;

/**
 * What this jar gives the engine: products, exp, tanh and the logistic function on vectors as long as the processor
 * prefers. Products with fewer columns than a vector has lanes are left to the plain loops, and so is everything until the
 * {@link Warmth} is there.
 */
public final class VectorKernels extends Kernels {
    private final int lanes = Products.LANES; // fails here, where the engine expects it, if the JDK's module is missing

    @Override
    protected String name() {
        return Warmth.isThere(0) ? "vectors of " + lanes + " floats"
                : "plain loops, until vectors of " + lanes + " floats are compiled";
    }

    @Override
    protected boolean addProduct(float[][] c, float[][] a, float[][] b, int rows, int inner, int columns) {
        boolean mine = columns >= lanes && Warmth.isThere((long) rows * inner * columns);
        if (mine) {
            Products.add(c, a, b, rows, inner, columns);
        }
        return mine;
    }

    @Override
    protected boolean addTransposedProduct(float[][] c, float[][] a, float[][] b, int rows, int inner, int columns) {
        boolean mine = columns >= lanes && Warmth.isThere((long) rows * inner * columns);
        if (mine) {
            Products.addTransposed(c, a, b, inner, rows, columns);
        }
        return mine;
    }

    @Override
    protected boolean apply(ActivationFunction f, double[] t, int m) {
        boolean mine = VectorFunctions.LANES > 2 && Warmth.isThere(m); // with two, JDK 25 makes an object of every vector
        if (mine) {
            VectorFunctions.apply(f, t, m);
        }
        return mine;
    }
}
