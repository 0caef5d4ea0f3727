package lstm4j.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import lstm4j.engine.Activations;
import lstm4j.layer.ActivationFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Activation functions on rows of n numbers from a normal distribution of width 2, and their derivatives. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FunctionsBench {
    @Param
    public ActivationFunction function;

    @Param({"10", "128", "512"})
    public int n;

    private final Activations activations = new Activations();
    private float[] x;
    private float[] y;
    private float[] dy;
    private float[] d;
    private float[] row;
    private float[][] rows;

    @Setup
    public void allocate() {
        Random random = new Random(1);
        x = new float[n];
        dy = new float[n];
        d = new float[n];
        row = new float[n];
        rows = new float[][] {row};
        for (int j = 0; j < n; j++) {
            x[j] = 2 * (float) random.nextGaussian();
            dy[j] = (float) random.nextGaussian();
        }
        y = x.clone();
        activations.apply(function, new float[][] {y}, 1, n);
    }

    /** Includes a copy of the row, about 0.03 ns per number. */
    @Benchmark
    public float[] value() {
        System.arraycopy(x, 0, row, 0, n);
        activations.apply(function, rows, 1, n);
        return row;
    }

    /** Includes a copy of the row, about 0.03 ns per number. */
    @Benchmark
    public float[] derivative() {
        System.arraycopy(dy, 0, d, 0, n);
        activations.derivative(function, x, y, d, n);
        return d;
    }
}
