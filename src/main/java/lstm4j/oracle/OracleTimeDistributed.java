package lstm4j.oracle;

/** A layer on every step as on a sample of its own: [B][T·N][F] is run as [B·T][N][F]. Spec: chapter 15. */
final class OracleTimeDistributed implements OracleLayer {
    private final String name;
    private final OracleLayer inside;
    private final int N; // rows of a step

    OracleTimeDistributed(String name, OracleLayer inside, int rowsOfAStep) {
        this.name = name;
        this.inside = inside;
        this.N = rowsOfAStep;
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        LayerTrace trace = inside.forward(apart(x, N), null);
        return LayerTrace.stateless(name, x, mask, together(trace.output(), x.length), null);
    }

    /** The layer inside is run once more, for what it keeps. */
    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        LayerTrace again = inside.forward(apart(trace.input(), N), null);
        LayerGradients g = inside.backward(again, apart(dy, again.output()[0].length), null);
        return new LayerGradients(together(g.input(), dy.length), g.weights(), null);
    }

    private static double[][][] apart(double[][][] samples, int rows) {
        int T = samples[0].length / rows;
        double[][][] steps = new double[samples.length * T][rows][];
        for (int s = 0; s < steps.length; s++) {
            for (int n = 0; n < rows; n++) {
                steps[s][n] = samples[s / T][s % T * rows + n];
            }
        }
        return steps;
    }

    private static double[][][] together(double[][][] steps, int samples) {
        int T = steps.length / samples;
        int rows = steps[0].length;
        double[][][] all = new double[samples][T * rows][];
        for (int s = 0; s < steps.length; s++) {
            for (int n = 0; n < rows; n++) {
                all[s / T][s % T * rows + n] = steps[s][n];
            }
        }
        return all;
    }
}
