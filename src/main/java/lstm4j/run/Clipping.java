package lstm4j.run;

import lstm4j.train.Optimizer;

/**
 * Limits gradients before a step, in place. Norms are sums of squares in double: the squares of a row by ascending
 * column from zero, then the rows' sums, and the arrays' sums, ascending. Rows that are 0 as a whole are left out. Source: Keras 3, {@code base_optimizer.py}.
 */
final class Clipping {
    private Clipping() {
    }

    static void clip(Optimizer optimizer, float[][][] gradients, TouchedRows rows) {
        float limit = (float) optimizer.clipLimit();
        switch (optimizer.clip()) {
            case NONE -> {
            }
            case VALUE -> {
                for (int w = 0; w < gradients.length; w++) {
                    clipValues(gradients[w], w, rows, limit);
                }
            }
            case NORM -> {
                for (int w = 0; w < gradients.length; w++) {
                    clipNorm(gradients[w], w, rows, limit);
                }
            }
            case GLOBAL_NORM -> clipGlobalNorm(gradients, rows, limit);
        }
    }

    /** g ← min(max(g, −c), c); NaN stays. */
    private static void clipValues(float[][] g, int w, TouchedRows rows, float limit) {
        for (int r = rows.next(w, 0); r >= 0; r = rows.next(w, r + 1)) {
            cut(g[r], limit);
        }
    }

    /** g ← g·c / max(‖g‖, c), with the norm of this array rounded to float. */
    private static void clipNorm(float[][] g, int w, TouchedRows rows, float limit) {
        float divisor = Math.max((float) Math.sqrt(sumOfSquares(g, w, rows)), limit);
        for (int r = rows.next(w, 0); r >= 0; r = rows.next(w, r + 1)) {
            scale(g[r], limit, divisor);
        }
    }

    /** g ← g·(c / max(‖all g‖, c)); as in Keras everything becomes NaN when the norm is not finite. */
    private static void clipGlobalNorm(float[][][] gradients, TouchedRows rows, float limit) {
        double sum = 0;
        for (int w = 0; w < gradients.length; w++) {
            sum += sumOfSquares(gradients[w], w, rows);
        }
        double norm = Math.sqrt(sum);
        float factor = (float) (limit / Math.max(norm, limit) + (norm - norm));
        for (int w = 0; w < gradients.length; w++) {
            for (int r = rows.next(w, 0); r >= 0; r = rows.next(w, r + 1)) {
                multiply(gradients[w][r], factor);
            }
        }
    }

    private static double sumOfSquares(float[][] g, int w, TouchedRows rows) {
        double sum = 0;
        for (int r = rows.next(w, 0); r >= 0; r = rows.next(w, r + 1)) {
            sum += sumOfSquares(g[r]);
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
