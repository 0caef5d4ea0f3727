package lstm4j.check;

/**
 * One array beside what it should be and how far it may be off.
 *
 * @param name its name
 * @param layer index of its layer; that of the output is the number of layers
 * @param expected what the equations give
 * @param bound how far rounding may move it
 * @param actual the candidate's numbers
 * @param largest numbers beyond it may be infinite
 */
record Compared(String name, int layer, double[][][] expected, double[][][] bound, double[][][] actual, double largest) {
    /** Numbers that are copies of others: off by a rounding at most. */
    static Compared copies(String name, int layer, double[][][] expected, double[][][] actual, Precision p) {
        double[][][] bounds = FastRows.map(expected, row -> {
            double[] bound = FastRows.absolute(row);
            for (int u = 0; u < bound.length; u++) {
                bound[u] = 2 * p.stored * bound[u] + p.absolute();
            }
            return bound;
        });
        return new Compared(name, layer, expected, bounds, actual, p.largest());
    }

    /** Error in units of the bound; infinite where one is NaN and the other not. */
    double ratio(int b, int s, int u) {
        double e = expected[b][s][u], a = actual[b][s][u];
        if (Double.isNaN(e) || Double.isNaN(a)) {
            return Double.isNaN(e) == Double.isNaN(a) ? 0 : Double.POSITIVE_INFINITY;
        }
        if (e == a) {
            return 0;
        }
        if (Double.isInfinite(a) && !Double.isInfinite(e)) {
            return Math.abs(e) + bound[b][s][u] >= largest && e * a > 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        double ratio = Math.abs(a - e) / bound[b][s][u];
        return Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
    }

    double worst() {
        double worst = 0;
        for (int b = 0; b < actual.length; b++) {
            worst = Math.max(worst, worst(b));
        }
        return worst;
    }

    private double worst(int b) {
        double worst = 0;
        for (int s = 0; s < actual[b].length; s++) {
            for (int u = 0; u < actual[b][s].length; u++) {
                worst = Math.max(worst, ratio(b, s, u));
            }
        }
        return worst;
    }

    /** The sample with the worst number. */
    int worstSample() {
        int at = 0;
        for (int b = 1; b < actual.length; b++) {
            at = worst(b) > worst(at) ? b : at;
        }
        return at;
    }

    /** [unit][step] the errors of a sample. */
    float[][] ratios(int b) {
        float[][] ratios = new float[actual[b][0].length][actual[b].length];
        for (int u = 0; u < ratios.length; u++) {
            for (int s = 0; s < ratios[u].length; s++) {
                ratios[u][s] = (float) ratio(b, s, u);
            }
        }
        return ratios;
    }

    /** How many numbers there are, and how many are beyond {@code limit} bounds. */
    long[] count(double limit) {
        long[] count = new long[2];
        for (int b = 0; b < actual.length; b++) {
            for (int s = 0; s < actual[b].length; s++) {
                for (int u = 0; u < actual[b][s].length; u++) {
                    count[0]++;
                    count[1] += ratio(b, s, u) > limit ? 1 : 0;
                }
            }
        }
        return count;
    }

    /** The first step with a number beyond its bound, and of that step the worst number: {s, b, u}; null if there is none. */
    int[] first() {
        int steps = 0;
        for (double[][] sample : actual) {
            steps = Math.max(steps, sample.length);
        }
        for (int s = 0; s < steps; s++) {
            int[] found = null;
            double worst = 1;
            for (int b = 0; b < actual.length; b++) {
                for (int u = 0; s < actual[b].length && u < actual[b][s].length; u++) {
                    if (ratio(b, s, u) > worst) {
                        worst = ratio(b, s, u);
                        found = new int[] {s, b, u};
                    }
                }
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
