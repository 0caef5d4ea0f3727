package lstm4j.check;

import java.util.Arrays;

import lstm4j.layer.Dropout;

/** A Dropout layer: outside training it does nothing, unless a mistake leaves a factor there. */
final class JudgedDropout extends JudgedLayer {
    private final Dropout layer;
    private final Changes changes;

    JudgedDropout(Dropout layer, Changes changes) {
        this.layer = layer;
        this.changes = changes;
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
        return Arrays.stream(x).map(rows -> changes.afterDropout(layer.rate(), rows)).toArray(double[][][]::new);
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
