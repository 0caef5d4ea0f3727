package lstm4j.check;

import lstm4j.layer.ActivationFunction;
import lstm4j.oracle.Functions;

/** An activation function on every row. Chapter 5. */
final class JudgedActivation extends JudgedLayer {
    private final ActivationFunction function;

    JudgedActivation(ActivationFunction function) {
        this.function = function;
    }

    @Override
    LayerTap forward(double[][][] x, boolean[][] mask, Rounding rounding) {
        return LayerTap.plain(x, mask, x, of(x, rounding), mask);
    }

    double[][][] of(double[][][] z, Rounding rounding) {
        return FastRows.map(z, row -> {
            double[] y = Functions.row(function, row);
            for (int k = 0; !rounding.isNone() && function != ActivationFunction.LINEAR && k < y.length; k++) {
                y[k] = rounding.function(y[k]);
            }
            return y;
        });
    }

    @Override
    double[][][] backward(LayerTap tap, double[][][] dy, Backward way) {
        double[][][] dz = new double[dy.length][dy[0].length][];
        for (int b = 0; b < dy.length; b++) {
            for (int t = 0; t < dy[b].length; t++) {
                dz[b][t] = Functions.rowBackward(function, tap.part("z")[b][t], dy[b][t]);
                for (int k = 0; way.bounds() && function != ActivationFunction.LINEAR && k < dy[b][t].length; k++) {
                    way.function(b, dy[b][t][k], tap.output()[b][t][k]);
                }
            }
        }
        return dz;
    }

    @Override
    float[][] inFloat(float[][] x, SumOrder order, Arrays3 actual, int b) {
        float[][] y = new float[x.length][];
        for (int t = 0; t < x.length; t++) {
            y[t] = of(x[t]);
        }
        return y;
    }

    /** Correctly rounded but for the double rounding. */
    float[] of(float[] z) {
        double[] y = Functions.row(function, FastRows.doubles(z));
        float[] rounded = new float[y.length];
        for (int k = 0; k < y.length; k++) {
            rounded[k] = (float) y[k];
        }
        return rounded;
    }
}
