package lstm4j.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import lstm4j.engine.Matrix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The matrix products of an LSTM, rows x inner x columns; the first shape is h·U of 128 units and a batch of 128. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KernelsBench {
    @Param({"128x128x512", "128x28x512", "128x512x128", "1x128x512", "32x64x256", "128x256x1024", "128x512x2048",
        "128x10x40", "128x512x28", "128x128x10"})
    public String shape;

    private int rows;
    private int inner;
    private int columns;
    private float[][] a;
    private float[][] b;
    private float[][] c;
    private float[][] dz;
    private float[][] dw;
    private float[][] transposed;

    @Setup
    public void allocate() {
        String[] counts = shape.split("x");
        rows = Integer.parseInt(counts[0]);
        inner = Integer.parseInt(counts[1]);
        columns = Integer.parseInt(counts[2]);
        Random random = new Random(1);
        a = matrix(random, rows, inner);
        b = matrix(random, inner, columns);
        c = matrix(random, rows, columns);
        dz = matrix(random, rows, columns);
        dw = matrix(random, inner, columns);
        transposed = matrix(random, columns, inner);
    }

    @Benchmark
    public float[][] product() {
        Matrix.addProduct(c, a, b, rows, inner, columns);
        return c;
    }

    @Benchmark
    public float[][] transposedProduct() {
        Matrix.addTransposedProduct(dw, a, dz, rows, inner, columns);
        return dw;
    }

    @Benchmark
    public float[][] transpose() {
        Matrix.transpose(b, 0, inner, columns, transposed, 0);
        return transposed;
    }

    private static float[][] matrix(Random random, int rows, int columns) {
        float[][] m = new float[rows][columns];
        for (float[] row : m) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextFloat() - 0.5f;
            }
        }
        return m;
    }
}
