package lstm4j.check;

/** Other forms of a recurrent layer's kernels, made when first asked for. */
final class Transposed {
    private final double[][] W;
    private final double[][] V;
    private double[][] kernelT;
    private double[][] recurrentT;
    private double[][] kernelSize;
    private double[][] recurrentSize;

    Transposed(double[][] W, double[][] V) {
        this.W = W;
        this.V = V;
    }

    /** [N][F]. */
    double[][] kernel() {
        kernelT = kernelT == null ? FastRows.transposed(W) : kernelT;
        return kernelT;
    }

    /** [N][U]. */
    double[][] recurrent() {
        recurrentT = recurrentT == null ? FastRows.transposed(V) : recurrentT;
        return recurrentT;
    }

    /** |W|. */
    double[][] kernelSize() {
        kernelSize = kernelSize == null ? FastRows.absolute(W) : kernelSize;
        return kernelSize;
    }

    /** |V|. */
    double[][] recurrentSize() {
        recurrentSize = recurrentSize == null ? FastRows.absolute(V) : recurrentSize;
        return recurrentSize;
    }
}
