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
 * Why {@code lstm4j.engine.Matrix} has the inner loop it has: other tiles, with and without blocks of b, same sums. A
 * tile RxK adds K products to each of R rows in one pass. The answer belongs to a JDK and a processor: run it again.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TilesBench {
    @Param("128x128x512")
    public String shape;

    @Param({"1x1", "1x2", "1x4", "2x2", "2x4"})
    public String tile;

    /** Rows of b that all rows of c pass over before the next ones. */
    @Param({"8", "1000000"})
    public int block;

    private int rows;
    private int inner;
    private int columns;
    private float[][] a;
    private float[][] b;
    private float[][] c;

    @Setup
    public void allocate() {
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
        for (int from = 0; from < inner; from += block) {
            int to = (int) Math.min(inner, (long) from + block);
            for (int r = 0; r < rows; r += tileRows) {
                for (int k = from; k < to; k += tileInner) {
                    add(r, k);
                }
            }
        }
        return c;
    }

    private void add(int r, int k) {
        switch (tile) {
            case "1x1" -> add1x1(c[r], a[r][k], b[k], columns);
            case "1x2" -> add1x2(c[r], a[r][k], b[k], a[r][k + 1], b[k + 1], columns);
            case "1x4" -> add1x4(c[r], a[r], k, b[k], b[k + 1], b[k + 2], b[k + 3], columns);
            case "2x2" -> add2x2(c[r], c[r + 1], a[r], a[r + 1], k, b[k], b[k + 1], columns);
            case "2x4" -> add2x4(c[r], c[r + 1], a[r], a[r + 1], k, b[k], b[k + 1], b[k + 2], b[k + 3], columns);
            default -> throw new IllegalArgumentException(tile);
        }
    }

    private static void add1x1(float[] c, float p, float[] w, int columns) {
        for (int j = 0; j < columns; j++) {
            c[j] += p * w[j];
        }
    }

    private static void add1x2(float[] c, float p, float[] w, float q, float[] x, int columns) {
        for (int j = 0; j < columns; j++) {
            c[j] = (c[j] + p * w[j]) + q * x[j];
        }
    }

    private static void add1x4(float[] c, float[] a, int k, float[] w, float[] x, float[] y, float[] z, int columns) {
        float p = a[k], q = a[k + 1], s = a[k + 2], t = a[k + 3];
        for (int j = 0; j < columns; j++) {
            c[j] = (((c[j] + p * w[j]) + q * x[j]) + s * y[j]) + t * z[j];
        }
    }

    private static void add2x2(float[] c, float[] d, float[] a, float[] e, int k, float[] w, float[] x, int columns) {
        float p = a[k], q = a[k + 1], s = e[k], t = e[k + 1];
        for (int j = 0; j < columns; j++) {
            c[j] = (c[j] + p * w[j]) + q * x[j];
            d[j] = (d[j] + s * w[j]) + t * x[j];
        }
    }

    private static void add2x4(float[] c, float[] d, float[] a, float[] e, int k, float[] w, float[] x, float[] y,
            float[] z, int columns) {
        float p = a[k], q = a[k + 1], s = a[k + 2], t = a[k + 3];
        float p2 = e[k], q2 = e[k + 1], s2 = e[k + 2], t2 = e[k + 3];
        for (int j = 0; j < columns; j++) {
            c[j] = (((c[j] + p * w[j]) + q * x[j]) + s * y[j]) + t * z[j];
            d[j] = (((d[j] + p2 * w[j]) + q2 * x[j]) + s2 * y[j]) + t2 * z[j];
        }
    }
}
