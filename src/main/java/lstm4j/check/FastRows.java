package lstm4j.check;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Loops over rows of doubles, written so that the JIT makes SIMD of them. */
final class FastRows {
    private FastRows() {
    }

    /** z += Σ_j x[j]·m[j]: a row times a matrix; four rows of the matrix at a time. */
    static void addProduct(double[] z, double[] x, double[][] m) {
        int j = 0;
        for (; j + 3 < x.length; j += 4) {
            addFour(z, x[j], m[j], x[j + 1], m[j + 1], x[j + 2], m[j + 2], x[j + 3], m[j + 3]);
        }
        for (; j < x.length; j++) {
            add(z, x[j], m[j]);
        }
    }

    private static void addFour(double[] z, double a, double[] x, double b, double[] y, double c, double[] v, double d, double[] w) {
        for (int k = 0; k < z.length; k++) {
            z[k] += a * x[k] + b * y[k] + c * v[k] + d * w[k];
        }
    }

    /** z += a·x. */
    static void add(double[] z, double a, double[] x) {
        for (int k = 0; k < z.length; k++) {
            z[k] += a * x[k];
        }
    }

    static double[] absolute(double[] row) {
        double[] absolute = new double[row.length];
        for (int k = 0; k < row.length; k++) {
            absolute[k] = Math.abs(row[k]);
        }
        return absolute;
    }

    static double[][] absolute(double[][] rows) {
        double[][] absolute = new double[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            absolute[r] = absolute(rows[r]);
        }
        return absolute;
    }

    static double[][] transposed(double[][] rows) {
        double[][] turned = new double[rows[0].length][rows.length];
        for (int r = 0; r < rows.length; r++) {
            for (int k = 0; k < rows[0].length; k++) {
                turned[k][r] = rows[r][k];
            }
        }
        return turned;
    }

    /** Columns from…to−1. */
    static double[][] columns(double[][] rows, int from, int to) {
        return Arrays.stream(rows).map(row -> Arrays.copyOfRange(row, from, to)).toArray(double[][]::new);
    }

    /** Each row of each sample changed. */
    static double[][][] map(double[][][] samples, UnaryOperator<double[]> change) {
        return Arrays.stream(samples).map(sample -> Arrays.stream(sample).map(change).toArray(double[][]::new)).toArray(double[][][]::new);
    }

    /** a·b, number by number. */
    static double[] product(double[] a, double[] b) {
        double[] product = new double[a.length];
        for (int k = 0; k < a.length; k++) {
            product[k] = a[k] * b[k];
        }
        return product;
    }

    /** sums += |to − from|. */
    static void addDistances(double[][][] sums, double[][][] from, double[][][] to) {
        for (int n = 0; n < sums.length; n++) {
            for (int r = 0; r < sums[n].length; r++) {
                for (int k = 0; k < sums[n][r].length; k++) {
                    sums[n][r][k] += Math.abs(to[n][r][k] - from[n][r][k]);
                }
            }
        }
    }

    static double[] doubles(float[] row) {
        double[] doubles = new double[row.length];
        for (int k = 0; k < row.length; k++) {
            doubles[k] = row[k];
        }
        return doubles;
    }

    static double[][] copy(double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            copy[r] = rows[r].clone();
        }
        return copy;
    }

    /** Whether row s of sample b is that of a given array, if it is given. Zeros are equal whatever their signs. */
    static boolean same(double[][][] actual, int b, int s, float[] row) {
        for (int u = 0; actual != null && u < row.length; u++) {
            if (Double.compare(actual[b][s][u] + 0.0, (double) row[u] + 0.0) != 0) {
                return false;
            }
        }
        return true;
    }

    static float[][][] floats(double[][][] arrays) {
        return Arrays.stream(arrays).map(FastRows::floats).toArray(float[][][]::new);
    }

    static float[][] floats(double[][] rows) {
        float[][] floats = new float[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            floats[r] = new float[rows[r].length];
            for (int k = 0; k < rows[r].length; k++) {
                floats[r][k] = (float) rows[r][k];
            }
        }
        return floats;
    }
}
