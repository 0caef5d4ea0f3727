package lstm4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import lstm4j.Sequential;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Initializer;
import lstm4j.layer.LSTM;
import lstm4j.layer.Weight;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

/** First values, by the formulas of chapter 6 written out again. */
class InitializersInChapter6Test {
    private static final int F = 3;
    private static final int U = 5;

    /** The kernel of a Dense layer (3, 5), number 0 of its model. */
    private static float[][] kernel(Initializer initializer, long seed) {
        return Sequential.of(Dense.units(U).kernelInitializer(initializer).inputShape(F)).seed(seed).getWeights()[0];
    }

    private static double u(long seed, int n) {
        return Generator.uniform(Generator.key(seed, 1, 0, 0), n);
    }

    @Test
    @Rule("INIT-4")
    void constantsAndIdentity() {
        assertArrayEquals(new float[][] {{2, 2, 2, 2, 2}, {2, 2, 2, 2, 2}, {2, 2, 2, 2, 2}}, kernel(Initializer.constant(2), 1));
        assertArrayEquals(new float[][] {{3, 0, 0, 0, 0}, {0, 3, 0, 0, 0}, {0, 0, 3, 0, 0}}, kernel(Initializer.identity(3), 1));
        assertEquals(0, kernel(Initializer.ZEROS, 1)[2][4]);
        assertEquals(1, kernel(Initializer.ONES, 1)[2][4]);
    }

    @Test
    @Rule({"INIT-5", "INIT-6", "INIT-9"})
    void uniformArrays() {
        float[][] plain = kernel(Initializer.randomUniform(-1, 3), 42);
        float[][] glorot = kernel(Initializer.GLOROT_UNIFORM, 42);
        float[][] he = kernel(Initializer.HE_UNIFORM, 42);
        float[][] lecun = kernel(Initializer.LECUN_UNIFORM, 42);
        for (int r = 0; r < F; r++) {
            for (int j = 0; j < U; j++) {
                double u = u(42, r * U + j);
                assertEquals((float) (-1 + 4 * u), plain[r][j]);
                assertEquals(Math.sqrt(6.0 / (F + U)) * (2 * u - 1), glorot[r][j], Budget.EXAMPLE_ENGINE.limit());
                assertEquals(Math.sqrt(6.0 / F) * (2 * u - 1), he[r][j], Budget.EXAMPLE_ENGINE.limit());
                assertEquals(Math.sqrt(3.0 / F) * (2 * u - 1), lecun[r][j], Budget.EXAMPLE_ENGINE.limit());
            }
        }
    }

    @Test
    @Rule({"INIT-5", "INIT-6"})
    void normalArrays() {
        long key = Generator.key(42, 1, 0, 0);
        float[][] plain = kernel(Initializer.randomNormal(1, 2), 42);
        float[][] truncated = kernel(Initializer.truncatedNormal(1, 2), 42);
        float[][] glorot = kernel(Initializer.GLOROT_NORMAL, 42);
        float[][] he = kernel(Initializer.HE_NORMAL, 42);
        float[][] lecun = kernel(Initializer.LECUN_NORMAL, 42);
        for (int n = 0; n < F * U; n++) {
            assertEquals((float) (1 + 2 * Generator.normal(key, n)), plain[n / U][n % U]);
            double v;
            int attempt = 0;
            do {
                v = Generator.normal(Generator.bits(key, n), attempt++);
            } while (Math.abs(v) > 2);
            assertEquals((float) (1 + 2 * v), truncated[n / U][n % U]);
            assertEquals(Math.sqrt(2.0 / (F + U)) / 0.87962566103423978 * v, glorot[n / U][n % U], Budget.EXAMPLE_ENGINE.limit());
            assertEquals(Math.sqrt(2.0 / F) / 0.87962566103423978 * v, he[n / U][n % U], Budget.EXAMPLE_ENGINE.limit());
            assertEquals(Math.sqrt(1.0 / F) / 0.87962566103423978 * v, lecun[n / U][n % U], Budget.EXAMPLE_ENGINE.limit());
        }
    }

    @Test
    @Rule({"INIT-7", "INIT-6"})
    void theRecurrentKernelOfAnLstmHasOrthonormalRowsAndItsKernelIsScaledByAllColumns() {
        float[][][] weights = Sequential.of(LSTM.units(U).inputShape(7, F)).seed(9).getWeights();
        float[][] q = weights[1];
        for (int a = 0; a < U; a++) {
            for (int b = 0; b < U; b++) {
                double dot = 0;
                for (int j = 0; j < 4 * U; j++) {
                    dot += (double) q[a][j] * q[b][j];
                }
                assertEquals(a == b ? 1 : 0, dot, Budget.EXAMPLE_ENGINE.limit());
            }
        }
        // The first vector is a normal one divided by its length: its direction is that of the numbers drawn.
        long key = Generator.key(9, 1, 1, 0);
        double ratio = Generator.normal(key, 0) / q[0][0];
        for (int j = 1; j < 4 * U; j++) {
            assertEquals(Generator.normal(key, (long) j * U), ratio * q[0][j], 10 * Budget.EXAMPLE_ENGINE.limit());
        }
        double limit = Math.sqrt(6.0 / (F + 4 * U));
        assertEquals(limit * (2 * u(9, 0) - 1), weights[0][0][0], Budget.EXAMPLE_ENGINE.limit());
    }

    @Test
    @Rule("INIT-7")
    void aTallOrthogonalArrayHasOrthonormalColumnsTimesItsGain() {
        float[][] q = Sequential.of(Dense.units(2).kernelInitializer(Initializer.orthogonal(3)).inputShape(6)).getWeights()[0];
        double[] dots = new double[3];
        for (float[] row : q) {
            dots[0] += (double) row[0] * row[0];
            dots[1] += (double) row[1] * row[1];
            dots[2] += (double) row[0] * row[1];
        }
        assertArrayEquals(new double[] {9, 9, 0}, dots, 10 * Budget.EXAMPLE_ENGINE.limit());
    }

    @Test
    @Rule("INIT-8")
    void theForgetQuarterOfABiasBeginsAtOneAndTheRestAsItsInitializerSays() {
        float[] plain = bias(LSTM.units(2));
        float[] other = bias(LSTM.units(2).biasInitializer(Initializer.constant(0.03)));
        float[] none = bias(LSTM.units(2).unitForgetBias(false));
        assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0, 0, 0}, plain);
        assertArrayEquals(new float[] {0.03f, 0.03f, 1, 1, 0.03f, 0.03f, 0.03f, 0.03f}, other);
        assertArrayEquals(new float[8], none);
    }

    private static float[] bias(LSTM lstm) {
        return Sequential.of(lstm.inputShape(3, 1)).getWeights()[2][0];
    }

    @Test
    @Rule("INIT-9")
    void valuesDependOnSeedAndNumberOfTheArrayAlone() {
        assertArrayEquals(kernel(Initializer.GLOROT_UNIFORM, 5), kernel(Initializer.GLOROT_UNIFORM, 5));
        assertTrue(kernel(Initializer.GLOROT_UNIFORM, 5)[0][0] != kernel(Initializer.GLOROT_UNIFORM, 6)[0][0]);
        Weight weight = Architecture.of(List.of(Dense.units(U).inputShape(F))).weights(0).get(0);
        float[][] asNumber4 = new float[F][U];
        Initializers.fill(weight, 5, 4, asNumber4);
        double u = Generator.uniform(Generator.key(5, 1, 4, 0), 0);
        assertEquals(Math.sqrt(6.0 / (F + U)) * (2 * u - 1), asNumber4[0][0], Budget.EXAMPLE_ENGINE.limit());
    }
}
