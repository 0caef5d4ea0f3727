package lstm4j.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Why {@code lstm4j.engine.Matrix} has the inner loop it has: other tiles, with and without groups of rows of c, same
 * sums. A tile RxK adds K products to each of R rows in one pass; "2x3again" is 2x3 without variables for the numbers of
 * b, which C2 then reads again after the store to the first row. The answer belongs to a JDK and a processor: run it again.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TilesBench {
    @Param("120x120x512")
    public String shape;

    @Param({"1x1", "1x4", "1x5", "2x2", "2x3", "2x3again", "3x2", "2x4"})
    public String tile;

    /** Rows of c that all of b passes over before the next ones: 24 KB of them, or all. */
    @Param({"12", "1000000"})
    public int group;

    private Tile chosen; // a switch over strings would take time
    private int rows;
    private int inner;
    private int columns;
    private float[][] a;
    private float[][] b;
    private float[][] c;

    private enum Tile { _1x1, _1x4, _1x5, _2x2, _2x3, _2x3again, _3x2, _2x4 }

    @Setup
    public void allocate() {
        chosen = Tile.valueOf("_" + tile);
        String[] counts = shape.split("x");
        rows = Integer.parseInt(counts[0]);
        inner = Integer.parseInt(counts[1]);
        columns = Integer.parseInt(counts[2]);
        a = new float[rows][inner];
        b = new float[inner][columns];
        c = new float[rows][columns];
    }

    @Benchmark
    public float[][] product() {
        int tileRows = tile.charAt(0) - '0';
        int tileInner = tile.charAt(2) - '0';
        for (int from = 0; from < rows; from += group) {
            int to = (int) Math.min(rows, (long) from + group);
            for (int k = 0; k <= inner - tileInner; k += tileInner) {
                for (int r = from; r <= to - tileRows; r += tileRows) {
                    add(r, k);
                }
            }
        }
        return c;
    }

    private void add(int r, int k) {
        switch (chosen) {
            case _1x1 -> add1x1(c[r], a[r][k], b[k], columns);
            case _1x4 -> add1x4(c[r], a[r], k, b[k], b[k + 1], b[k + 2], b[k + 3], columns);
            case _1x5 -> add1x5(c[r], a[r], k, b[k], b[k + 1], b[k + 2], b[k + 3], b[k + 4], columns);
            case _2x2 -> add2x2(c[r], c[r + 1], a[r], a[r + 1], k, b[k], b[k + 1], columns);
            case _2x3 -> add2x3(c[r], c[r + 1], a[r], a[r + 1], k, b[k], b[k + 1], b[k + 2], columns);
            case _2x3again -> add2x3again(c[r], c[r + 1], a[r], a[r + 1], k, b[k], b[k + 1], b[k + 2], columns);
            case _3x2 -> add3x2(c[r], c[r + 1], c[r + 2], a[r], a[r + 1], a[r + 2], k, b[k], b[k + 1], columns);
            case _2x4 -> add2x4(c[r], c[r + 1], a[r], a[r + 1], k, b[k], b[k + 1], b[k + 2], b[k + 3], columns);
            default -> throw new AssertionError(chosen);
        }
    }

    private static void add1x1(float[] c, float p, float[] w, int columns) {
        for (int j = 0; j < columns; j++) {
            c[j] += p * w[j];
        }
    }

    private static void add1x4(float[] c, float[] a, int k, float[] w, float[] x, float[] y, float[] z, int columns) {
        float p = a[k], q = a[k + 1], s = a[k + 2], t = a[k + 3];
        for (int j = 0; j < columns; j++) {
            c[j] = (((c[j] + p * w[j]) + q * x[j]) + s * y[j]) + t * z[j];
        }
    }

    private static void add1x5(float[] c, float[] a, int k, float[] v, float[] w, float[] x, float[] y, float[] z, int columns) {
        float p = a[k], q = a[k + 1], s = a[k + 2], t = a[k + 3], u = a[k + 4];
        for (int j = 0; j < columns; j++) {
            c[j] = ((((c[j] + p * v[j]) + q * w[j]) + s * x[j]) + t * y[j]) + u * z[j];
        }
    }

    private static void add2x2(float[] c, float[] d, float[] a, float[] e, int k, float[] w, float[] x, int columns) {
        float p = a[k], q = a[k + 1], s = e[k], t = e[k + 1];
        for (int j = 0; j < columns; j++) {
            float wj = w[j], xj = x[j];
            float cj = (c[j] + p * wj) + q * xj;
            float dj = (d[j] + s * wj) + t * xj;
            c[j] = cj;
            d[j] = dj;
        }
    }

    private static void add2x3(float[] c, float[] d, float[] a, float[] e, int k, float[] w, float[] x, float[] y, int columns) {
        float p = a[k], q = a[k + 1], s = a[k + 2];
        float p2 = e[k], q2 = e[k + 1], s2 = e[k + 2];
        for (int j = 0; j < columns; j++) {
            float wj = w[j], xj = x[j], yj = y[j];
            float cj = ((c[j] + p * wj) + q * xj) + s * yj;
            float dj = ((d[j] + p2 * wj) + q2 * xj) + s2 * yj;
            c[j] = cj;
            d[j] = dj;
        }
    }

    private static void add2x3again(float[] c, float[] d, float[] a, float[] e, int k, float[] w, float[] x, float[] y,
            int columns) {
        float p = a[k], q = a[k + 1], s = a[k + 2];
        float p2 = e[k], q2 = e[k + 1], s2 = e[k + 2];
        for (int j = 0; j < columns; j++) {
            c[j] = ((c[j] + p * w[j]) + q * x[j]) + s * y[j];
            d[j] = ((d[j] + p2 * w[j]) + q2 * x[j]) + s2 * y[j];
        }
    }

    private static void add3x2(float[] c, float[] d, float[] e, float[] a, float[] a2, float[] a3, int k, float[] w, float[] x,
            int columns) {
        float p = a[k], q = a[k + 1], s = a2[k], t = a2[k + 1], u = a3[k], v = a3[k + 1];
        for (int j = 0; j < columns; j++) {
            float wj = w[j], xj = x[j];
            float cj = (c[j] + p * wj) + q * xj;
            float dj = (d[j] + s * wj) + t * xj;
            float ej = (e[j] + u * wj) + v * xj;
            c[j] = cj;
            d[j] = dj;
            e[j] = ej;
        }
    }

    private static void add2x4(float[] c, float[] d, float[] a, float[] e, int k, float[] w, float[] x, float[] y,
            float[] z, int columns) {
        float p = a[k], q = a[k + 1], s = a[k + 2], t = a[k + 3];
        float p2 = e[k], q2 = e[k + 1], s2 = e[k + 2], t2 = e[k + 3];
        for (int j = 0; j < columns; j++) {
            float wj = w[j], xj = x[j], yj = y[j], zj = z[j];
            float cj = (((c[j] + p * wj) + q * xj) + s * yj) + t * zj;
            float dj = (((d[j] + p2 * wj) + q2 * xj) + s2 * yj) + t2 * zj;
            c[j] = cj;
            d[j] = dj;
        }
    }
}
