package lstm4j.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Random arrays of floats for tests, and their comparison bit by bit. */
public final class Numbers {
    private Numbers() {
    }

    /** Uniform in [−size, size). */
    public static float[] row(SplittableRandom random, int columns, double size) {
        float[] row = new float[columns];
        for (int j = 0; j < columns; j++) {
            row[j] = (float) (size * (2 * random.nextDouble() - 1));
        }
        return row;
    }

    public static float[][] rows(SplittableRandom random, int rows, int columns, double size) {
        float[][] array = new float[rows][];
        for (int r = 0; r < rows; r++) {
            array[r] = row(random, columns, size);
        }
        return array;
    }

    public static float[][][] tensor(SplittableRandom random, int samples, int rows, int columns, double size) {
        float[][][] tensor = new float[samples][][];
        for (int n = 0; n < samples; n++) {
            tensor[n] = rows(random, rows, columns, size);
        }
        return tensor;
    }

    /** Rounded to float. */
    public static float[][] floats(double[][] rows) {
        float[][] floats = new float[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            floats[r] = new float[rows[r].length];
            for (int k = 0; k < rows[r].length; k++) {
                floats[r][k] = (float) rows[r][k];
            }
        }
        return floats;
    }

    /** Rounded to float. */
    public static float[][][] floats(double[][][] arrays) {
        return Arrays.stream(arrays).map(Numbers::floats).toArray(float[][][]::new);
    }

    /** Arrays of the shapes of these. */
    public static float[][][] like(SplittableRandom random, float[][][] arrays, double size) {
        float[][][] all = new float[arrays.length][][];
        for (int w = 0; w < arrays.length; w++) {
            all[w] = rows(random, arrays[w].length, arrays[w][0].length, size);
        }
        return all;
    }

    public static void assertSameBits(float[] expected, float[] actual, String message) {
        int[] expectedBits = new int[expected.length];
        int[] actualBits = new int[actual.length];
        for (int j = 0; j < expected.length; j++) {
            expectedBits[j] = Float.floatToIntBits(expected[j]); // one NaN is as good as another
        }
        for (int j = 0; j < actual.length; j++) {
            actualBits[j] = Float.floatToIntBits(actual[j]);
        }
        assertArrayEquals(expectedBits, actualBits, message);
    }

    public static void assertSameBits(float[][] expected, float[][] actual, String message) {
        assertEquals(expected.length, actual.length, message);
        for (int r = 0; r < expected.length; r++) {
            assertSameBits(expected[r], actual[r], message);
        }
    }

    public static void assertSameBits(float[][][] expected, float[][][] actual, String message) {
        assertEquals(expected.length, actual.length, message);
        for (int n = 0; n < expected.length; n++) {
            assertSameBits(expected[n], actual[n], message);
        }
    }
}
