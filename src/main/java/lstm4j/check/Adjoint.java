package lstm4j.check;

import java.util.Comparator;
import java.util.stream.IntStream;

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
        double cost = plan.judged().stream().mapToDouble(layer -> layer.cost(plan.x[0].length)).sum() + 1;
        int stride = (int) Math.max(1, Math.ceil(S * K * cost / BUDGET));
        int count = (int) Math.max(1, Math.min(B, BUDGET / (cost * S * K / stride)));
        int[] judged = IntStream.range(0, B).boxed().sorted(Comparator.comparingDouble(b -> -error(expected[b], actual[b])))
                .limit(count).mapToInt(b -> b).toArray();
        Plan part = plan.only(judged);
        Twin twin = Twin.run(part);
        double[][][] bounds = new double[B][S][K];
        double[] most = new double[judged.length];
        for (int n = 0; n < S * K; n += stride) {
            double[][][] seed = new double[judged.length][S][K];
            for (double[][] sample : seed) {
                sample[n / K][n % K] = 1;
            }
            Backward way = new Backward(judged.length, p, ulps, false);
            twin.backward(seed, way);
            for (int j = 0; j < judged.length; j++) {
                bounds[judged[j]][n / K][n % K] = way.bound[j];
                most[j] = Math.max(most[j], way.bound[j]);
            }
        }
        spread(bounds, judged, most, stride, p);
        return bounds;
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
