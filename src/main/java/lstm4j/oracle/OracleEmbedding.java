package lstm4j.oracle;

import lstm4j.layer.Embedding;

/**
 * A table of rows in double: y[t] = table[x_t], where a sample is one row of whole numbers x_t. A number has no derivative:
 * its place holds 0. Spec: chapter 17. Source: Keras 3, {@code layers/core/embedding.py}.
 */
final class OracleEmbedding implements OracleLayer {
    private final Embedding embedding;
    private final double[][] table; // [V][U]

    OracleEmbedding(Embedding embedding, double[][][] weights) {
        this.embedding = embedding;
        this.table = weights[0];
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        double[][][] y = new double[x.length][x[0][0].length][];
        boolean[][] used = embedding.masksZero() ? new boolean[x.length][x[0][0].length] : null;
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < y[n].length; t++) {
                y[n][t] = table[(int) x[n][0][t]].clone();
                if (used != null) {
                    used[n][t] = x[n][0][t] != 0;
                }
            }
        }
        return LayerTrace.stateless(embedding.name(), x, mask, y, used);
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        double[][][] x = trace.input();
        double[][] dTable = new double[table.length][embedding.units()];
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < dy[n].length; t++) {
                for (int u = 0; u < embedding.units(); u++) {
                    dTable[(int) x[n][0][t]][u] += dy[n][t][u]; // forward: y[t] = table[x_t]
                }
            }
        }
        return new LayerGradients(DoubleRows.zerosLike(x), new double[][][] {dTable}, null);
    }
}
