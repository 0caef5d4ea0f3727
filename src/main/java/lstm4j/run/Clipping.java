package lstm4j.run;

import lstm4j.train.Optimizer;

/**
 * Limits gradients before a step, in place. Norms are sums of squares in double: the squares of a row by ascending
 * column from zero, then the rows' sums, and the arrays' sums, ascending. Source: Keras 3, {@code base_optimizer.py}.
 */
final class Clipping {
    private Clipping() {
    }

    static void clip(Optimizer optimizer, float[][][] gradients) {
        float limit = (float) optimizer.clipLimit();
        switch (optimizer.clip()) {
            case NONE -> {
            }
            case VALUE -> {
                for (float[][] rows : gradients) {
                    clipValues(rows, limit);
                }
            }
            case NORM -> {
                for (float[][] rows : gradients) {
                    clipNorm(rows, limit);
                }
            }
            case GLOBAL_NORM -> clipGlobalNorm(gradients, limit);
        }
    }

    /** g ← min(max(g, −c), c); NaN stays. */
    private static void clipValues(float[][] rows, float limit) {
        for (float[] g : rows) {
            cut(g, limit);
        }
    }

    /** g ← g·c / max(‖g‖, c), with the norm of this array rounded to float. */
    private static void clipNorm(float[][] rows, float limit) {
        float divisor = Math.max((float) Math.sqrt(sumOfSquares(rows)), limit);
        for (float[] g : rows) {
            scale(g, limit, divisor);
        }
    }

    /** g ← g·(c / max(‖all g‖, c)); as in Keras everything becomes NaN when the norm is not finite. */
    private static void clipGlobalNorm(float[][][] gradients, float limit) {
        double sum = 0;
        for (float[][] rows : gradients) {
            sum += sumOfSquares(rows);
        }
        double norm = Math.sqrt(sum);
        float factor = (float) (limit / Math.max(norm, limit) + (norm - norm));
        for (float[][] rows : gradients) {
            for (float[] g : rows) {
                multiply(g, factor);
            }
        }
    }

    private static double sumOfSquares(float[][] rows) {
        double sum = 0;
        for (float[] g : rows) {
            sum += sumOfSquares(g);
        }
        return sum;
    }

    private static double sumOfSquares(float[] g) {
        double sum = 0;
        for (int j = 0; j < g.length; j++) {
            sum += (double) g[j] * g[j];
        }
        return sum;
    }

    private static void cut(float[] g, float limit) {
        float lowest = -limit;
        for (int j = 0; j < g.length; j++) {
            g[j] = Math.min(Math.max(g[j], lowest), limit);
        }
    }

    private static void scale(float[] g, float factor, float divisor) {
        for (int j = 0; j < g.length; j++) {
            g[j] = g[j] * factor / divisor;
        }
    }

    private static void multiply(float[] g, float factor) {
        for (int j = 0; j < g.length; j++) {
            g[j] *= factor;
        }
    }
}
