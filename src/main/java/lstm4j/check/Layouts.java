package lstm4j.check;

import java.util.Arrays;

/** Weights as somebody reads them who takes their layout for another one. */
final class Layouts {
    private Layouts() {
    }

    /** Blocks of a layer's arrays, stored as {@code own}, taken for gates in the order {@code read}: letters of both. */
    static double[][][] gates(double[][][] arrays, String own, String read) {
        return Arrays.stream(arrays).map(array -> {
            double[][] turned = FastRows.copy(array);
            int U = array[0].length / own.length();
            for (int r = 0; r < array.length; r++) {
                for (int q = 0; q < own.length(); q++) {
                    System.arraycopy(array[r], read.indexOf(own.charAt(q)) * U, turned[r], q * U, U);
                }
            }
            return turned;
        }).toArray(double[][][]::new);
    }

    /** The numbers of a (rows, columns) array taken for those of a (columns, rows) array. */
    static double[][] across(double[][] rows) {
        int R = rows.length, C = rows[0].length;
        double[][] read = new double[R][C];
        for (int r = 0; r < R; r++) {
            for (int k = 0; k < C; k++) {
                int flat = k * R + r;
                read[r][k] = rows[flat / C][flat % C];
            }
        }
        return read;
    }

    /** The U by U block of one gate, or with −1 of every gate, transposed. */
    static double[][] blocksTransposed(double[][] recurrent, int gate) {
        int U = recurrent.length;
        double[][] read = FastRows.copy(recurrent);
        for (int q = 0; q < recurrent[0].length / U; q++) {
            for (int r = 0; (gate < 0 || gate == q) && r < U; r++) {
                for (int u = 0; u < U; u++) {
                    read[r][q * U + u] = recurrent[u][q * U + r];
                }
            }
        }
        return read;
    }

    /** Columns of units 0…U−1, the gates of each side by side, taken for a block for each gate. */
    static double[][] interleaved(double[][] rows, int U) {
        double[][] read = new double[rows.length][rows[0].length];
        int gates = rows[0].length / U;
        for (int r = 0; r < rows.length; r++) {
            for (int k = 0; k < rows[r].length; k++) {
                read[r][k] = rows[r][k % U * gates + k / U];
            }
        }
        return read;
    }

    /** The array with {@code change} instead of array {@code n}. */
    static double[][][] with(double[][][] own, int n, double[][] change) {
        double[][][] copy = own.clone();
        copy[n] = change;
        return copy;
    }

    /** The bias times a factor, and a number added to the second block: the forget gate's. */
    static double[][][] bias(double[][][] own, double factor, double forget) {
        int U = own[1].length;
        double[][] bias = own.length < 3 ? new double[1][own[1][0].length] : times(own[2], factor);
        for (int k = U; forget != 0 && k < 2 * U; k++) {
            bias[0][k] += forget;
        }
        return new double[][][] {own[0], own[1], bias};
    }

    /** With zeros in columns from…to−1 of the bias's rows first…last. */
    static double[][][] withoutBias(double[][][] own, int first, int last, int from, int to) {
        double[][][] copy = bias(own, 1, 0);
        for (int r = first; r <= Math.min(last, copy[2].length - 1); r++) {
            Arrays.fill(copy[2][r], from, to, 0);
        }
        return copy;
    }

    /** The row with its first two blocks of U exchanged. */
    static double[] firstTwoSwapped(double[] dz, int U) {
        double[] swapped = dz.clone();
        System.arraycopy(dz, 0, swapped, U, U);
        System.arraycopy(dz, U, swapped, 0, U);
        return swapped;
    }

    static double[][] times(double[][] rows, double factor) {
        double[][] copy = FastRows.copy(rows);
        for (double[] row : copy) {
            for (int k = 0; k < row.length; k++) {
                row[k] *= factor;
            }
        }
        return copy;
    }
}
