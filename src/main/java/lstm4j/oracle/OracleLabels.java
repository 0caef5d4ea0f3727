package lstm4j.oracle;

/**
 * What the outputs should have been, for each sample n and step t (t = 0 alone where the model returns (batch, K)),
 * with a weight for each if wanted. Spec: chapter 5.
 */
public final class OracleLabels {
    private final double[][][] rows;   // [B][T][K], or null
    private final int[][] classes;     // [B][T], or null
    private final double[][] weights;  // [B][T], or null: all one

    private OracleLabels(double[][][] rows, int[][] classes, double[][] weights) {
        this.rows = rows;
        this.classes = classes;
        this.weights = weights;
    }

    /** A row of K wanted outputs for each row of the output: {@code rows[B][T][K]}. */
    public static OracleLabels rows(double[][][] rows) {
        return new OracleLabels(rows, null, null);
    }

    /** The number of a class, from 0, for each row of the output: {@code classes[B][T]}. */
    public static OracleLabels classes(int[][] classes) {
        return new OracleLabels(null, classes, null);
    }

    /**
     * The same labels with sample weights {@code [B][T]}: each row's loss is multiplied by its weight; the sum is still
     * divided by the number of rows, not by the sum of the weights, as in Keras.
     */
    public OracleLabels weighted(double[][] sampleWeights) {
        return new OracleLabels(rows, classes, sampleWeights);
    }

    double[][][] rows() {
        return rows;
    }

    int[][] classes() {
        return classes;
    }

    double[][] weights() {
        return weights;
    }

    double weight(int n, int t) {
        return weights == null ? 1 : weights[n][t];
    }
}
