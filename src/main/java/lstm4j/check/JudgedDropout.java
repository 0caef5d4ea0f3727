package lstm4j.check;

/** A Dropout layer: outside training it does nothing, unless a mistake leaves a factor there. */
final class JudgedDropout extends JudgedLayer {
    private final double factor;

    JudgedDropout(double factor) {
        this.factor = factor;
    }

    @Override
    LayerTap forward(double[][][] x, boolean[][] mask, Rounding rounding) {
        return LayerTap.plain(x, mask, x, scaled(x), mask);
    }

    @Override
    double[][][] backward(LayerTap tap, double[][][] dy, Backward way) {
        return scaled(dy);
    }

    private double[][][] scaled(double[][][] x) {
        return factor == 1 ? x : java.util.Arrays.stream(x).map(rows -> Layouts.times(rows, factor)).toArray(double[][][]::new);
    }

    @Override
    float[][] inFloat(float[][] x, SumOrder order, Arrays3 actual, int b) {
        return x;
    }

    @Override
    boolean moves() {
        return true;
    }
}
