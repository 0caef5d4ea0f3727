package lstm4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import lstm4j.Sequential;
import lstm4j.layer.Dense;
import lstm4j.layer.Initializer;
import lstm4j.layer.LSTM;
import lstm4j.layer.Regularizer;
import lstm4j.layer.Weight;
import lstm4j.testing.Budget;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitializersTest {
    private static float[][] matrix(Initializer initializer, int rows, int columns, long seed) {
        float[][] out = new float[rows][columns];
        Initializers.fill(new Weight("kernel", rows, columns, false, initializer, Regularizer.NONE, false), seed, 0, out);
        return out;
    }

    private static double[] flat(float[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(row -> IntStream.range(0, row.length).mapToDouble(j -> row[j])).toArray();
    }

    private static void assertDistribution(float[][] rows, double mean, double deviation, double largest) {
        double[] numbers = flat(rows);
        double sum = Arrays.stream(numbers).sum() / numbers.length;
        double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum() / numbers.length;
        assertEquals(mean, sum, 4 * deviation * Budget.STATISTICS.limit());
        assertEquals(deviation, Math.sqrt(squares), 4 * deviation * Budget.STATISTICS.limit());
        double found = Arrays.stream(numbers).map(x -> Math.abs(x - mean)).max().orElseThrow();
        assertTrue(found <= largest * (1 + 1e-7) && (largest == Double.POSITIVE_INFINITY || found > 0.99 * largest), "largest " + found);
    }

    /** The fans of an LSTM's kernel are those of the fused array: F and 4U. */
    @Rule("INIT-6")
    @Test
    void glorotUniformOfAnLstmLooksAtTheFusedKernel() {
        Sequential model = Sequential.of(LSTM.units(128).inputShape(28, 28)).seed(1);
        double limit = Math.sqrt(6.0 / (28 + 4 * 128));
        assertDistribution(model.getWeights()[0], 0, limit / Math.sqrt(3), limit);
    }

    @Rule({"INIT-5", "INIT-6"})
    @Test
    void everyNamedInitializerHasItsSpread() {
        int in = 300;
        int out = 200;
        assertDistribution(matrix(Initializer.GLOROT_UNIFORM, in, out, 2), 0, Math.sqrt(2.0 / (in + out)), Math.sqrt(6.0 / (in + out)));
        assertDistribution(matrix(Initializer.HE_UNIFORM, in, out, 3), 0, Math.sqrt(2.0 / in), Math.sqrt(6.0 / in));
        assertDistribution(matrix(Initializer.LECUN_UNIFORM, in, out, 4), 0, Math.sqrt(1.0 / in), Math.sqrt(3.0 / in));
        double cut = 2 / 0.87962566103423978; // cut at two deviations of the uncut bell
        assertDistribution(matrix(Initializer.GLOROT_NORMAL, in, out, 5), 0, Math.sqrt(2.0 / (in + out)), cut * Math.sqrt(2.0 / (in + out)));
        assertDistribution(matrix(Initializer.HE_NORMAL, in, out, 6), 0, Math.sqrt(2.0 / in), cut * Math.sqrt(2.0 / in));
        assertDistribution(matrix(Initializer.LECUN_NORMAL, in, out, 7), 0, Math.sqrt(1.0 / in), cut * Math.sqrt(1.0 / in));
        assertDistribution(matrix(Initializer.randomUniform(-1, 3), in, out, 8), 1, 4 / Math.sqrt(12), 2);
        assertDistribution(matrix(Initializer.randomNormal(0.5, 0.25), in, out, 9), 0.5, 0.25, Double.POSITIVE_INFINITY);
        assertDistribution(matrix(Initializer.truncatedNormal(0.5, 0.25), in, out, 10), 0.5, 0.25 * 0.87962566103423978, 0.5);
    }

    @Rule("INIT-4")
    @Test
    void constantsAreWhatTheySay() {
        assertTrue(Arrays.stream(flat(matrix(Initializer.ZEROS, 3, 4, 0))).allMatch(x -> x == 0));
        assertTrue(Arrays.stream(flat(matrix(Initializer.ONES, 3, 4, 0))).allMatch(x -> x == 1));
        assertTrue(Arrays.stream(flat(matrix(Initializer.constant(0.25), 3, 4, 0))).allMatch(x -> x == 0.25));
        Numbers.assertSameBits(new float[][] {{2, 0, 0}, {0, 2, 0}}, matrix(Initializer.identity(2), 2, 3, 0), "identity");
    }

    /** M·Mᵀ = gain²·I where there are more columns than rows, else Mᵀ·M. */
    @Rule("INIT-7")
    @ParameterizedTest
    @CsvSource({"1,4,1", "16,64,1", "128,512,1", "5,5,1", "64,16,1", "7,1,1", "20,30,2.5"})
    void orthogonalMatricesAreOrthogonal(int rows, int columns, double gain) {
        float[][] m = matrix(Initializer.orthogonal(gain), rows, columns, 11);
        boolean wide = columns >= rows;
        for (int p = 0; p < Math.min(rows, columns); p++) {
            for (int q = 0; q < Math.min(rows, columns); q++) {
                double dot = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    dot += wide ? (double) m[p][k] * m[q][k] : (double) m[k][p] * m[k][q];
                }
                assertEquals(p == q ? gain * gain : 0, dot, gain * gain * Budget.ORTHOGONAL.limit());
            }
        }
    }

    /** No direction is preferred: the numbers of many small matrices have mean 0 and variance 1/columns. */
    @Test
    void orthogonalMatricesPointEverywhere() {
        float[][] all = new float[4000][];
        for (int n = 0; n < 1000; n++) {
            System.arraycopy(matrix(Initializer.ORTHOGONAL, 4, 16, n), 0, all, 4 * n, 4);
        }
        assertDistribution(all, 0, 0.25, Double.POSITIVE_INFINITY);
    }

    @Rule("INIT-8")
    @Test
    void theForgetBiasStartsAtOneUnlessToldOtherwise() {
        LSTM lstm = LSTM.units(3).inputShape(5, 2);
        Numbers.assertSameBits(new float[] {0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0}, Sequential.of(lstm).getWeights()[2][0], "default");
        Numbers.assertSameBits(new float[12], Sequential.of(lstm.unitForgetBias(false)).getWeights()[2][0], "off");
        LSTM constant = lstm.biasInitializer(Initializer.constant(0.5));
        Numbers.assertSameBits(new float[] {.5f, .5f, .5f, 1, 1, 1, .5f, .5f, .5f, .5f, .5f, .5f}, Sequential.of(constant).getWeights()[2][0],
                "with another initializer");
    }

    @Rule("INIT-9")
    @Test
    void seedAndPlaceDecideAndNothingElse() {
        List<Dense> layers = List.of(Dense.units(4).inputShape(4), Dense.units(4));
        Sequential one = Sequential.of(layers.get(0), layers.get(1)).seed(5);
        Sequential same = Sequential.of(layers.get(0), layers.get(1)).seed(5).parallelism(7);
        Sequential other = Sequential.of(layers.get(0), layers.get(1)).seed(6);
        Numbers.assertSameBits(one.getWeights(), same.getWeights(), "same seed");
        assertNotEquals(one.getWeights()[0][0][0], other.getWeights()[0][0][0]);
        assertNotEquals(one.getWeights()[0][0][0], one.getWeights()[2][0][0]);
    }
}
