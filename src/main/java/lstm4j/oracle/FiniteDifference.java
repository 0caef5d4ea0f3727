package lstm4j.oracle;

import java.util.function.ToDoubleFunction;

import lstm4j.layer.RuleException;

/**
 * The derivative of any function of weights, from its values alone: it knows nothing of LSTMs, so it judges any backend.
 * Compare the result by {@link GradientReport}. Spec: chapter 4.
 *
 * <p>The function must be smooth around the point: away from the kinks of relu, of |x| and of clipped losses. It must
 * compute in double: from a float function no more than three digits can be had, however the step is chosen.
 * Cost: two evaluations for each number of the weights, times the levels.
 */
public final class FiniteDifference {
    /** A good step for {@link #central}: its error h²/6·f''' and the rounding error 1e-16·f/h balance near it. */
    public static final double STEP = 1e-5;

    private FiniteDifference() {
    }

    /** (f(w + h) − f(w − h)) / 2h for each number w, with h = step·max(1, |w|). Error of order h² and 1e-16·|f|/h. */
    public static double[][][] central(ToDoubleFunction<double[][][]> f, double[][][] at, double step) {
        return richardson(f, at, step, 1);
    }

    /**
     * Richardson's extrapolation of {@link #central} from the steps h, h/2, h/4, …: each level removes the next even power
     * of h from the error. Step 0.01 with 3 levels gives about eleven digits of a smooth loss. Both positive, else [ORC-5].
     */
    public static double[][][] richardson(ToDoubleFunction<double[][][]> f, double[][][] at, double step, int levels) {
        requireSteps(step, levels);
        double[][][] point = DoubleRows.copy(at);
        double[][][] gradient = DoubleRows.zerosLike(at);
        for (int n = 0; n < at.length; n++) {
            for (int r = 0; r < at[n].length; r++) {
                for (int q = 0; q < at[n][r].length; q++) {
                    double w = at[n][r][q];
                    int row = r, column = q;
                    double[][] array = point[n];
                    ToDoubleFunction<Double> along = h -> {
                        array[row][column] = w + h;
                        return f.applyAsDouble(point);
                    };
                    gradient[n][r][q] = extrapolate(along, step * Math.max(1, Math.abs(w)), levels);
                    array[r][q] = w;
                }
            }
        }
        return gradient;
    }

    /**
     * The derivative of f at a point along a direction, which must equal Σ gradient·direction: one comparison of two
     * numbers instead of one for each weight. With random directions a wrong gradient is practically never missed. Errors as above.
     */
    public static double directional(ToDoubleFunction<double[][][]> f, double[][][] at, double[][][] direction, double step,
            int levels) {
        GradientReport.requireSameShapes(at, direction);
        requireSteps(step, levels);
        return extrapolate(h -> {
            double[][][] point = DoubleRows.copy(at);
            for (int n = 0; n < at.length; n++) {
                for (int r = 0; r < at[n].length; r++) {
                    for (int q = 0; q < at[n][r].length; q++) {
                        point[n][r][q] += h * direction[n][r][q];
                    }
                }
            }
            return f.applyAsDouble(point);
        }, step, levels);
    }

    private static void requireSteps(double step, int levels) {
        if (!(step > 0) || levels < 1) {
            throw new RuleException("ORC-5", "FiniteDifference", "a positive step and at least 1 level", step + " and " + levels, "");
        }
    }

    /** D[l] = (f(h_l) − f(−h_l))/2h_l with h_l = h/2^l; then D[l] ← D[l] + (D[l] − D[l−1])/(4^p − 1) for p = 1, 2, …. */
    private static double extrapolate(ToDoubleFunction<Double> f, double h, int levels) {
        double[] d = new double[levels];
        for (int l = 0; l < levels; l++) {
            double hl = h / (1L << l);
            d[l] = (f.applyAsDouble(hl) - f.applyAsDouble(-hl)) / (2 * hl);
        }
        for (int p = 1; p < levels; p++) {
            for (int l = levels - 1; l >= p; l--) {
                d[l] += (d[l] - d[l - 1]) / ((1L << 2 * p) - 1);
            }
        }
        return d[levels - 1];
    }
}
