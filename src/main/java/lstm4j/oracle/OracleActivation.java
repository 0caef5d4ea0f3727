package lstm4j.oracle;

import lstm4j.layer.ActivationFunction;

/** A layer that applies a function to every number, or to every row. Spec: chapter 5; the functions: chapter 8. */
final class OracleActivation implements OracleLayer {
    private final String name;
    private final ActivationFunction function;

    OracleActivation(String name, ActivationFunction function) {
        this.name = name;
        this.function = function;
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        double[][][] y = new double[x.length][x[0].length][];
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < x[n].length; t++) {
                y[n][t] = Functions.row(function, x[n][t]);
            }
        }
        return LayerTrace.stateless(name, x, mask, y, mask);
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        double[][][] x = trace.input();
        double[][][] dx = new double[x.length][x[0].length][];
        for (int n = 0; n < x.length; n++) {
            for (int t = 0; t < x[n].length; t++) {
                dx[n][t] = Functions.rowBackward(function, x[n][t], dy[n][t]); // forward: y = φ(x)
            }
        }
        return LayerGradients.weightless(dx);
    }
}
