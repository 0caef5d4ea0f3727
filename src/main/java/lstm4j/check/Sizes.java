package lstm4j.check;

import java.util.ArrayList;
import java.util.List;

import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;

/**
 * What {@link Backward} needs of a layer beside what it made: transposed weights, and magnitudes of sums.
 *
 * @param kernelT [4U][F], of a Dense layer [K][F]
 * @param recurrentT [4U][U], null of a Dense layer
 * @param z [B][S][4U] Σ|terms| of every pre-activation, or null
 */
record Sizes(double[][] kernelT, double[][] recurrentT, double[][][] z) {
    /** Transposed weights, and with {@code bounds} the magnitudes Σ|terms| of every pre-activation. */
    static List<Sizes> of(Plan plan, List<LayerTap> taps, boolean bounds) {
        List<Sizes> sizes = new ArrayList<>();
        for (int i = 0; i < taps.size(); i++) {
            double[][][] own = plan.weights.get(i);
            boolean lstm = plan.layers.get(i) instanceof LSTM;
            sizes.add(own.length == 0 ? null : new Sizes(FastRows.transposed(own[0]), lstm ? FastRows.transposed(own[1]) : null,
                    bounds ? magnitudes(plan.layers.get(i), own, taps.get(i)) : null));
        }
        return sizes;
    }

    private static double[][][] magnitudes(Layer layer, double[][][] own, LayerTap tap) {
        double[][] kernel = FastRows.absolute(own[0]);
        double[][] recurrent = layer instanceof LSTM ? FastRows.absolute(own[1]) : null;
        int biasAt = recurrent == null ? 1 : 2;
        double[][][] sizes = new double[tap.z().length][tap.z()[0].length][];
        for (int b = 0; b < sizes.length; b++) {
            for (int s = 0; s < sizes[b].length; s++) {
                double[] size = own.length > biasAt ? FastRows.absolute(own[biasAt][0]) : new double[kernel[0].length];
                int t = layer instanceof LSTM lstm ? tap.time(s, lstm.goesBackwards()) : s;
                FastRows.addProduct(size, FastRows.absolute(tap.input()[b][t]), kernel);
                if (recurrent != null) {
                    FastRows.addProduct(size, FastRows.absolute(tap.before(b, s)), recurrent);
                }
                sizes[b][s] = size;
            }
        }
        return sizes;
    }
}
