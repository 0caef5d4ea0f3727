package lstm4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import lstm4j.layer.ActivationFunction;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** softmax and log-softmax against decimal arithmetic and against the whole Jacobian. */
@Rule({"NUM-6", "DENSE-2"})
class SoftmaxTest {
    private static final float NAN = Float.NaN;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    @ParameterizedTest(name = "{0} numbers spread by {1}")
    @CsvSource({"1, 1", "2, 0.001", "2, 30", "3, 1", "10, 3", "10, 60", "100, 10", "256, 1", "257, 5", "700, 2"})
    void everyNumberIsTheOneNearestToTheTextbook(int n, float spread) {
        float[] x = gaussian(n, spread);
        BigDecimal[] e = new BigDecimal[n];
        BigDecimal sum = BigDecimal.ZERO;
        for (int j = 0; j < n; j++) {
            e[j] = Textbook.exp(new BigDecimal(x[j]));
            sum = sum.add(e[j]);
        }
        float[] p = apply(ActivationFunction.SOFTMAX, x);
        float[] logP = apply(ActivationFunction.LOG_SOFTMAX, x);
        BigDecimal log = Textbook.log(sum);
        for (int j = 0; j < n; j++) {
            assertNear(e[j].divide(sum, Textbook.DIGITS), p[j]);
            assertNear(new BigDecimal(x[j]).subtract(log), logP[j]);
        }
    }

    @Test
    void hugeNumbersDoNotOverflow() {
        assertArrayEquals(new float[] {0, 1, 0}, apply(ActivationFunction.SOFTMAX, new float[] {-3e38f, 3e38f, 120}));
        assertArrayEquals(new float[] {0.5f, 0.5f}, apply(ActivationFunction.SOFTMAX, new float[] {3e38f, 3e38f}));
        assertArrayEquals(new float[] {-1000, -0f}, apply(ActivationFunction.LOG_SOFTMAX, new float[] {-500, 500}));
    }

    @Test
    void aProbabilityNearOneKeepsItsSmallLogarithm() {
        assertArrayEquals(new float[] {-8.194013e-40f, -90}, apply(ActivationFunction.LOG_SOFTMAX, new float[] {90, 0}));
    }

    @Test
    void minusInfinityHasNoProbability() {
        assertArrayEquals(new float[] {0, 1, 0}, apply(ActivationFunction.SOFTMAX, new float[] {-INFINITY, 5, -INFINITY}));
    }

    @Test
    void aNanOrAnInfinityMakesTheWholeRowNan() {
        float[] nan = {NAN, NAN, NAN};
        for (ActivationFunction f : new ActivationFunction[] {ActivationFunction.SOFTMAX, ActivationFunction.LOG_SOFTMAX}) {
            assertArrayEquals(nan, apply(f, new float[] {1, NAN, 2}));
            assertArrayEquals(nan, apply(f, new float[] {1, INFINITY, 2}));
            assertArrayEquals(nan, apply(f, new float[] {-INFINITY, -INFINITY, -INFINITY}));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "10", "300"})
    void derivativesAreThoseOfTheWholeJacobian(int n) {
        float[] x = gaussian(n, 2);
        float[] d = gaussian(n, 1);
        float[] p = apply(ActivationFunction.SOFTMAX, x);
        float[] logP = apply(ActivationFunction.LOG_SOFTMAX, x);
        float[] dSoftmax = d.clone();
        float[] dLogSoftmax = d.clone();
        new Activations().derivative(ActivationFunction.SOFTMAX, null, p, dSoftmax, n);
        new Activations().derivative(ActivationFunction.LOG_SOFTMAX, null, logP, dLogSoftmax, n);
        for (int k = 0; k < n; k++) {
            double expected = 0;
            double expectedLog = 0;
            double size = 0;
            for (int j = 0; j < n; j++) {
                int same = j == k ? 1 : 0;
                expected += d[j] * (double) p[j] * (same - (double) p[k]);
                expectedLog += d[j] * (same - StrictMath.exp(logP[k]));
                size += Math.abs(d[j]);
            }
            double bound = Budget.SOFTMAX_DERIVATIVE.limit() * size;
            assertEquals(expected, dSoftmax[k], bound);
            assertEquals(expectedLog, dLogSoftmax[k], bound);
        }
    }

    private static float[] apply(ActivationFunction f, float[] x) {
        float[] row = x.clone();
        new Activations().apply(f, new float[][] {row}, 1, row.length);
        return row;
    }

    private static float[] gaussian(int n, float spread) {
        Random random = new Random(n);
        float[] x = new float[n];
        for (int j = 0; j < n; j++) {
            x[j] = (float) random.nextGaussian() * spread;
        }
        return x;
    }

    private static void assertNear(BigDecimal exact, float actual) {
        double ulps = ActivationsTest.ulps(actual, exact);
        assertTrue(ulps <= Budget.SOFTMAX_ULPS.limit(), actual + " is " + ulps + " ulps off");
    }
}
