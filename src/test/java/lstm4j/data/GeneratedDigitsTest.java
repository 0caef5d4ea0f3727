package lstm4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

import org.junit.jupiter.api.Test;

/** The generated digits: the same everywhere, balanced, varied, and too hard for a linear model. */
class GeneratedDigitsTest {
    private static byte[] bits(float[][] image) {
        ByteBuffer bits = ByteBuffer.allocate(28 * 28 * 4);
        for (float[] row : image) {
            for (float value : row) {
                bits.putFloat(value);
            }
        }
        return bits.array();
    }

    private static String sha256(LabelledImages digits) throws NoSuchAlgorithmException {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < digits.count(); i++) {
            sha.update((byte) digits.labels()[i]);
            sha.update(bits(digits.images()[i]));
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    /** Pinned with JDK 17 and found equal with JDK 25, with and without the compilers. */
    @Test
    void theBitsAreTheSameOnEveryMachine() throws NoSuchAlgorithmException {
        assertEquals("cbc03de2baca5c2a61689607cfbd5271b3590db4b464c9160d11231f35828f99", sha256(GeneratedDigits.of(2000, 42)));
        Digits split = GeneratedDigits.split(10, 500, -1);
        assertEquals("a6f756af129c6f7e7c2b35dce43e3604977324be2ee1b0efc89834146811ece2", sha256(new LabelledImages(split.testImages(), split.testLabels())));
    }

    @Test
    void imagesHave28RowsOf28ShadesFrom0To1() {
        for (float[][] image : GeneratedDigits.of(500, 3).images()) {
            assertEquals(28, image.length);
            for (float[] row : image) {
                assertEquals(28, row.length);
                for (float value : row) {
                    assertTrue(value >= 0 && value <= 1);
                    assertEquals(Math.round(value * 255) / 255f, value);
                }
            }
        }
    }

    @Test
    void everyTenImagesShowEachDigitOnce() {
        int[] labels = GeneratedDigits.of(1000, 9).labels();
        Set<String> orders = new HashSet<>();
        for (int i = 0; i < labels.length; i += 10) {
            int[] ten = Arrays.copyOfRange(labels, i, i + 10);
            orders.add(Arrays.toString(ten));
            Arrays.sort(ten);
            assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, ten);
        }
        assertTrue(orders.size() > 95, "orders repeat: " + orders.size());
    }

    @Test
    void aSmallerSetIsTheBeginningOfALargerOne() {
        LabelledImages few = GeneratedDigits.of(25, 5);
        LabelledImages many = GeneratedDigits.of(60, 5);
        assertArrayEquals(few.labels(), Arrays.copyOf(many.labels(), 25));
        assertArrayEquals(few.images(), Arrays.copyOf(many.images(), 25));
    }

    @Test
    void trainingAndTestNeverShareAnImage() throws NoSuchAlgorithmException {
        Digits digits = GeneratedDigits.split(2000, 1000, 7);
        assertArrayEquals(GeneratedDigits.of(2000, 7).images(), digits.trainImages());
        Set<String> seen = new HashSet<>();
        for (float[][] image : digits.trainImages()) {
            seen.add(HexFormat.of().formatHex(bits(image)));
        }
        for (float[][] image : digits.testImages()) {
            seen.add(HexFormat.of().formatHex(bits(image)));
        }
        assertEquals(3000, seen.size());
    }

    @Test
    void anotherSeedGivesOtherImagesInAnotherOrder() throws NoSuchAlgorithmException {
        assertNotEquals(sha256(GeneratedDigits.of(10, 1)), sha256(GeneratedDigits.of(10, 2)));
        assertNotEquals(Arrays.toString(GeneratedDigits.of(100, 1).labels()),
                Arrays.toString(GeneratedDigits.of(100, 2).labels()));
    }

    @Test
    void everyStrokeStaysOnTheSheetForAlmostAllImages() {
        int cutOff = 0;
        for (float[][] image : GeneratedDigits.of(2000, 11).images()) {
            float border = 0;
            for (int i = 0; i < 28; i++) {
                border += (image[0][i] > 0.6 ? 1 : 0) + (image[27][i] > 0.6 ? 1 : 0)
                        + (image[i][0] > 0.6 ? 1 : 0) + (image[i][27] > 0.6 ? 1 : 0);
            }
            cutOff += border > 3 ? 1 : 0;
        }
        assertTrue(cutOff < 20, cutOff + " of 2000 images touch the border");
    }

    /** Softmax regression, trained to the end; an LSTM reaches more than 0.98 from the same images. */
    @Test
    void aLinearModelStaysWellBelowAnLstm() {
        Digits digits = GeneratedDigits.split(3000, 1000, 42);
        double[][] weights = new double[10][785];
        for (int epoch = 0; epoch < 8; epoch++) {
            for (int i = 0; i < 3000; i++) {
                double[] x = flat(digits.trainImages()[i]);
                double[] p = softmax(weights, x);
                p[digits.trainLabels()[i]] -= 1;
                for (int k = 0; k < 10; k++) {
                    for (int j = 0; j < 785; j++) {
                        weights[k][j] -= 0.01 * p[k] * x[j];
                    }
                }
            }
        }
        int right = 0;
        for (int i = 0; i < 1000; i++) {
            double[] p = softmax(weights, flat(digits.testImages()[i]));
            int guess = 0;
            for (int k = 1; k < 10; k++) {
                guess = p[k] > p[guess] ? k : guess;
            }
            right += guess == digits.testLabels()[i] ? 1 : 0;
        }
        assertTrue(right > 700 && right < 900, right + " of 1000 right");
    }

    private static double[] flat(float[][] image) {
        double[] x = new double[785];
        x[784] = 1;
        for (int i = 0; i < 784; i++) {
            x[i] = image[i / 28][i % 28];
        }
        return x;
    }

    private static double[] softmax(double[][] weights, double[] x) {
        double[] p = new double[10];
        double sum = 0;
        for (int k = 0; k < 10; k++) {
            double z = 0;
            for (int j = 0; j < 785; j++) {
                z += weights[k][j] * x[j];
            }
            p[k] = StrictMath.exp(z);
            sum += p[k];
        }
        for (int k = 0; k < 10; k++) {
            p[k] /= sum;
        }
        return p;
    }

    @Test
    void aCountBelowOneIsRefused() {
        assertEquals("[DATA-40] generated digits: expected a count of at least 1, got 0.",
                assertThrows(IllegalArgumentException.class, () -> GeneratedDigits.of(0, 1)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> GeneratedDigits.split(10, -3, 1));
    }
}
