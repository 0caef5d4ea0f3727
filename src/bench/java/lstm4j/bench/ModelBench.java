package lstm4j.bench;

import static lstm4j.layer.ActivationFunction.SOFTMAX;
import static lstm4j.train.Loss.SPARSE_CATEGORICAL_CROSSENTROPY;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import lstm4j.Predictor;
import lstm4j.Sequential;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The model that reads digits row by row: three LSTM layers and a softmax over 10 classes, 28 features. Sizes of the
 * defaults are its own; {@code -Dbench.params=B=1/32/128,T=28/56,U=64/128,threads=1/2} shows how time grows.
 * {@code step} is one step of one sample, whatever B and T; {@code predictor} and {@code step} use one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ModelBench {
    private static final int F = 28;
    private static final int K = 10;

    @Param({"1", "128"})
    public int B;
    @Param("28")
    public int T;
    @Param("128")
    public int U;
    @Param({"1", "2"})
    public int threads;

    private Sequential model;
    private Predictor predictor;
    private float[][][] x;
    private int[] labels;
    private float[][] out;
    private float[] outOfStep;
    private int next;

    @Setup
    public void build() {
        Random random = new Random(1);
        x = new float[B][T][F];
        labels = new int[B];
        for (int b = 0; b < B; b++) {
            labels[b] = random.nextInt(K);
            for (float[] row : x[b]) {
                for (int j = 0; j < F; j++) {
                    row[j] = random.nextFloat();
                }
            }
        }
        model = model(T, F, U, K, threads);
        predictor = model.predictor(B);
        out = new float[B][K];
        outOfStep = new float[K];
    }

    /** The compiled model of this shape. */
    static Sequential model(int T, int F, int U, int K, int threads) {
        return Sequential.of(
                LSTM.units(U).returnSequences().inputShape(T, F),
                LSTM.units(U).returnSequences(),
                LSTM.units(U),
                Dense.units(K).activation(SOFTMAX)).seed(42).parallelism(threads)
                .compile(new Adam(), SPARSE_CATEGORICAL_CROSSENTROPY);
    }

    @Benchmark
    public double trainingStep() {
        return model.trainOnBatch(Data.of(x, labels));
    }

    @Benchmark
    public float[][] predict() {
        return model.predict(x);
    }

    @Benchmark
    public float[][] predictor() {
        predictor.predict(x, out);
        return out;
    }

    @Benchmark
    public float[] step() {
        predictor.step(x[0][next], outOfStep);
        next = next + 1 < T ? next + 1 : 0;
        return outOfStep;
    }
}
