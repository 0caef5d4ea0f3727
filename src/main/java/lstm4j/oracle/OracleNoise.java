package lstm4j.oracle;

/** GaussianNoise with numbers to add that the caller gives; without them, the identity, as outside training. Spec: chapter 18. */
final class OracleNoise implements OracleLayer {
    private final String name;
    private final double[][][] noise; // [B][T][F]; null: none

    OracleNoise(String name, double[][][] noise) {
        this.name = name;
        this.noise = noise;
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        if (noise != null) {
            OracleInput.dropout(name, noise, x);
        }
        double[][][] y = DoubleRows.copy(x);
        for (int n = 0; noise != null && n < y.length; n++) {
            for (int t = 0; t < y[n].length; t++) {
                for (int j = 0; j < y[n][t].length; j++) {
                    y[n][t][j] += noise[n][t][j];
                }
            }
        }
        return LayerTrace.stateless(name, x, mask, y, mask);
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        return LayerGradients.weightless(DoubleRows.copy(dy)); // forward: y = x + noise
    }
}
