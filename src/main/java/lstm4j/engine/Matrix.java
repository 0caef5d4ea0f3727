package lstm4j.engine;

/**
 * The matrix products of the engine. A matrix is a list of rows, {@code float[rows][columns]}; only the leading part that
 * the counts name is used. Every sum runs in ascending order with one rounding per multiply and one per add, so the
 * result is bit-equal to the textbook triple loop. Spec: chapter 8.
 */
public final class Matrix {
    private Matrix() {
    }

    /**
     * c[r][j] += Σ_k a[r][k]·b[k][j], k ascending, starting from the old c[r][j].
     *
     * @param c [rows][columns]
     * @param a [rows][inner]
     * @param b [inner][columns]
     */
    public static void addProduct(float[][] c, float[][] a, float[][] b, int rows, int inner, int columns) {
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < inner; k++) {
                addScaled(c[r], a[r][k], b[k], columns);
            }
        }
    }

    /**
     * c[k][j] += Σ_r a[r][k]·b[r][j], r ascending, starting from the old c[k][j]: a weight gradient.
     *
     * @param c [inner][columns], accumulates
     * @param a [rows][inner]
     * @param b [rows][columns]
     */
    public static void addTransposedProduct(float[][] c, float[][] a, float[][] b, int rows, int inner, int columns) {
        for (int k = 0; k < inner; k++) {
            for (int r = 0; r < rows; r++) {
                addScaled(c[k], a[r][k], b[r], columns);
            }
        }
    }

    /** c[j] += Σ_r a[r][j], r ascending: a bias gradient. */
    public static void addRows(float[] c, float[][] a, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            float[] row = a[r];
            for (int j = 0; j < columns; j++) {
                c[j] += row[j];
            }
        }
    }

    /** out[j][r] = a[r][j]; {@code out} is another matrix than {@code a}. */
    public static void transpose(float[][] a, int rows, int columns, float[][] out) {
        for (int r = 0; r < rows; r++) {
            float[] row = a[r];
            for (int j = 0; j < columns; j++) {
                out[j][r] = row[j];
            }
        }
    }

    private static void addScaled(float[] c, float a, float[] b, int columns) {
        for (int j = 0; j < columns; j++) {
            c[j] += a * b[j];
        }
    }
}
