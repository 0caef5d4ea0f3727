package lstm4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import lstm4j.layer.ActivationFunction;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** exp, tanh and sigmoid. {@link ElementaryExhaustive} proves for every float what this samples. */
@Rule("NUM-2")
class ElementaryTest {
    /** A prime, so the sample runs through all exponents and all low bits. */
    private static final int STRIDE = 4099;

    @ParameterizedTest
    @EnumSource(names = {"EXPONENTIAL", "TANH", "SIGMOID"})
    void aMillionFloatsOfAllSizesAreRoundedCorrectly(ActivationFunction f) {
        float[] x = new float[(int) ((1L << 32) / STRIDE)];
        for (int j = 0; j < x.length; j++) {
            x[j] = Float.intBitsToFloat(j * STRIDE);
        }
        assertCorrectlyRounded(f, x);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPONENTIAL", "TANH", "SIGMOID"})
    void floatsBesideEveryPowerOfTwoAreRoundedCorrectly(ActivationFunction f) {
        float[] x = new float[2 * 255 * 65];
        int count = 0;
        for (int exponent = 0; exponent < 255; exponent++) {
            for (int step = -32; step <= 32; step++) {
                float v = Float.intBitsToFloat(Math.max(0, (exponent << 23) + step));
                x[count++] = v;
                x[count++] = -v;
            }
        }
        assertCorrectlyRounded(f, x);
    }

    @Test
    void theSigmoidOfEveryNumberWhoseLinearPartIsHalfwayBetweenTwoFloatsIsRoundedCorrectly() {
        float[] x = new float[2 * 512];
        for (int k = 0; k < 512; k++) {
            x[2 * k] = (2 * k + 1) * 0x1p-24f;
            x[2 * k + 1] = -x[2 * k];
        }
        assertCorrectlyRounded(ActivationFunction.SIGMOID, x);
    }

    @Test
    void theHardestNumbersOfEachFunctionAreRoundedCorrectly() {
        assertCorrectlyRounded(ActivationFunction.SIGMOID, new float[] {-0x1.2082ep-3f, -0x1.32c9ap-1f, -0x1.250c02p-10f,
            -0x1.90c802p2f, -0x1.9d9252p2f, -0x1.f55d64p2f, -0x1.c9bb96p3f, -0x1.ea8ce6p3f});
    }

    @ParameterizedTest(name = "exp({0}) = {1}")
    @CsvSource({"NaN, NaN", "Infinity, Infinity", "-Infinity, 0", "0, 1", "-0.0, 1", "1.4e-45, 1", "-1.4e-45, 1",
        "88.72283, 3.4027985e38", "88.72284, Infinity", "3.4028235e38, Infinity", "-3.4028235e38, 0",
        "-103.972076, 1.4e-45", "-103.972084, 0", "1, 2.7182817", "-1, 0.36787945", "-87.5, 9.9823514e-39"})
    void exponentials(float x, float expected) {
        assertEquals(expected, apply(ActivationFunction.EXPONENTIAL, x));
    }

    @ParameterizedTest(name = "tanh({0}) = {1}")
    @CsvSource({"NaN, NaN", "Infinity, 1", "-Infinity, -1", "0, 0", "-0.0, -0.0", "1.4e-45, 1.4e-45",
        "-1.4e-45, -1.4e-45", "1.1754942e-38, 1.1754942e-38", "9.5, 1", "-9.5, -1", "3.4028235e38, 1",
        "0.5, 0.46211717", "-0.5, -0.46211717", "1, 0.7615942"})
    void hyperbolicTangents(float x, float expected) {
        assertEquals(expected, apply(ActivationFunction.TANH, x));
    }

    @ParameterizedTest(name = "sigmoid({0}) = {1}")
    @CsvSource({"NaN, NaN", "Infinity, 1", "-Infinity, 0", "0, 0.5", "-0.0, 0.5", "1.4e-45, 0.5", "-1.4e-45, 0.5",
        "17.328679, 0.99999994", "17.32868, 1", "-103.972076, 1.4e-45", "-104, 0", "3.4028235e38, 1",
        "-3.4028235e38, 0", "1, 0.7310586", "-1, 0.26894143", "-87.5, 9.9823514e-39"})
    void logisticFunctions(float x, float expected) {
        assertEquals(expected, apply(ActivationFunction.SIGMOID, x));
    }

    @Test
    void powersOfTwoAreExact() {
        double[] n = new double[321];
        for (int j = 0; j < n.length; j++) {
            n[j] = j - 160;
        }
        Elementary.powersOfTwo(n, n.length);
        for (int j = 0; j < n.length; j++) {
            assertEquals(Math.scalb(1.0, j - 160), n[j]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 255, 256, 257, 511, 512, 513, 1000})
    void aRowGivesTheSameBitsAsItsNumbersOneByOneAndTheRestOfTheArrayStays(int n) {
        Elementary elementary = new Elementary();
        float[] x = new float[n + 3];
        for (int j = 0; j < x.length; j++) {
            x[j] = (j - n / 2) * 0.037f;
        }
        float[] expected = x.clone();
        for (int j = 0; j < n; j++) {
            expected[j] = CorrectRounding.of(ActivationFunction.TANH, x[j]);
        }
        float[] y = x.clone();
        elementary.tanh(y, y, n);
        assertArrayEquals(expected, y);
        float[] apart = x.clone();
        elementary.tanh(x.clone(), apart, n);
        assertArrayEquals(expected, apart);
    }

    private static float apply(ActivationFunction f, float x) {
        float[] row = {x};
        new Activations().apply(f, row, 1);
        return row[0];
    }

    private static void assertCorrectlyRounded(ActivationFunction f, float[] x) {
        float[] y = x.clone();
        new Activations().apply(f, y, y.length);
        for (int j = 0; j < x.length; j++) {
            float expected = CorrectRounding.of(f, x[j]);
            if (Float.floatToIntBits(expected) != Float.floatToIntBits(y[j])) {
                assertEquals(expected, y[j], f + "(" + Float.toHexString(x[j]) + ")");
            }
        }
    }
}
