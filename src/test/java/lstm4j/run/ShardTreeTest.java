package lstm4j.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import lstm4j.engine.Batch;
import lstm4j.engine.Buffers;
import lstm4j.engine.Call;
import lstm4j.engine.Generator;
import lstm4j.engine.Network;
import lstm4j.engine.Objective;
import lstm4j.engine.Workspace;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.testing.Rule;
import lstm4j.train.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chapter 7 written out: shards, slots, the tree, one multiplication; beside what the engine gives, bit for bit. */
class ShardTreeTest {
    private static final Architecture MODEL = Architecture.of(List.of(LSTM.units(3).inputShape(4, 2), Dense.units(2)));
    private static final int ROWS = 32;
    private static final int SLOTS = 16;

    @Test
    @Rule("PAR-3")
    void theTwoNumbersStandInChapter7() throws IOException {
        String chapter = Files.readString(Path.of("spec/07-parallel.md"));
        assertEquals(ROWS, ShardedNetwork.SHARD_ROWS);
        assertEquals(SLOTS, ShardedNetwork.SLOTS);
        assertTrue(chapter.contains("A shard MUST be " + ShardedNetwork.SHARD_ROWS + " rows of the batch"));
        assertTrue(chapter.contains("Shard s belongs to slot s mod " + ShardedNetwork.SLOTS + "."));
        assertTrue(chapter.contains("The two numbers, " + ShardedNetwork.SHARD_ROWS + " and " + ShardedNetwork.SLOTS + ","));
    }

    private static Network network() {
        Network network = new Network(MODEL);
        int n = 0;
        for (float[][] array : network.weights()) {
            for (float[] row : array) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = (float) (2 * Generator.uniform(1, n++) - 1);
                }
            }
        }
        network.transpose();
        return network;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 70, 96, 200, 512, 600, 1100})
    @Rule({"PAR-3", "PAR-4", "PAR-5", "PAR-7"})
    void gradientsAndLossAreThoseOfTheFixedTree(int N) {
        float[][][] x = new float[N][4][2];
        float[][][] y = new float[N][1][2];
        for (int n = 0; n < N; n++) {
            for (int t = 0; t < 8; t++) {
                x[n][t / 2][t % 2] = (float) (2 * Generator.uniform(2, 8L * n + t) - 1);
            }
            y[n][0] = new float[] {(float) Generator.uniform(3, 2L * n), (float) Generator.uniform(3, 2L * n + 1)};
        }
        Network network = network();
        float[][][][] slots = new float[Math.min(SLOTS, (N + ROWS - 1) / ROWS)][][][];
        double[] losses = new double[slots.length];
        for (int first = 0; first < N; first += ROWS) {
            int slot = first / ROWS % SLOTS;
            slots[slot] = slots[slot] == null ? network.zeros() : slots[slot];
            losses[slot] += shard(network, x, y, first, Math.min(N, first + ROWS), slots[slot]);
        }
        for (int stride = 1; stride < slots.length; stride *= 2) {
            for (int i = 0; i + stride < slots.length; i += 2 * stride) {
                add(slots[i], slots[i + stride]);
            }
        }
        double loss = 0;
        for (double one : losses) {
            loss += one;
        }
        float scale = (float) (1.0 / N);
        for (float[][] array : slots[0]) {
            for (float[] row : array) {
                for (int j = 0; j < row.length; j++) {
                    row[j] *= scale;
                }
            }
        }
        int[] order = java.util.stream.IntStream.range(0, N).toArray();
        Samples samples = Samples.labelled(MODEL, Loss.MSE, x, java.util.Arrays.stream(y).map(rows -> rows[0]).toArray(float[][]::new), null);
        for (int threads : new int[] {1, 3}) {
            ShardedNetwork sharded = new ShardedNetwork(network, new Shards(threads), States.kept(MODEL), new Learning(Loss.MSE, List.of(), 0, null));
            Totals totals = new Totals(List.of());
            assertArrayEquals(slots[0], sharded.gradients(new Job().on(samples, order, 0, N), totals));
            assertEquals(loss / N * N / N, totals.loss());
        }
    }

    /** Adds the gradients of the sum of the losses of these rows to {@code into}; returns that sum. */
    private static double shard(Network network, float[][][] x, float[][][] y, int from, int to, float[][][] into) {
        Workspace workspace = new Workspace(network, ROWS, true, false, 0);
        Objective objective = new Objective(Loss.MSE, ActivationFunction.LINEAR, 2, ROWS, Buffers.REAL);
        Batch batch = new Batch(ROWS, Buffers.REAL);
        Samples.labelled(MODEL, Loss.MSE, x, java.util.Arrays.stream(y).map(rows -> rows[0]).toArray(float[][]::new), null)
                .gather(null, from, to, 1, batch);
        objective.run(workspace.forward(batch.x, 4, to - from, new Call()), null, batch, 1, true);
        workspace.backward(objective.gradient(), into);
        return objective.sum();
    }

    private static void add(float[][][] to, float[][][] other) {
        for (int a = 0; a < to.length; a++) {
            for (int r = 0; r < to[a].length; r++) {
                for (int j = 0; j < to[a][r].length; j++) {
                    to[a][r][j] += other[a][r][j];
                }
            }
        }
    }
}
