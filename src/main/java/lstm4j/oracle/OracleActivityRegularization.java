package lstm4j.oracle;

import lstm4j.layer.ActivityRegularization;

/** The identity, whose numbers are penalized. Spec: chapter 18. */
final class OracleActivityRegularization implements OracleLayer {
    private final ActivityRegularization layer;

    OracleActivityRegularization(ActivityRegularization layer) {
        this.layer = layer;
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        return LayerTrace.stateless(layer.name(), x, mask, x, mask);
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        return LayerGradients.weightless(DoubleRows.copy(dy));
    }

    @Override
    public double penalty(LayerTrace trace, double[][][] dInput) {
        double sum = 0;
        int B = trace.input().length;
        for (int n = 0; n < trace.input().length; n++) {
            for (int t = 0; t < trace.input()[n].length; t++) {
                for (int j = 0; j < trace.input()[n][t].length; j++) {
                    double x = trace.input()[n][t][j];
                    sum += (layer.l1() * Math.abs(x) + layer.l2() * x * x) / B;
                    if (dInput != null) {
                        dInput[n][t][j] += (layer.l1() * Math.signum(x) + 2 * layer.l2() * x) / B;
                    }
                }
            }
        }
        return sum;
    }
}
