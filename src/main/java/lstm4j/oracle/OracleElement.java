package lstm4j.oracle;

import java.util.function.DoubleUnaryOperator;

import lstm4j.layer.Rectifier;

/** A function of each number by itself, and its slope. Spec: chapter 18. */
final class OracleElement implements OracleLayer {
    private final String name;
    private final DoubleUnaryOperator value;
    private final DoubleUnaryOperator slope;

    private OracleElement(String name, DoubleUnaryOperator value, DoubleUnaryOperator slope) {
        this.name = name;
        this.value = value;
        this.slope = slope;
    }

    /** min(x, max) above the threshold, else slope·(x − threshold). */
    static OracleElement rectifier(String name, Rectifier f) {
        return new OracleElement(name,
                x -> x > f.threshold() ? Math.min(x, f.max()) : f.slope() * (x - f.threshold()),
                x -> x > f.max() ? 0 : x == f.max() ? f.slopeAtMax() : x > f.threshold() ? 1 : x == f.threshold() ? f.slopeAtThreshold() : f.slope());
    }

    /** x above zero, else α·(e^x − 1). */
    static OracleElement elu(String name, double alpha) {
        return new OracleElement(name, x -> x > 0 ? x : alpha * StrictMath.expm1(x), x -> x > 0 ? 1 : alpha * StrictMath.exp(x));
    }

    @Override
    public LayerTrace forward(double[][][] x, boolean[][] mask) {
        double[][][] y = DoubleRows.copy(x);
        for (double[][] sample : y) {
            for (double[] row : sample) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = value.applyAsDouble(row[j]);
                }
            }
        }
        return LayerTrace.stateless(name, x, mask, y, mask);
    }

    @Override
    public LayerGradients backward(LayerTrace trace, double[][][] dy, OracleState dFinal) {
        double[][][] dx = DoubleRows.copy(dy);
        for (int n = 0; n < dx.length; n++) {
            for (int t = 0; t < dx[n].length; t++) {
                for (int j = 0; j < dx[n][t].length; j++) {
                    dx[n][t][j] *= slope.applyAsDouble(trace.input()[n][t][j]);
                }
            }
        }
        return LayerGradients.weightless(dx);
    }
}
