package lstm4j.check;

import java.util.function.UnaryOperator;

/** Numbers whose errors have the smallest sum of squares, after Levenberg and Marquardt, with derivatives by difference quotients. */
final class LeastSquares {
    private static final int STEPS = 40;
    private static final double GIVEN_UP = 1e9; // damping
    private static final double DELTA = 1e-6;

    private final UnaryOperator<double[]> errors;
    private double[] x;
    private double[] e;
    private double damping = 1e-3;

    private LeastSquares(UnaryOperator<double[]> errors, double[] start) {
        this.errors = errors;
        x = start;
        e = errors.apply(start);
    }

    static double[] solved(UnaryOperator<double[]> errors, double[] start) {
        LeastSquares search = new LeastSquares(errors, start);
        for (int n = 0; n < STEPS && search.damping < GIVEN_UP; n++) {
            search.step();
        }
        return search.x;
    }

    private void step() {
        double[][] slopes = new double[x.length][];
        for (int k = 0; k < x.length; k++) {
            double[] moved = x.clone();
            moved[k] += DELTA;
            slopes[k] = difference(errors.apply(moved), e);
        }
        double[] next = x.clone();
        FastRows.add(next, 1, move(slopes));
        double[] there = errors.apply(next);
        boolean better = squares(there) < squares(e);
        damping *= better ? 0.1 : 10;
        x = better ? next : x;
        e = better ? there : e;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = a.clone();
        FastRows.add(difference, -1, b);
        return difference;
    }

    private static double squares(double[] numbers) {
        return dot(numbers, numbers);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int n = 0; n < a.length; n++) {
            sum += a[n] * b[n];
        }
        return sum;
    }

    /** The solution of (SSᵀ + damping·diagonal)·move = −S·e, S being slopes by DELTA, by Gauss's elimination; the matrix is positive. */
    private double[] move(double[][] slopes) {
        int n = x.length;
        double[][] a = new double[n][n + 1];
        for (int r = 0; r < n; r++) {
            for (int k = 0; k < n; k++) {
                a[r][k] = dot(slopes[r], slopes[k]) * (r == k ? 1 + damping : 1);
            }
            a[r][r] += Double.MIN_NORMAL;
            a[r][n] = -dot(slopes[r], e);
        }
        for (int r = 0; r < n; r++) {
            for (int below = r + 1; below < n; below++) {
                FastRows.add(a[below], -a[below][r] / a[r][r], a[r]);
            }
        }
        double[] move = new double[n];
        for (int r = n - 1; r >= 0; r--) {
            double sum = a[r][n];
            for (int k = r + 1; k < n; k++) {
                sum -= a[r][k] * move[k];
            }
            move[r] = sum / a[r][r];
        }
        for (int r = 0; r < n; r++) {
            move[r] *= DELTA;
        }
        return move;
    }
}
