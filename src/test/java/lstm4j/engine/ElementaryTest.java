package lstm4j.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import lstm4j.layer.ActivationFunction;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

    /**
     * Very near to halfway between two floats, found among all that the profile {@code exhaustive} looks at: the first to go wrong where a coefficient of the
     * polynomial is off, in exp that of r⁶ by 2⁻³⁰ of itself, the last by 2⁻⁶.
     */
    @Test
    void theHardestNumbersOfEachFunctionAreRoundedCorrectly() {
        assertCorrectlyRounded(ActivationFunction.EXPONENTIAL, new float[] {
            0x1.060e1ep6f, 0x1.112856p6f});
        assertCorrectlyRounded(ActivationFunction.TANH, new float[] {
            0x1.2a19a8p-3f, 0x1.6089e4p-3f, 0x1.dc9076p-4f, 0x1.f860aap-5f});
        assertCorrectlyRounded(ActivationFunction.SIGMOID, new float[] {
            -0x1.2082ep-3f, -0x1.32c9ap-1f, -0x1.250c02p-10f, -0x1.90c802p2f, -0x1.9d9252p2f, -0x1.f55d64p2f, -0x1.c9bb96p3f,
            -0x1.ea8ce6p3f, -0x1.372cfap1f, -0x1.68184ap-2f, 0x1.1bff5ep-2f, 0x1.5f7ce6p-2f, 0x1.65937p-2f});
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

    /** Rows shorter and longer than a tile, alone and several in one; a margin beside the numbers and a row below stay. */
    @ParameterizedTest
    @CsvSource({"TANH, 1, 0", "TANH, 1, 1", "TANH, 1, 2", "TANH, 1, 255", "TANH, 1, 256", "TANH, 1, 257", "TANH, 1, 511", "TANH, 1, 512",
        "TANH, 1, 513", "TANH, 1, 1000", "TANH, 40, 128", "TANH, 0, 5", "SIGMOID, 3, 511", "SIGMOID, 2, 512", "SIGMOID, 2, 513",
        "EXPONENTIAL, 7, 171", "EXPONENTIAL, 600, 1"})
    void rowsAreRoundedCorrectlyWhateverTheirNumberAndLengthAndTheRestStays(ActivationFunction f, int count, int n) {
        float[][] rows = new float[count + 1][n + 3];
        float[][] expected = new float[count + 1][n + 3];
        for (int r = 0; r <= count; r++) {
            for (int j = 0; j < n + 3; j++) {
                rows[r][j] = (j - n / 2) * 0.037f + r * 0.011f;
                expected[r][j] = r < count && j < n ? CorrectRounding.of(f, rows[r][j]) : rows[r][j];
            }
        }
        new Activations().apply(f, rows, count, n);
        assertArrayEquals(expected, rows);
    }

    private static float apply(ActivationFunction f, float x) {
        float[] row = {x};
        new Activations().apply(f, new float[][] {row}, 1, 1);
        return row[0];
    }

    private static void assertCorrectlyRounded(ActivationFunction f, float[] x) {
        float[] y = x.clone();
        new Activations().apply(f, new float[][] {y}, 1, y.length);
        for (int j = 0; j < x.length; j++) {
            float expected = CorrectRounding.of(f, x[j]);
            if (Float.floatToIntBits(expected) != Float.floatToIntBits(y[j])) {
                assertEquals(expected, y[j], f + "(" + Float.toHexString(x[j]) + ")");
            }
        }
    }
}
