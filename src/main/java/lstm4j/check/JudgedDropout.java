package lstm4j.check;

/** A Dropout layer: outside training it does nothing. */
final class JudgedDropout extends JudgedLayer {
    @Override
    LayerTap forward(double[][][] x, boolean[][] mask, Rounding rounding) {
        return LayerTap.plain(x, mask, x, x, mask);
    }

    @Override
    double[][][] backward(LayerTap tap, double[][][] dy, Backward way) {
        return dy;
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
