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
        for (int b = 0; b < x.length; b++) {
            for (int t = 0; t < x[b].length; t++) {
                y[b][t] = Functions.row(function, x[b][t]);
            }
        }
        return LayerTrace.stateless(name, x, mask, y, mask);
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        double[][][] x = trace.input();
        double[][][] dx = new double[x.length][x[0].length][];
        for (int b = 0; b < x.length; b++) {
            for (int t = 0; t < x[b].length; t++) {
                dx[b][t] = Functions.rowBackward(function, x[b][t], dy[b][t]); // forward: y = φ(x)
            }
        }
        return LayerGradients.weightless(dx);
    }
}
