package lstm4j.bench;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lstm4j.engine.Call;
import lstm4j.engine.Network;
import lstm4j.engine.Workspace;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One layer on the R rows of a shard, on one thread: forward as in prediction, and forward with backward, which gives the
 * gradients of weights and inputs. The LSTM returns its sequence; Dense, linear, is applied to each step of one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LayerBench {
    @Param({"LSTM", "Dense"})
    public String layer;
    @Param({"1", "32"})
    public int R;
    @Param("28")
    public int T;
    @Param("128")
    public int F;
    @Param("128")
    public int U;

    private Workspace predicting;
    private Workspace training;
    private float[][][] x;
    private float[][][] dy;
    private float[][][] gradients;
    private final Call call = new Call();

    @Setup
    public void build() {
        Layer described = switch (layer) {
            case "LSTM" -> LSTM.units(U).returnSequences().inputShape(T, F);
            case "Dense" -> Dense.units(U).inputShape(T, F);
            default -> throw new IllegalArgumentException("layer is LSTM or Dense, not " + layer);
        };
        Network network = new Network(Architecture.of(List.of(described)));
        Random random = new Random(1);
        for (float[][] weight : network.weights()) {
            fill(random, weight, 0.1f);
        }
        network.transpose();
        predicting = new Workspace(network, R, false, false, 0);
        training = new Workspace(network, R, true, true, 0);
        gradients = network.zeros();
        x = new float[T][R][F];
        dy = new float[T][R][U];
        for (int t = 0; t < T; t++) {
            fill(random, x[t], 1);
            fill(random, dy[t], 1e-3f);
        }
    }

    private static void fill(Random random, float[][] rows, float size) {
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = size * (random.nextFloat() - 0.5f);
            }
        }
    }

    @Benchmark
    public float[][][] forward() {
        return predicting.forward(x, T, R, call);
    }

    @Benchmark
    public float[][][] forwardAndBackward() {
        training.forward(x, T, R, call);
        training.backward(dy, gradients);
        return training.inputGradient();
    }
}
