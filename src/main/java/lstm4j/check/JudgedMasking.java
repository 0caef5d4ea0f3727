package lstm4j.check;

import java.util.Arrays;

import lstm4j.layer.Masking;

/** Rows of nothing but one value are masked. Chapter 3. */
final class JudgedMasking extends JudgedLayer {
    private final Masking masking;
    private final Changes changes;

    JudgedMasking(Masking masking, Changes changes) {
        this.masking = masking;
        this.changes = changes;
    }

    @Override
    LayerTap forward(double[][][] x, boolean[][] mask, Rounding rounding) {
        boolean[][] used = new boolean[x.length][x[0].length];
        double[][][] kept = new double[x.length][x[0].length][];
        for (int b = 0; b < x.length; b++) {
            for (int t = 0; t < x[b].length; t++) {
                used[b][t] = Arrays.stream(x[b][t]).anyMatch(number -> number != masking.value());
                kept[b][t] = used[b][t] || changes.has(Switch.MASK_IGNORED) ? x[b][t] : new double[x[b][t].length];
            }
        }
        return LayerTap.plain(x, mask, x, kept, used);
    }

    @Override
    double[][][] backward(LayerTap tap, double[][][] dy, Backward way) {
        return dy;
    }

    /** Runs in float32 are compared without masks. */
    @Override
    float[][] inFloat(float[][] x, SumOrder order, Arrays3 actual, int b) {
        return null;
    }

    @Override
    boolean moves() {
        return true;
    }
}
