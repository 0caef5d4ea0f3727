package lstm4j.check;

import lstm4j.layer.Embedding;

/** Row x of a table for each whole number x of a sample's one row. Chapter 17. */
final class JudgedEmbedding extends JudgedLayer {
    private final Embedding embedding;
    private final double[][] table;
    private final Changes changes;

    JudgedEmbedding(Embedding embedding, double[][][] own, Changes changes) {
        this.embedding = embedding;
        this.table = own[0];
        this.changes = changes;
    }

    @Override
    LayerTap forward(double[][][] x, boolean[][] mask, Rounding rounding) {
        double[][][] y = new double[x.length][x[0][0].length][];
        boolean[][] used = embedding.masksZero() && !changes.has(Switch.MASK_IGNORED) ? new boolean[x.length][x[0][0].length] : null;
        for (int b = 0; b < x.length; b++) {
            for (int t = 0; t < y[b].length; t++) {
                y[b][t] = table[word(x[b][0][t])];
                if (used != null) {
                    used[b][t] = x[b][0][t] != 0;
                }
            }
        }
        return LayerTap.plain(x, mask, x, y, used);
    }

    private int word(double number) {
        return (int) number - (changes.has(Switch.WORDS_FROM_ONE) && number > 0 ? 1 : 0);
    }

    @Override
    double[][][] backward(LayerTap tap, double[][][] dy, Backward way) {
        double[][] dTable = new double[table.length][embedding.units()];
        for (int b = 0; b < dy.length; b++) {
            for (int t = 0; t < dy[b].length; t++) {
                way.add(dTable[word(tap.input()[b][0][t])], dy[b][t]); // forward: y[t] = table[x_t]
            }
        }
        way.weights(new double[][][] {dTable});
        return new double[dy.length][1][tap.input()[0][0].length];
    }

    @Override
    float[][] inFloat(float[][] x, SumOrder order, Arrays3 actual, int b) {
        float[][] y = new float[x[0].length][];
        for (int t = 0; t < y.length; t++) {
            y[t] = FastRows.floats(new double[][] {table[word(x[0][t])]})[0];
        }
        return embedding.masksZero() ? null : y;
    }

    @Override
    boolean moves() {
        return true;
    }
}
