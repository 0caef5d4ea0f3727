package lstm4j.check;

import java.util.Arrays;


/** The rows of a sample side by side as one. Chapter 2. */
final class JudgedFlatten extends JudgedLayer {
    @Override
    LayerTap forward(double[][][] x, boolean[][] mask, Rounding rounding) {
        double[][][] y = Arrays.stream(x).map(sample -> new double[][] {Arrays.stream(sample).flatMapToDouble(Arrays::stream).toArray()})
                .toArray(double[][][]::new);
        return LayerTap.plain(x, mask, x, y, null);
    }

    @Override
    double[][][] backward(LayerTap tap, double[][][] dy, Backward way) {
        double[][][] dx = new double[dy.length][tap.input()[0].length][];
        int F = tap.input()[0][0].length;
        for (int b = 0; b < dy.length; b++) {
            for (int t = 0; t < dx[b].length; t++) {
                dx[b][t] = Arrays.copyOfRange(dy[b][0], t * F, (t + 1) * F);
            }
        }
        return dx;
    }

    @Override
    float[][] inFloat(float[][] x, SumOrder order, Arrays3 actual, int b) {
        float[] flat = new float[x.length * x[0].length];
        for (int t = 0; t < x.length; t++) {
            System.arraycopy(x[t], 0, flat, t * x[t].length, x[t].length);
        }
        return new float[][] {flat};
    }

    @Override
    boolean moves() {
        return true;
    }
}
