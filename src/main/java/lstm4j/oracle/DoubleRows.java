package lstm4j.oracle;

import java.util.Arrays;

import lstm4j.layer.Required;

/** Copies and zeros of row arrays; no arithmetic. */
final class DoubleRows {
    private DoubleRows() {
    }

    /** Zeros of the same shape. */
    static double[][][] zerosLike(double[][][] arrays) {
        double[][][] zeros = new double[arrays.length][][];
        for (int n = 0; n < arrays.length; n++) {
            zeros[n] = zerosLike(arrays[n]);
        }
        return zeros;
    }

    /** Zeros of the same shape. */
    static double[][] zerosLike(double[][] rows) {
        double[][] zeros = new double[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            zeros[r] = new double[rows[r].length];
        }
        return zeros;
    }

    /** The same value everywhere, in the same shape. */
    static double[][][] like(double[][][] arrays, double value) {
        double[][][] filled = zerosLike(arrays);
        for (double[][] rows : filled) {
            for (double[] row : rows) {
                Arrays.fill(row, value);
            }
        }
        return filled;
    }

    /** A copy that shares nothing. */
    static double[][][] copy(double[][][] arrays) {
        double[][][] copy = new double[arrays.length][][];
        for (int n = 0; n < arrays.length; n++) {
            copy[n] = copy(arrays[n]);
        }
        return copy;
    }

    /** A copy that shares nothing. */
    static double[][] copy(double[][] rows) {
        double[][] copy = new double[Required.all("rows", rows).size()][];
        for (int r = 0; r < rows.length; r++) {
            copy[r] = rows[r].clone();
        }
        return copy;
    }
}
