package lstm4j.vector;

import java.util.Arrays;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of {@code lstm4j.engine.Matrix} by tiles whose sums stay in registers: k innermost and ascending, one
 * rounding for each multiply and each add. Every column has a sum of its own, so the bits are those of the plain loops.
 *
 * <p>Leftovers: the last vector and the last row of a tile may lie over those before; both then compute the same numbers
 * from the same numbers, as a tile reads all of its part of c before it stores any. Bodies have no calls of our own: in a
 * body of this size the JIT compiler stops inlining them. Bench: {@code Kernels}. Spec: chapter 8.
 */
final class Products {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    static final int LANES = FLOATS.length();

    /** Vectors of a tile: sixteen sums need more registers than processors without AVX-512 have. */
    private static final int WIDTH = LANES >= 16 ? 4 : 2;

    /** Rows of b that a tile reads, each a few cache lines: together they stay in the first-level cache. */
    private static final int BLOCK = 96;

    /** Rows of a block that is turned round: 12 KB, which stay there too. */
    private static final int TURNED_ROWS = 32;

    private static final ThreadLocal<Turned> TURNED = ThreadLocal.withInitial(Turned::new);

    /** A thread's room for a block of a that is turned round, and the rows of b and c that belong to it. */
    private static final class Turned {
        private final float[][] a = new float[TURNED_ROWS][BLOCK];
        private final float[][] b = new float[BLOCK][];
        private final float[][] c = new float[TURNED_ROWS][];

        /** Nothing of a model is held once its product is done. */
        private void forget() {
            Arrays.fill(b, null);
            Arrays.fill(c, null);
        }
    }

    private Products() {
    }

    /** c[r][j] += Σ_k a[r][k]·b[k][j], k ascending; columns ≥ LANES. */
    static void add(float[][] c, float[][] a, float[][] b, int rows, int inner, int columns) {
        for (int from = 0; from < inner; from += BLOCK) {
            add(c, a, b, rows, from, Math.min(inner, from + BLOCK), columns);
        }
    }

    /** c[r][j] += Σ_k a[k][r]·b[k][j], k ascending; columns ≥ LANES. Each block of a is turned round, as tiles read rows. */
    static void addTransposed(float[][] c, float[][] a, float[][] b, int rows, int inner, int columns) {
        Turned turned = TURNED.get();
        for (int from = 0; from < inner; from += BLOCK) {
            int terms = Math.min(inner - from, BLOCK);
            System.arraycopy(b, from, turned.b, 0, terms);
            for (int first = 0; first < rows; first += TURNED_ROWS) {
                int count = Math.min(rows - first, TURNED_ROWS);
                System.arraycopy(c, first, turned.c, 0, count);
                turn(turned.a, a, first, count, from, terms);
                add(turned.c, turned.a, turned.b, count, 0, terms, columns);
            }
        }
        turned.forget();
    }

    private static void turn(float[][] turned, float[][] a, int first, int count, int from, int terms) {
        for (int k = 0; k < terms; k++) {
            float[] ak = a[from + k];
            for (int r = 0; r < count; r++) {
                turned[r][k] = ak[first + r];
            }
        }
    }

    /** The terms {@code from} to {@code to}. */
    private static void add(float[][] c, float[][] a, float[][] b, int rows, int from, int to, int columns) {
        int single = rows % 4 == 3 ? rows : rows / 4 * 4; // from here on row by row
        for (int j = 0, width; j < columns; j += width) {
            width = width(columns - j, WIDTH);
            addToFours(c, a, b, from, to, single, rows - 1, j, Math.min(j + width, columns) - LANES);
        }
        for (int j = 0, width; j < columns; j += width) {
            width = width(columns - j, 8);
            for (int r = single; r < rows; r++) {
                add1x8(c[r], a[r], b, from, to, j, Math.min(j + width, columns) - LANES);
            }
        }
    }

    /** Columns for the next tile: less than it can take where a last vector would lie over one of this tile. */
    private static int width(int left, int vectors) {
        int most = vectors * LANES;
        return left > most && left < most + LANES ? most - LANES : most;
    }

    /** The tiles whose vectors begin at j to {@code last}; a fourth row that is not there is the third again. */
    private static void addToFours(float[][] c, float[][] a, float[][] b, int from, int to, int rows, int lastRow, int j,
            int last) {
        for (int r = 0; r < rows; r += 4) {
            int fourth = Math.min(r + 3, lastRow);
            if (WIDTH == 4 && j + LANES < last) {
                add4x4(c, a, b, from, to, r, fourth, j, j + LANES, Math.min(j + 2 * LANES, last), last);
            } else {
                add4x2(c, a, b, from, to, r, fourth, j, last);
            }
        }
    }

    private static void add4x4(float[][] c, float[][] a, float[][] b, int from, int to, int r, int fourth, int i,
            int j, int m, int n) {
        float[] c0 = c[r], c1 = c[r + 1], c2 = c[r + 2], c3 = c[fourth];
        float[] a0 = a[r], a1 = a[r + 1], a2 = a[r + 2], a3 = a[fourth];
        FloatVector s0i = FloatVector.fromArray(FLOATS, c0, i), s0j = FloatVector.fromArray(FLOATS, c0, j);
        FloatVector s0m = FloatVector.fromArray(FLOATS, c0, m), s0n = FloatVector.fromArray(FLOATS, c0, n);
        FloatVector s1i = FloatVector.fromArray(FLOATS, c1, i), s1j = FloatVector.fromArray(FLOATS, c1, j);
        FloatVector s1m = FloatVector.fromArray(FLOATS, c1, m), s1n = FloatVector.fromArray(FLOATS, c1, n);
        FloatVector s2i = FloatVector.fromArray(FLOATS, c2, i), s2j = FloatVector.fromArray(FLOATS, c2, j);
        FloatVector s2m = FloatVector.fromArray(FLOATS, c2, m), s2n = FloatVector.fromArray(FLOATS, c2, n);
        FloatVector s3i = FloatVector.fromArray(FLOATS, c3, i), s3j = FloatVector.fromArray(FLOATS, c3, j);
        FloatVector s3m = FloatVector.fromArray(FLOATS, c3, m), s3n = FloatVector.fromArray(FLOATS, c3, n);
        for (int k = from; k < to; k++) {
            float[] bk = b[k];
            FloatVector f0 = FloatVector.broadcast(FLOATS, a0[k]);
            FloatVector f1 = FloatVector.broadcast(FLOATS, a1[k]);
            FloatVector f2 = FloatVector.broadcast(FLOATS, a2[k]);
            FloatVector f3 = FloatVector.broadcast(FLOATS, a3[k]);
            FloatVector bi = FloatVector.fromArray(FLOATS, bk, i), bj = FloatVector.fromArray(FLOATS, bk, j);
            FloatVector bm = FloatVector.fromArray(FLOATS, bk, m), bn = FloatVector.fromArray(FLOATS, bk, n);
            s0i = s0i.add(bi.mul(f0));
            s0j = s0j.add(bj.mul(f0));
            s0m = s0m.add(bm.mul(f0));
            s0n = s0n.add(bn.mul(f0));
            s1i = s1i.add(bi.mul(f1));
            s1j = s1j.add(bj.mul(f1));
            s1m = s1m.add(bm.mul(f1));
            s1n = s1n.add(bn.mul(f1));
            s2i = s2i.add(bi.mul(f2));
            s2j = s2j.add(bj.mul(f2));
            s2m = s2m.add(bm.mul(f2));
            s2n = s2n.add(bn.mul(f2));
            s3i = s3i.add(bi.mul(f3));
            s3j = s3j.add(bj.mul(f3));
            s3m = s3m.add(bm.mul(f3));
            s3n = s3n.add(bn.mul(f3));
        }
        s0i.intoArray(c0, i);
        s0j.intoArray(c0, j);
        s0m.intoArray(c0, m);
        s0n.intoArray(c0, n);
        s1i.intoArray(c1, i);
        s1j.intoArray(c1, j);
        s1m.intoArray(c1, m);
        s1n.intoArray(c1, n);
        s2i.intoArray(c2, i);
        s2j.intoArray(c2, j);
        s2m.intoArray(c2, m);
        s2n.intoArray(c2, n);
        s3i.intoArray(c3, i);
        s3j.intoArray(c3, j);
        s3m.intoArray(c3, m);
        s3n.intoArray(c3, n);
    }

    private static void add4x2(float[][] c, float[][] a, float[][] b, int from, int to, int r, int fourth, int i,
            int j) {
        float[] c0 = c[r], c1 = c[r + 1], c2 = c[r + 2], c3 = c[fourth];
        float[] a0 = a[r], a1 = a[r + 1], a2 = a[r + 2], a3 = a[fourth];
        FloatVector s0i = FloatVector.fromArray(FLOATS, c0, i), s0j = FloatVector.fromArray(FLOATS, c0, j);
        FloatVector s1i = FloatVector.fromArray(FLOATS, c1, i), s1j = FloatVector.fromArray(FLOATS, c1, j);
        FloatVector s2i = FloatVector.fromArray(FLOATS, c2, i), s2j = FloatVector.fromArray(FLOATS, c2, j);
        FloatVector s3i = FloatVector.fromArray(FLOATS, c3, i), s3j = FloatVector.fromArray(FLOATS, c3, j);
        for (int k = from; k < to; k++) {
            float[] bk = b[k];
            FloatVector f0 = FloatVector.broadcast(FLOATS, a0[k]);
            FloatVector f1 = FloatVector.broadcast(FLOATS, a1[k]);
            FloatVector f2 = FloatVector.broadcast(FLOATS, a2[k]);
            FloatVector f3 = FloatVector.broadcast(FLOATS, a3[k]);
            FloatVector bi = FloatVector.fromArray(FLOATS, bk, i), bj = FloatVector.fromArray(FLOATS, bk, j);
            s0i = s0i.add(bi.mul(f0));
            s0j = s0j.add(bj.mul(f0));
            s1i = s1i.add(bi.mul(f1));
            s1j = s1j.add(bj.mul(f1));
            s2i = s2i.add(bi.mul(f2));
            s2j = s2j.add(bj.mul(f2));
            s3i = s3i.add(bi.mul(f3));
            s3j = s3j.add(bj.mul(f3));
        }
        s0i.intoArray(c0, i);
        s0j.intoArray(c0, j);
        s1i.intoArray(c1, i);
        s1j.intoArray(c1, j);
        s2i.intoArray(c2, i);
        s2j.intoArray(c2, j);
        s3i.intoArray(c3, i);
        s3j.intoArray(c3, j);
    }

    /** One row, and so many columns that memory, not the sums, sets the pace. */
    private static void add1x8(float[] c0, float[] a0, float[][] b, int from, int to, int i, int last) {
        int j = Math.min(i + LANES, last), m = Math.min(i + 2 * LANES, last), n = Math.min(i + 3 * LANES, last);
        int o = Math.min(i + 4 * LANES, last), p = Math.min(i + 5 * LANES, last), q = Math.min(i + 6 * LANES, last);
        FloatVector si = FloatVector.fromArray(FLOATS, c0, i), sj = FloatVector.fromArray(FLOATS, c0, j);
        FloatVector sm = FloatVector.fromArray(FLOATS, c0, m), sn = FloatVector.fromArray(FLOATS, c0, n);
        FloatVector so = FloatVector.fromArray(FLOATS, c0, o), sp = FloatVector.fromArray(FLOATS, c0, p);
        FloatVector sq = FloatVector.fromArray(FLOATS, c0, q), sl = FloatVector.fromArray(FLOATS, c0, last);
        for (int k = from; k < to; k++) {
            float[] bk = b[k];
            FloatVector f = FloatVector.broadcast(FLOATS, a0[k]);
            si = si.add(FloatVector.fromArray(FLOATS, bk, i).mul(f));
            sj = sj.add(FloatVector.fromArray(FLOATS, bk, j).mul(f));
            sm = sm.add(FloatVector.fromArray(FLOATS, bk, m).mul(f));
            sn = sn.add(FloatVector.fromArray(FLOATS, bk, n).mul(f));
            so = so.add(FloatVector.fromArray(FLOATS, bk, o).mul(f));
            sp = sp.add(FloatVector.fromArray(FLOATS, bk, p).mul(f));
            sq = sq.add(FloatVector.fromArray(FLOATS, bk, q).mul(f));
            sl = sl.add(FloatVector.fromArray(FLOATS, bk, last).mul(f));
        }
        si.intoArray(c0, i);
        sj.intoArray(c0, j);
        sm.intoArray(c0, m);
        sn.intoArray(c0, n);
        so.intoArray(c0, o);
        sp.intoArray(c0, p);
        sq.intoArray(c0, q);
        sl.intoArray(c0, last);
    }
}
