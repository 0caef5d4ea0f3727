package lstm4j.engine;

/** The textbook loops that {@link Matrix} must equal bit by bit. */
final class NaiveMatrix {
    private NaiveMatrix() {
    }

    static void addProduct(float[][] c, float[][] a, float[][] b, int rows, int inner, int columns) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                for (int k = 0; k < inner; k++) {
                    c[r][j] += a[r][k] * b[k][j];
                }
            }
        }
    }

    static void addTransposedProduct(float[][] c, float[][] a, float[][] b, int rows, int inner, int columns) {
        for (int k = 0; k < inner; k++) {
            for (int j = 0; j < columns; j++) {
                for (int r = 0; r < rows; r++) {
                    c[k][j] += a[r][k] * b[r][j];
                }
            }
        }
    }

    static void addRows(float[] c, float[][] a, int rows, int columns) {
        for (int j = 0; j < columns; j++) {
            for (int r = 0; r < rows; r++) {
                c[j] += a[r][j];
            }
        }
    }
}
