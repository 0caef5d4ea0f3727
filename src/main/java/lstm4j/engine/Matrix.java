package lstm4j.engine;

/**
 * The matrix products of the engine. A matrix is a list of rows, {@code float[rows][columns]}; only the leading part that
 * the counts name is used. Every sum runs in ascending order with one rounding per multiply and one per add, so the
 * result is bit-equal to the textbook triple loop on any machine. Spec: chapter 8.
 *
 * <p>Everything goes through one inner loop, {@link #addFour}, whose arrays are rows indexed by the bare loop variable:
 * that is what C2 turns into SIMD on JDK 17 and 25. Bench: {@code Kernels}.
 */
public final class Matrix {
    /** Floats of b, 16 KB, that every row of c uses while they are in the first-level cache: 68 against 50 GFLOP/s. */
    private static final int BLOCK = 4096;

    /**
     * Shorter rows use a copy of the inner loop: compiled for short rows only, it is unrolled less and reaches 21 instead
     * of 8 GFLOP/s at 28 columns, 10 instead of 8 at 10 (JDK 17, AVX-512).
     */
    private static final int SHORT = 64;

    private Matrix() {
    }

    /**
     * c[r][j] += Σ_k a[r][k]·b[k][j], k ascending, starting from the old c[r][j].
     *
     * @param c [rows][columns], accumulates
     * @param a [rows][inner]
     * @param b [inner][columns]
     */
    public static void addProduct(float[][] c, float[][] a, float[][] b, int rows, int inner, int columns) {
        int block = rowsOfBlock(columns);
        for (int from = 0; from < inner; from += block) {
            int to = Math.min(inner, from + block);
            for (int r = 0; r < rows; r++) {
                addCombination(c[r], a[r], b, from, to, columns);
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
        int block = rowsOfBlock(columns);
        for (int from = 0; from < rows; from += block) {
            int to = Math.min(rows, from + block);
            for (int k = 0; k < inner; k++) {
                addTransposedCombination(c[k], a, k, b, from, to, columns);
            }
        }
    }

    /** c[j] += Σ_r a[r][j], r ascending, starting from the old c[j]: a bias gradient. */
    public static void addRows(float[] c, float[][] a, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            add(c, a[r], columns);
        }
    }

    /** out[j][r] = a[r][j]; {@code out} is another matrix than {@code a}. */
    public static void transpose(float[][] a, int rows, int columns, float[][] out) {
        for (int j = 0; j < columns; j++) {
            float[] column = out[j];
            for (int r = 0; r < rows; r++) {
                column[r] = a[r][j];
            }
        }
    }

    /** A multiple of four. */
    private static int rowsOfBlock(int columns) {
        return Math.max(4, BLOCK / Math.max(1, columns) / 4 * 4);
    }

    /** c[j] += Σ_k a[k]·b[k][j], from ≤ k &lt; to. */
    private static void addCombination(float[] c, float[] a, float[][] b, int from, int to, int columns) {
        int k = from;
        for (; k <= to - 4; k += 4) {
            addFour(c, a[k], b[k], a[k + 1], b[k + 1], a[k + 2], b[k + 2], a[k + 3], b[k + 3], columns);
        }
        for (; k < to; k++) {
            addOne(c, a[k], b[k], columns);
        }
    }

    /** c[j] += Σ_r a[r][k]·b[r][j], from ≤ r &lt; to. */
    private static void addTransposedCombination(
            float[] c, float[][] a, int k, float[][] b, int from, int to, int columns) {
        int r = from;
        for (; r <= to - 4; r += 4) {
            addFour(c, a[r][k], b[r], a[r + 1][k], b[r + 1], a[r + 2][k], b[r + 2], a[r + 3][k], b[r + 3], columns);
        }
        for (; r < to; r++) {
            addOne(c, a[r][k], b[r], columns);
        }
    }

    /**
     * c[j] = (((c[j] + p·w[j]) + q·x[j]) + s·y[j]) + t·z[j]: one load and store of c for four products. With blocks it
     * reaches 68 GFLOP/s on JDK 17 and 67 on 25; two rows by two 57 and 57; two by four 12, too long to be unrolled by
     * JDK 17, and 67: bench {@code Tiles}.
     */
    private static void addFour(float[] c, float p, float[] w, float q, float[] x, float s, float[] y,
            float t, float[] z, int columns) {
        if (columns < SHORT) {
            addFourShort(c, p, w, q, x, s, y, t, z, columns);
            return;
        }
        for (int j = 0; j < columns; j++) {
            c[j] = (((c[j] + p * w[j]) + q * x[j]) + s * y[j]) + t * z[j];
        }
    }

    /** {@link #addFour}, compiled apart. */
    private static void addFourShort(float[] c, float p, float[] w, float q, float[] x, float s, float[] y,
            float t, float[] z, int columns) {
        for (int j = 0; j < columns; j++) {
            c[j] = (((c[j] + p * w[j]) + q * x[j]) + s * y[j]) + t * z[j];
        }
    }

    private static void addOne(float[] c, float p, float[] w, int columns) {
        for (int j = 0; j < columns; j++) {
            c[j] += p * w[j];
        }
    }

    private static void add(float[] c, float[] w, int columns) {
        for (int j = 0; j < columns; j++) {
            c[j] += w[j];
        }
    }
}
