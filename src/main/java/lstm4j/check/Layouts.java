package lstm4j.check;

/** Weights as somebody reads them who takes their layout for another one. */
final class Layouts {
    private Layouts() {
    }

    /** Blocks of an LSTM's arrays taken for gates in the order {@code order}, four letters of i f c o. */
    static double[][][] gates(double[][][] own, String order) {
        double[][][] read = new double[own.length][][];
        for (int n = 0; n < own.length; n++) {
            int U = own[n][0].length / 4;
            read[n] = FastRows.copy(own[n]);
            for (int r = 0; r < own[n].length; r++) {
                for (int q = 0; q < 4; q++) {
                    System.arraycopy(own[n][r], order.indexOf("ifco".charAt(q)) * U, read[n][r], q * U, U);
                }
            }
        }
        return read;
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
        for (int q = 0; q < 4; q++) {
            for (int r = 0; (gate < 0 || gate == q) && r < U; r++) {
                for (int u = 0; u < U; u++) {
                    read[r][q * U + u] = recurrent[u][q * U + r];
                }
            }
        }
        return read;
    }

    /** Columns of units 0…U−1 of four gates each, taken for four blocks. */
    static double[][] interleaved(double[][] rows) {
        int U = rows[0].length / 4;
        double[][] read = FastRows.copy(rows);
        for (int r = 0; r < rows.length; r++) {
            for (int k = 0; k < 4 * U; k++) {
                read[r][k] = rows[r][k % U * 4 + k / U];
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

    /** The bias times a factor, and a number added to the forget gate's. */
    static double[][][] bias(double[][][] own, double factor, double forget) {
        int U = own[1].length;
        double[][] bias = own.length < 3 ? new double[1][4 * U] : FastRows.copy(own[2]);
        for (int k = 0; k < 4 * U; k++) {
            bias[0][k] = factor * bias[0][k] + (k / U == 1 ? forget : 0);
        }
        return new double[][][] {own[0], own[1], bias};
    }

    /** Without the bias of one gate. */
    static double[][][] withoutBiasOf(double[][][] own, int gate) {
        double[][][] copy = bias(own, 1, 0);
        int U = own[1].length;
        java.util.Arrays.fill(copy[2][0], gate * U, (gate + 1) * U, 0);
        return copy;
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
