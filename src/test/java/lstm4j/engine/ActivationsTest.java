package lstm4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.DoubleStream;
import lstm4j.layer.ActivationFunction;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every function that looks at one number, against {@link Textbook}; softmax has its own test. */
@Rule("NUM-3")
class ActivationsTest {
    private static final String ROWS = "SOFTMAX|LOG_SOFTMAX";
    private static final BigDecimal STEP = new BigDecimal("1e-30");

    /** Functions with a kink; there the slope is a convention and no difference can judge it. */
    private static final Set<ActivationFunction> KINKED = EnumSet.of(ActivationFunction.RELU, ActivationFunction.RELU6,
            ActivationFunction.LEAKY_RELU, ActivationFunction.SELU, ActivationFunction.HARD_SIGMOID,
            ActivationFunction.HARD_SIGMOID_KERAS2, ActivationFunction.HARD_SILU, ActivationFunction.HARD_TANH,
            ActivationFunction.HARD_SHRINK, ActivationFunction.SOFT_SHRINK, ActivationFunction.SPARSE_SIGMOID);

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ROWS)
    void valuesAreWithinOneUlpOfTheTextbook(ActivationFunction f) {
        for (float x : arguments()) {
            float y = apply(f, x);
            BigDecimal exact = Textbook.value(f, new BigDecimal(x));
            double ulps = ulps(y, exact);
            assertTrue(ulps <= Budget.ACTIVATION_ULPS.limit(), f + "(" + x + ") = " + y + ", " + ulps + " ulps off");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ROWS)
    void slopesAreThoseOfTheTextbook(ActivationFunction f) {
        for (float x : arguments()) {
            if (KINKED.contains(f) && isNearAKink(x)) {
                continue;
            }
            double expected = Textbook.value(f, new BigDecimal(x).add(STEP))
                    .subtract(Textbook.value(f, new BigDecimal(x).subtract(STEP)))
                    .divide(STEP.add(STEP), Textbook.DIGITS).doubleValue();
            double bound = Budget.ACTIVATION_SLOPE.limit() * Math.max(1, Math.abs(expected));
            if (Math.abs(expected) < Float.MAX_VALUE) {
                assertEquals(expected, slope(f, x), bound, f + "'(" + x + ")");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ROWS)
    void nanGivesNan(ActivationFunction f) {
        assertTrue(Float.isNaN(apply(f, Float.NaN)));
        if (f != ActivationFunction.LINEAR) {
            assertTrue(Float.isNaN(slope(f, Float.NaN)), "slope");
        }
        float[] d = {Float.NaN};
        new Activations().derivative(f, new float[] {1}, new float[] {apply(f, 1)}, d, 1);
        assertTrue(Float.isNaN(d[0]), "gradient");
    }

    @ParameterizedTest(name = "{0} at -∞ and ∞: {1} and {2}, slopes {3} and {4}")
    @CsvSource({"LINEAR, -Infinity, Infinity, 1, 1", "TANH, -1, 1, 0, 0", "SIGMOID, 0, 1, 0, 0",
        "HARD_SIGMOID, 0, 1, 0, 0", "HARD_SIGMOID_KERAS2, 0, 1, 0, 0", "RELU, 0, Infinity, 0, 1", "RELU6, 0, 6, 0, 0",
        "LEAKY_RELU, -Infinity, Infinity, 0.2, 1", "ELU, -1, Infinity, 0, 1", "CELU, -1, Infinity, 0, 1",
        "SELU, -1.7580993, Infinity, 0, 1.050701", "SOFTPLUS, 0, Infinity, 0, 1", "SOFTSIGN, -1, 1, 0, 0",
        "SQUAREPLUS, 0, Infinity, 0, 1", "EXPONENTIAL, 0, Infinity, 0, Infinity", "SILU, -0.0, Infinity, 0, 1",
        "GELU, -0.0, Infinity, 0, 1", "MISH, -0.0, Infinity, 0, 1", "HARD_SILU, -0.0, Infinity, 0, 1",
        "HARD_TANH, -1, 1, 0, 0", "HARD_SHRINK, -Infinity, Infinity, 1, 1", "SOFT_SHRINK, -Infinity, Infinity, 1, 1",
        "TANH_SHRINK, -Infinity, Infinity, 1, 1", "SPARSE_PLUS, 0, Infinity, 0, 1", "SPARSE_SIGMOID, 0, 1, 0, 0",
        "LOG_SIGMOID, -Infinity, 0, 1, 0"})
    void infinityGivesTheLimit(ActivationFunction f, float low, float high, float lowSlope, float highSlope) {
        assertEquals(low, apply(f, Float.NEGATIVE_INFINITY), "low");
        assertEquals(high, apply(f, Float.POSITIVE_INFINITY) + 0f, "high");
        assertEquals(lowSlope, Math.abs(slope(f, Float.NEGATIVE_INFINITY)), 1e-7f, "low slope");
        assertEquals(highSlope, Math.abs(slope(f, Float.POSITIVE_INFINITY)), "high slope");
    }

    @ParameterizedTest(name = "{0} at {1} has slope {2}")
    @CsvSource({"RELU, 0, 0", "RELU, -0.0, 0", "RELU6, 0, 0", "RELU6, 6, 0", "LEAKY_RELU, 0, 0.2", "ELU, 0, 1", "CELU, 0, 1",
        "SELU, 0, 1.050701", "HARD_SIGMOID, -3, 0", "HARD_SIGMOID, 3, 0", "HARD_SIGMOID_KERAS2, -2.5, 0",
        "HARD_SIGMOID_KERAS2, 2.5, 0", "HARD_SIGMOID_KERAS2, 2.4999998, 0.2", "HARD_SIGMOID, 2.9999998, 0.16666667",
        "HARD_SILU, -3, 0", "HARD_SILU, 3, 1", "HARD_TANH, -1, 1", "HARD_TANH, 1, 1", "HARD_TANH, 1.0000001, 0",
        "HARD_SHRINK, 0.5, 0", "HARD_SHRINK, 0.50000006, 1", "SOFT_SHRINK, -0.5, 0", "SOFT_SHRINK, -0.50000006, 1",
        "SPARSE_PLUS, -1, 0", "SPARSE_PLUS, 1, 1", "SPARSE_SIGMOID, -1, 0", "SPARSE_SIGMOID, 1, 0"})
    void atAKinkTheSlopeIsThatOfTensorFlow(ActivationFunction f, float x, float slope) {
        assertEquals(slope, slope(f, x));
    }

    @Test
    void zeroKeepsItsSignWhereTheFunctionIsOdd() {
        for (ActivationFunction f : EnumSet.of(ActivationFunction.LINEAR, ActivationFunction.TANH,
                ActivationFunction.SOFTSIGN, ActivationFunction.HARD_TANH, ActivationFunction.LEAKY_RELU,
                ActivationFunction.ELU, ActivationFunction.SELU, ActivationFunction.SILU, ActivationFunction.GELU)) {
            assertEquals(-0f, apply(f, -0f), f.toString());
            assertEquals(0f, apply(f, 0f), f.toString());
        }
    }

    @Test
    void numbersBehindTheCountStay() {
        for (ActivationFunction f : ActivationFunction.values()) {
            float[] row = {0.5f, -0.5f, 7, -7};
            float[] d = {1, 1, 7, -7};
            new Activations().apply(f, new float[][] {row}, 1, 2);
            new Activations().derivative(f, row, row, d, 2);
            assertEquals(0, row[2] - 7 + d[2] - 7, f.toString());
            assertEquals(0, row[3] + 7 + d[3] + 7, f.toString());
        }
    }

    private static float[] arguments() {
        float[] fixed = {Float.MIN_VALUE, Float.MIN_NORMAL, 0.5f, 1, 2.5f, 3, 6, 0.019f, 0.021f, 14.2f, 88, 103.5f};
        double[] sizes = DoubleStream.concat(
                DoubleStream.iterate(1e-12, v -> v < 190, v -> v * 1.9),
                DoubleStream.iterate(0.05, v -> v < 8, v -> v + 0.1523)).toArray();
        float[] x = new float[2 * (fixed.length + sizes.length)];
        for (int j = 0; j < fixed.length + sizes.length; j++) {
            float v = j < fixed.length ? fixed[j] : (float) sizes[j - fixed.length];
            x[2 * j] = v;
            x[2 * j + 1] = -v;
        }
        return x;
    }

    private static boolean isNearAKink(float x) {
        return DoubleStream.of(0, 0.5, 1, 2.5, 3, 6).anyMatch(kink -> Math.abs(x) == (float) kink)
                || Math.abs(x) < STEP.doubleValue();
    }

    static double ulps(float y, BigDecimal exact) {
        float nearest = exact.floatValue();
        if (Float.isInfinite(nearest) || Float.isInfinite(y)) {
            return nearest == y ? 0 : Double.POSITIVE_INFINITY;
        }
        return new BigDecimal(y).subtract(exact).abs().doubleValue() / Math.ulp(nearest);
    }

    private static float apply(ActivationFunction f, float x) {
        float[] row = {x};
        new Activations().apply(f, new float[][] {row}, 1, 1);
        return row[0];
    }

    private static float slope(ActivationFunction f, float x) {
        float[] d = {1};
        float[] input = Activations.needsInput(f) ? new float[] {x} : null;
        new Activations().derivative(f, input, new float[] {apply(f, x)}, d, 1);
        return d[0];
    }
}
