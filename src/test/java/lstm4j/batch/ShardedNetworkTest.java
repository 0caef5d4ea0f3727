package lstm4j.batch;

import static lstm4j.testing.Numbers.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import lstm4j.compile.Loss;
import lstm4j.engine.Network;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.parallel.Shards;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Totals;

/** How the shards of a batch are put together, from what each gives alone: 32 rows have a mean that is exactly their sum / 32. */
class ShardedNetworkTest {
    private static final int ROWS = 32;
    private final SplittableRandom random = new SplittableRandom(3);
    private final Network network = new Network(Architecture.of(List.of(LSTM.units(5).inputShape(4, 3), Dense.units(2))));

    private record Result(float[][][] gradients, double loss) {
    }

    private Result run(float[][][] x, float[][] y, int from, int to, int threads) {
        ShardedNetwork sharded = new ShardedNetwork(network, new Shards(threads), 0, Loss.MSE, List.of(), 0, new States(network.architecture()), null);
        Totals totals = new Totals(0);
        Samples samples = Samples.labelled(network.architecture(), Loss.MSE, x, y, null);
        float[][][] gradients = Copies.of(sharded.gradients(samples, null, from, to, false, 0, null, totals));
        return new Result(gradients, totals.loss());
    }

    private void drawWeights() {
        float[][][] weights = Numbers.like(random, network.weights(), 0.5);
        Copies.into(network, weights);
    }

    @Rule({"PAR-3", "PAR-4", "PAR-5", "PAR-7"})
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 11, 16})
    void upTo16ShardsAreAddedUpAsABinaryTree(int shards) {
        drawWeights();
        float[][][] x = Numbers.tensor(random, shards * ROWS, 4, 3, 1);
        float[][] y = Numbers.rows(random, shards * ROWS, 2, 1);
        float[][][][] slots = new float[shards][][][];
        double loss = 0;
        for (int s = 0; s < shards; s++) {
            Result alone = run(x, y, s * ROWS, (s + 1) * ROWS, 1);
            slots[s] = alone.gradients;
            multiply(slots[s], ROWS);
            loss += alone.loss * ROWS;
        }
        for (int stride = 1; stride < shards; stride *= 2) {
            for (int i = 0; i + stride < shards; i += 2 * stride) {
                add(slots[i], slots[i + stride]);
            }
        }
        multiply(slots[0], (float) (1.0 / (shards * ROWS)));
        Result all = run(x, y, 0, shards * ROWS, 3);
        assertSameBits(slots[0], all.gradients, shards + " shards");
        assertEquals(loss / (shards * ROWS), all.loss);
    }

    /** A linear layer, whose gradient is Σ x·dz: here by the rules alone, for batches with more shards than buffers too. */
    @Rule({"PAR-3", "PAR-4", "PAR-5"})
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 40, 512, 544, 600, 1100})
    void everyShardGoesOnInItsBuffer(int rows) {
        Network linear = new Network(Architecture.of(List.of(Dense.units(2).useBias(false).inputShape(3))));
        float[][] w = Numbers.rows(random, 3, 2, 1);
        Copies.into(linear, new float[][][] {w});
        float[][][] x = Numbers.tensor(random, rows, 1, 3, 1);
        float[][] y = Numbers.rows(random, rows, 2, 1);
        float[][][] slots = new float[16][3][2];
        for (int slot = 0; slot < 16; slot++) {
            for (int r = 0; r < rows; r++) {
                for (int k = 0; r / ROWS % 16 == slot && k < 2; k++) {
                    float p = ((0 + x[r][0][0] * w[0][k]) + x[r][0][1] * w[1][k]) + x[r][0][2] * w[2][k];
                    float dz = (float) (2 * ((double) p - y[r][k]) / 2);
                    for (int j = 0; j < 3; j++) {
                        slots[slot][j][k] += x[r][0][j] * dz;
                    }
                }
            }
        }
        int used = Math.min(16, (rows + ROWS - 1) / ROWS);
        for (int stride = 1; stride < used; stride *= 2) {
            for (int i = 0; i + stride < used; i += 2 * stride) {
                add(new float[][][] {slots[i]}, new float[][][] {slots[i + stride]});
            }
        }
        multiply(new float[][][] {slots[0]}, (float) (1.0 / rows));
        ShardedNetwork sharded = new ShardedNetwork(linear, new Shards(3), 0, Loss.MSE, List.of(), 0, new States(linear.architecture()), null);
        Samples samples = Samples.labelled(linear.architecture(), Loss.MSE, x, y, null);
        assertSameBits(slots[0], sharded.gradients(samples, null, 0, rows, false, 0, null, new Totals(0))[0], rows + " rows");
    }

    private static void multiply(float[][][] arrays, float factor) {
        for (float[][] array : arrays) {
            for (float[] row : array) {
                for (int j = 0; j < row.length; j++) {
                    row[j] *= factor;
                }
            }
        }
    }

    private static void add(float[][][] to, float[][][] from) {
        for (int w = 0; w < to.length; w++) {
            for (int r = 0; r < to[w].length; r++) {
                for (int j = 0; j < to[w][r].length; j++) {
                    to[w][r][j] += from[w][r][j];
                }
            }
        }
    }
}
