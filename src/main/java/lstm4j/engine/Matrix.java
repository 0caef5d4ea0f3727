package lstm4j.engine;

/**
 * The matrix products of the engine. A matrix is a list of rows, {@code float[rows][columns]}; only the leading part that
 * the counts name is used. Every sum runs in ascending order with one rounding per multiply and one per add, so the
 * result is bit-equal to the textbook triple loop on any machine. Spec: chapter 8.
 *
 * <p>The work is done by {@link #addThree}: two rows of c take three products each from three rows of b. Its arrays are
 * rows indexed by the bare loop variable, which is what C2 turns into SIMD on JDK 17 and 25, and each row of b is read
 * once for both rows of c. Blocks of b stay in the second-level cache, groups of rows of c in the first. Bench:
 * {@code Kernels} and {@code Tiles}.
 */
public final class Matrix {
    /** Floats of c, 16 KB, that stay in the first-level cache while the rows of a block of b pass over them. */
    private static final int GROUP = 4096;

    /** Floats of b, 256 KB, that stay in the second-level cache while all rows of c meet them. */
    private static final int BLOCK = 65536;

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
        if (Kernels.FOUND.addProduct(c, a, b, rows, inner, columns)) {
            return;
        }
        int group = groupRows(columns);
        int block = blockRows(columns);
        for (int start = 0; start < inner; start += block) {
            int end = Math.min(inner, start + block);
            for (int from = 0; from < rows; from += group) {
                int to = Math.min(rows, from + group);
                for (int k = start; k < end; k += 3) {
                    for (int r = from; r < to - 1; r += 2) {
                        addToPair(c[r], c[r + 1], a[r], a[r + 1], b, k, end, columns);
                    }
                }
                if ((to - from) % 2 == 1) {
                    addCombination(c[to - 1], a[to - 1], b, start, end, columns);
                }
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
        if (Kernels.FOUND.addTransposedProduct(c, a, b, rows, inner, columns)) {
            return;
        }
        int group = groupRows(columns);
        int block = blockRows(columns);
        for (int start = 0; start < rows; start += block) {
            int end = Math.min(rows, start + block);
            for (int from = 0; from < inner; from += group) {
                int to = Math.min(inner, from + group);
                for (int r = start; r < end; r += 3) {
                    for (int k = from; k < to - 1; k += 2) {
                        addTransposedToPair(c[k], c[k + 1], a, k, b, r, end, columns);
                    }
                }
                if ((to - from) % 2 == 1) {
                    for (int r = start; r < end; r++) {
                        addOne(c[to - 1], a[r][to - 1], b[r], columns);
                    }
                }
            }
        }
    }

    /** c[j] += Σ_r a[r][j], r ascending, starting from the old c[j]: a bias gradient. */
    public static void addRows(float[] c, float[][] a, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            Rows.add(c, a[r], columns);
        }
    }

    /** out[j][at + r] = a[from + r][j] for r &lt; rows; {@code out} is another matrix than {@code a}. */
    public static void transpose(float[][] a, int from, int rows, int columns, float[][] out, int at) {
        for (int j = 0; j < columns; j++) {
            float[] column = out[j];
            for (int r = 0; r < rows; r++) {
                column[at + r] = a[from + r][j];
            }
        }
    }

    /** Rows of c in a group: an even number. */
    private static int groupRows(int columns) {
        return Math.max(2, GROUP / Math.max(1, columns) / 2 * 2);
    }

    /** Rows of b in a block: a multiple of three. */
    private static int blockRows(int columns) {
        return Math.max(3, BLOCK / Math.max(1, columns) / 3 * 3);
    }

    /** Rows k, k + 1, k + 2 of b, or what is left of them before {@code end}, to rows c0 and c1; a0 and a1 are their rows of a. */
    private static void addToPair(float[] c0, float[] c1, float[] a0, float[] a1, float[][] b, int k, int end, int columns) {
        if (k <= end - 3) {
            addThree(c0, c1, a0[k], a0[k + 1], a0[k + 2], a1[k], a1[k + 1], a1[k + 2], b, k, columns);
            return;
        }
        for (; k < end; k++) {
            addOne(c0, a0[k], b[k], columns);
            addOne(c1, a1[k], b[k], columns);
        }
    }

    /** The same for rows r, r + 1, r + 2 of b, with the factors of c0 and c1 in columns k and k + 1 of a. */
    private static void addTransposedToPair(float[] c0, float[] c1, float[][] a, int k, float[][] b, int r, int end, int columns) {
        if (r <= end - 3) {
            addThree(c0, c1, a[r][k], a[r + 1][k], a[r + 2][k], a[r][k + 1], a[r + 1][k + 1], a[r + 2][k + 1], b, r, columns);
            return;
        }
        for (; r < end; r++) {
            addOne(c0, a[r][k], b[r], columns);
            addOne(c1, a[r][k + 1], b[r], columns);
        }
    }

    /** c[j] += Σ_k a[k]·b[k][j], from ≤ k &lt; to: a row without a second one. */
    private static void addCombination(float[] c, float[] a, float[][] b, int from, int to, int columns) {
        int k = from;
        for (; k <= to - 4; k += 4) {
            addFour(c, a, b, k, columns);
        }
        for (; k < to; k++) {
            addOne(c, a[k], b[k], columns);
        }
    }

    /**
     * Three products for each of two rows, [2][columns] += [2][3]·[3][columns]: c0[j] = ((c0[j] + a00·b0[j]) + a01·b1[j])
     * + a02·b2[j], and c1 with a10, a11, a12; b0, b1, b2 are rows k, k + 1, k + 2 of b. Read into variables first, as
     * otherwise the store to c0 makes C2 read b0, b1, b2 again.
     */
    private static void addThree(float[] c0, float[] c1, float a00, float a01, float a02, float a10, float a11, float a12,
            float[][] b, int k, int columns) {
        float[] b0 = b[k];
        float[] b1 = b[k + 1];
        float[] b2 = b[k + 2];
        for (int j = 0; j < columns; j++) {
            float b0j = b0[j];
            float b1j = b1[j];
            float b2j = b2[j];
            float c0j = ((c0[j] + a00 * b0j) + a01 * b1j) + a02 * b2j;
            float c1j = ((c1[j] + a10 * b0j) + a11 * b1j) + a12 * b2j;
            c0[j] = c0j;
            c1[j] = c1j;
        }
    }

    /** Four products for one row, [1][columns] += [1][4]·[4][columns]: a from k on, rows of b from k on. */
    private static void addFour(float[] c, float[] a, float[][] b, int k, int columns) {
        float a0 = a[k];
        float a1 = a[k + 1];
        float a2 = a[k + 2];
        float a3 = a[k + 3];
        float[] b0 = b[k];
        float[] b1 = b[k + 1];
        float[] b2 = b[k + 2];
        float[] b3 = b[k + 3];
        for (int j = 0; j < columns; j++) {
            c[j] = (((c[j] + a0 * b0[j]) + a1 * b1[j]) + a2 * b2[j]) + a3 * b3[j];
        }
    }

    /** One product for one row: c[j] += a·b[j]. */
    private static void addOne(float[] c, float a, float[] b, int columns) {
        for (int j = 0; j < columns; j++) {
            c[j] += a * b[j];
        }
    }
}
