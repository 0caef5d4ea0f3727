package lstm4j.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

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

/** Chapter 7 written out: shards, the tree, one multiplication; beside what the engine gives, bit for bit. */
class ShardTreeTest {
    private static final Architecture MODEL = Architecture.of(List.of(LSTM.units(3).inputShape(4, 2), Dense.units(2)));
    private static final int ROWS = 32;

    @Test
    @Rule("PAR-3")
    void theNumberOfRowsStandsInChapter7() throws IOException {
        String chapter = Files.readString(Path.of("spec/07-parallel.md"));
        assertEquals(ROWS, Shards.ROWS);
        assertTrue(chapter.contains("A shard MUST be " + Shards.ROWS + " rows of the batch"));
        assertTrue(chapter.contains("The number " + Shards.ROWS + " is part"));
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

    /** What shards first … first + count − 1 found: gradients and the sum of losses. */
    private record Sum(float[][][] gradients, double loss) {
    }

    /** The tree as its definition says it, from the top: the largest half that is a power of two, and the rest. */
    private static Sum tree(Network network, float[][][] x, float[][] y, int first, int count) {
        if (count == 1) {
            return shard(network, x, y, first * ROWS, Math.min(x.length, (first + 1) * ROWS));
        }
        int half = Integer.highestOneBit(count - 1);
        Sum left = tree(network, x, y, first, half);
        Sum right = tree(network, x, y, first + half, count - half);
        add(left.gradients, right.gradients);
        return new Sum(left.gradients, left.loss + right.loss);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 70, 96, 200, 512, 600, 1100, 2049})
    @Rule({"PAR-3", "PAR-4", "PAR-5", "PAR-7"})
    void gradientsAndLossAreThoseOfTheFixedTree(int N) {
        float[][][] x = new float[N][4][2];
        float[][] y = new float[N][];
        for (int n = 0; n < N; n++) {
            for (int t = 0; t < 8; t++) {
                x[n][t / 2][t % 2] = (float) (2 * Generator.uniform(2, 8L * n + t) - 1);
            }
            y[n] = new float[] {(float) Generator.uniform(3, 2L * n), (float) Generator.uniform(3, 2L * n + 1)};
        }
        Network network = network();
        Sum sum = tree(network, x, y, 0, (N + ROWS - 1) / ROWS);
        float scale = (float) (1.0 / N);
        for (float[][] array : sum.gradients) {
            for (float[] row : array) {
                for (int j = 0; j < row.length; j++) {
                    row[j] *= scale;
                }
            }
        }
        Samples samples = ArraySamples.labelled(MODEL, Loss.MSE, x, y, null);
        for (int threads : new int[] {1, 3, 40}) {
            ShardedNetwork sharded = new ShardedNetwork(network, new Shards(threads), States.kept(MODEL), new Learning(Loss.MSE, List.of(), 0, null));
            Totals totals = new Totals(List.of());
            assertArrayEquals(sum.gradients, sharded.gradients(new Job().on(samples, null, 0, N), totals));
            assertEquals(sum.loss / N * N / N, totals.loss());
            Totals evaluated = new Totals(List.of());
            sharded.evaluate(new Job().on(samples, null, 0, N), evaluated);
            assertEquals(totals.loss(), evaluated.loss());
        }
    }

    /** The gradients of the sum of the losses of these rows, and that sum. */
    private static Sum shard(Network network, float[][][] x, float[][] y, int from, int to) {
        Workspace workspace = new Workspace(network, ROWS, true, false, 0);
        Objective objective = new Objective(Loss.MSE, ActivationFunction.LINEAR, 2, ROWS, Buffers.REAL);
        Batch batch = new Batch(ROWS, Buffers.REAL);
        ArraySamples.labelled(MODEL, Loss.MSE, x, y, null).gather(null, from, to, 1, batch);
        objective.run(workspace.forward(batch.x, 4, to - from, new Call()), null, batch, 1, true);
        float[][][] gradients = network.zeros();
        workspace.backward(objective.gradient(), gradients);
        return new Sum(gradients, objective.sum());
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

    /** A run 2ᵏ long that begins at a multiple of 2ᵏ has the sum it has within the whole. */
    @Test
    @Rule("PAR-4")
    void anAlignedRunOfShardsHasASumOfItsOwn() {
        double[] found = IntStream.range(0, 23).mapToDouble(shard -> Generator.uniform(8, shard)).toArray();
        for (int length : new int[] {1, 2, 4, 8, 16}) {
            double[] runs = new double[(found.length + length - 1) / length];
            for (int run = 0; run < runs.length; run++) {
                runs[run] = sum(Arrays.copyOfRange(found, run * length, Math.min(found.length, (run + 1) * length)), 1);
            }
            assertEquals(sum(found, 1), sum(runs, 3));
        }
    }

    private static double sum(double[] found, int threads) {
        ShardTree tree = new ShardTree(new Shards(threads), new Network(MODEL), 0);
        return tree.sum(found.length, false, (worker, shard, slot) -> slot.loss = found[shard]).loss;
    }

    /** One thread keeps one sum for each bit of the number of shards, and one more. */
    @Test
    @Rule("PAR-4")
    void oneThreadNeedsALogarithmOfBuffers() {
        for (int count : new int[] {1, 2, 3, 4, 7, 8, 16, 100, 1024}) {
            ShardTree tree = new ShardTree(new Shards(1), new Network(MODEL), 1);
            Set<Slot> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            tree.sum(count, false, (worker, shard, slot) -> seen.add(slot));
            assertEquals(Slot.needed(count, 1), seen.size(), count + " shards");
        }
        assertEquals(11, Slot.needed(1024, 1));
        assertEquals(3, Slot.needed(3, 8));
    }
}
