package lstm4j.check;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;

/**
 * How far rounding may move each output when nothing in between is known: the first-order bound Σ |∂y/∂q|·error(q) over every
 * number q that is rounded on the way, by one pass back for each output number. Where that would take too long, the samples
 * with the largest errors and evenly spread outputs have bounds of their own, and the others the largest of those.
 */
final class Adjoint {
    /** Multiplications spent on bounds: about a second. */
    private static final double BUDGET = 2e9;

    private Adjoint() {
    }

    /** A bound for each number of the output of the last layer. */
    static double[][][] bounds(Plan plan, double[][][] expected, double[][][] actual, Precision p, double ulps) {
        int B = expected.length, S = expected[0].length, K = expected[0][0].length;
        double cost = plan.layers.stream().mapToDouble(layer -> cost(plan, layer)).sum() + 1;
        int stride = (int) Math.max(1, Math.ceil(S * K * cost / BUDGET));
        int count = (int) Math.max(1, Math.min(B, BUDGET / (cost * S * K / stride)));
        int[] judged = IntStream.range(0, B).boxed().sorted(Comparator.comparingDouble(b -> -error(expected[b], actual[b])))
                .limit(count).mapToInt(b -> b).toArray();
        Plan part = plan.only(judged);
        List<LayerTap> taps = Twin.run(part);
        List<Sizes> sizes = Sizes.of(part, taps, true);
        double[][][] bounds = new double[B][S][K];
        double[] most = new double[judged.length];
        for (int n = 0; n < S * K; n += stride) {
            double[][][] seed = new double[judged.length][S][K];
            for (double[][] sample : seed) {
                sample[n / K][n % K] = 1;
            }
            double[] bound = new Backward(part, taps, sizes, p, ulps, false).run(taps.size() - 1, seed, Map.of()).bound;
            for (int j = 0; j < judged.length; j++) {
                bounds[judged[j]][n / K][n % K] = bound[j];
                most[j] = Math.max(most[j], bound[j]);
            }
        }
        spread(bounds, judged, most, stride, p);
        return bounds;
    }

    private static double cost(Plan plan, Layer layer) {
        double[][][] own = plan.weights.get(plan.layers.indexOf(layer));
        double numbers = own.length == 0 ? 0 : (double) own[0].length * own[0][0].length + (own.length > 1 ? (double) own[1].length * own[1][0].length : 0);
        return numbers * (layer instanceof LSTM ? plan.x[0].length : 1);
    }

    private static double error(double[][] expected, double[][] actual) {
        double sum = 0;
        for (int s = 0; s < expected.length; s++) {
            for (int k = 0; k < expected[s].length; k++) {
                double error = Math.abs(expected[s][k] - actual[s][k]);
                sum += Double.isNaN(error) ? 0 : error;
            }
        }
        return sum;
    }

    /** Bounds of numbers that were not judged by themselves. */
    private static void spread(double[][][] bounds, int[] judged, double[] most, int stride, Precision p) {
        boolean[] own = new boolean[bounds.length];
        int K = bounds[0][0].length;
        for (int j = 0; j < judged.length; j++) {
            own[judged[j]] = true;
            for (int n = 0; n < bounds[0].length * K; n++) {
                double[] row = bounds[judged[j]][n / K];
                row[n % K] = (n % stride == 0 ? row[n % K] : most[j]) + p.absolute();
            }
        }
        for (int b = 0; b < bounds.length; b++) {
            for (int n = 0; !own[b] && n < bounds[0].length * K; n++) {
                for (int sample : judged) {
                    bounds[b][n / K][n % K] = Math.max(bounds[b][n / K][n % K], bounds[sample][n / K][n % K]);
                }
            }
        }
    }
}
