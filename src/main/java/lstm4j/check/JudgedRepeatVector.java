package lstm4j.check;

import java.util.Arrays;


/** The row of a sample at each of n steps. Chapter 15. */
final class JudgedRepeatVector extends JudgedLayer {
    private final int n;

    JudgedRepeatVector(int n) {
        this.n = n;
    }

    @Override
    LayerTap forward(double[][][] x, boolean[][] mask, Rounding rounding) {
        double[][][] y = new double[x.length][n][];
        for (int b = 0; b < x.length; b++) {
            Arrays.fill(y[b], x[b][0]);
        }
        return LayerTap.plain(x, mask, x, y, null);
    }

    @Override
    double[][][] backward(LayerTap tap, double[][][] dy, Backward way) {
        double[][][] dx = new double[dy.length][1][tap.input()[0][0].length];
        for (int b = 0; b < dy.length; b++) {
            for (double[] row : dy[b]) {
                FastRows.add(dx[b][0], 1, row); // forward: y[t] = x
            }
        }
        return dx;
    }

    @Override
    float[][] inFloat(float[][] x, SumOrder order, Arrays3 actual, int b) {
        float[][] y = new float[n][];
        Arrays.fill(y, x[0]);
        return y;
    }

    @Override
    boolean moves() {
        return true;
    }
}
