package lstm4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import lstm4j.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MNIST's folder under all the names in use, and MNIST itself where it is present. */
class MnistTest {
    @TempDir
    Path folder;

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), name.endsWith(".gz") ? Bytes.gzip(bytes) : bytes);
    }

    private String refusal() {
        return assertThrows(DataFormatException.class, () -> Mnist.read(folder)).getMessage();
    }

    @Test
    void theFourFilesAreFoundWithDashesOrDotsPackedOrNot() throws IOException {
        write("train-images-idx3-ubyte", Bytes.twoImages());
        write("train-labels.idx1-ubyte.gz", Bytes.twoLabels());
        write("t10k-images.idx3-ubyte", Bytes.with(Bytes.twoImages(), 16, 255));
        write("t10k-labels-idx1-ubyte.gz", Bytes.with(Bytes.twoLabels(), 8, 3));
        Digits digits = Mnist.read(folder);
        assertEquals(0f, digits.trainImages()[0][0][0]);
        assertEquals(1f, digits.testImages()[0][0][0]);
        assertArrayEquals(new int[] {7, 0}, digits.trainLabels());
        assertArrayEquals(new int[] {3, 0}, digits.testLabels());
    }

    @Test
    void aMissingFileIsNamedBesideWhatIsThere() throws IOException {
        write("train-images-idx3-ubyte", Bytes.twoImages());
        write("notes.txt", new byte[1]);
        assertEquals("[DATA-27] " + folder + ": expected train-labels-idx1-ubyte (or train-labels.idx1-ubyte), with or without"
                + " .gz, got a folder with notes.txt, train-images-idx3-ubyte."
                + "\n          Hint: four files are needed: train and t10k, images and labels of each.", refusal());
    }

    @Test
    void anEmptyFolderAFileAndNothingAreToldApart() throws IOException {
        assertEquals("[DATA-27] " + folder + ": expected train-images-idx3-ubyte (or train-images.idx3-ubyte), with or without"
                + " .gz, got an empty folder."
                + "\n          Hint: four files are needed: train and t10k, images and labels of each.", refusal());
        write("file", new byte[1]);
        String hint = ".\n          Hint: give the folder, not one of its files.";
        assertEquals("[DATA-27] " + folder.resolve("file") + ": expected a folder with the four files of MNIST, got a file" + hint,
                assertThrows(DataFormatException.class, () -> Mnist.read(folder.resolve("file"))).getMessage());
        assertEquals("[DATA-27] " + folder.resolve("no") + ": expected a folder with the four files of MNIST, got nothing of"
                + " that name" + hint,
                assertThrows(DataFormatException.class, () -> Mnist.read(folder.resolve("no"))).getMessage());
    }

    @Test
    void aLongFolderIsListedInPart() throws IOException {
        for (int i = 0; i < 10; i++) {
            write("file" + i, new byte[1]);
        }
        assertTrue(refusal().contains("got a folder with file0, file1, file2, file3, file4, file5, file6, file7, ….\n"));
    }

    @Test
    void aLabelAboveNineIsNotADigit() throws IOException {
        write("train-images-idx3-ubyte", Bytes.twoImages());
        write("train-labels-idx1-ubyte", Bytes.with(Bytes.twoLabels(), 9, 10));
        write("t10k-images-idx3-ubyte", Bytes.twoImages());
        write("t10k-labels-idx1-ubyte", Bytes.twoLabels());
        assertEquals("[DATA-28] " + folder.resolve("train-labels-idx1-ubyte") + " at byte 9: expected labels 0 to 9, got 10 for"
                + " image 1.\n          Hint: a data set with more classes can be read with Idx.read.", refusal());
    }

    @Test
    void testImagesHaveTheSizeOfTheTrainingImages() throws IOException {
        byte[] turned = Bytes.with(Bytes.with(Bytes.twoImages(), 11, 3), 15, 2);
        write("train-images-idx3-ubyte", Bytes.twoImages());
        write("train-labels-idx1-ubyte", Bytes.twoLabels());
        write("t10k-images-idx3-ubyte", turned);
        write("t10k-labels-idx1-ubyte", Bytes.twoLabels());
        assertEquals("[DATA-28] " + folder.resolve("t10k-images-idx3-ubyte") + ": expected images of 2×3 as in "
                + folder.resolve("train-images-idx3-ubyte") + ", got 3×2."
                + "\n          Hint: the files belong to different data sets.", refusal());
    }

    /** The sums were computed with Python's gzip and NumPy. */
    @Test
    void theRealFilesAreReadToTheLastPixel() throws IOException {
        Digits mnist = Mnist.read(Shared.path("datasets/mnist"));
        assertEquals(60_000, mnist.trainImages().length);
        assertEquals(10_000, mnist.testImages().length);
        assertArrayEquals(new int[] {5, 0, 4, 1, 9}, Arrays.copyOf(mnist.trainLabels(), 5));
        assertArrayEquals(new int[] {7, 2, 1, 0, 4}, Arrays.copyOf(mnist.testLabels(), 5));
        assertArrayEquals(new long[] {1_567_298_545L, 46_843_240_943_966L, 23_520_127_825L, 23_505_317_351L},
                sums(mnist.trainImages()));
        assertArrayEquals(new long[] {264_923_200L, 1_377_285_899_477L, 3_975_698_311L, 3_972_582_810L},
                sums(mnist.testImages()));
        assertArrayEquals(new long[] {267_236, 8_023_005_948L}, sums(mnist.trainLabels()));
        assertArrayEquals(new long[] {44_434, 221_901_817L}, sums(mnist.testLabels()));
    }

    /** Sum of all pixels as bytes, then weighted by image, column and row, all counted from 1. */
    private static long[] sums(float[][][] images) {
        long[] sums = new long[4];
        for (int i = 0; i < images.length; i++) {
            for (int row = 0; row < 28; row++) {
                for (int column = 0; column < 28; column++) {
                    long value = Math.round(images[i][row][column] * 255.0);
                    sums[0] += value;
                    sums[1] += value * (i + 1);
                    sums[2] += value * (column + 1);
                    sums[3] += value * (row + 1);
                }
            }
        }
        return sums;
    }

    private static long[] sums(int[] labels) {
        long[] sums = new long[2];
        for (int i = 0; i < labels.length; i++) {
            sums[0] += labels[i];
            sums[1] += (long) labels[i] * (i + 1);
        }
        return sums;
    }
}
