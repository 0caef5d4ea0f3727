package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import lstm4j.cli.MainTest.Run;
import lstm4j.report.Fingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitsDemoTest {
    private static final String[] SMALL = {"demo", "digits", "--train", "40", "--test", "20", "--layers", "2", "--units", "4", "--epochs", "2",
        "--batch", "16", "--rate", "0.01"};

    @TempDir
    Path folder;

    static Run demo(String... more) {
        return MainTest.run(with(SMALL, more));
    }

    private static String[] with(String[] words, String... more) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static String line(Run run, String start) {
        return run.out().lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow(() -> new AssertionError("no line " + start + "\n" + run));
    }

    @Test
    void aRunShowsDataModelTrainingAndTest() {
        Run run = demo();
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("", run.err());
        assertTrue(run.out().startsWith("""
                lstm4j demo digits: 2 LSTM layers of 4 units learn to read handwritten digits, row by row.
                40 digits to learn from and 20 others for the test, drawn by lstm4j itself, seed 42.
                In Java they are a float[40][28][28]: (samples, timesteps, features).
                """), run.out());
        // 4·28·4 + 4·4·4 + 4·4 = 528, 4·4·4 + 4·4·4 + 4·4 = 144, 4·10 + 10 = 50
        assertTrue(run.out().contains("Total params: 722 "), run.out());
        assertTrue(run.out().contains("lstm      528  = 4·28·4 + 4·4·4 + 4·4\n"), run.out());
        assertTrue(run.out().contains("\n2 times through all 40 digits, 16 at a time. Chance is an accuracy of 0.1.\n\nEpoch 1/2\n3/3 - "), run.out());
        run.out().lines().forEach(line -> assertTrue(line.length() <= 100, line));
    }

    @Test
    void theAccuracyIsTheDiagonalOfTheConfusions() {
        Run run = demo();
        List<String> lines = run.out().lines().toList();
        int header = lines.indexOf("  true \\ guess 0 1 2 3 4 5 6 7 8 9   right");
        assertTrue(header > 0, run.out());
        int right = 0;
        int all = 0;
        for (int k = 0; k < 10; k++) {
            String[] fields = lines.get(header + 1 + k).strip().split(" +");
            assertEquals(String.valueOf(k), fields[0]);
            for (int guess = 0; guess < 10; guess++) {
                int count = fields[1 + guess].equals(".") ? 0 : Integer.parseInt(fields[1 + guess]);
                all += count;
                right += guess == k ? count : 0;
            }
        }
        assertEquals(20, all);
        assertEquals("Test accuracy: " + 5 * right + ".00 %, " + right + " of 20 digits that it has never seen.", line(run, "Test accuracy"));
    }

    @Test
    void threadsChangeNoBitAndASeedChangesMany() {
        String one = line(demo("--threads", "1"), "Fingerprint");
        assertEquals(one, line(demo("--threads", "3"), "Fingerprint"));
        assertNotEquals(one, line(demo("--threads", "1", "--seed", "43"), "Fingerprint"));
        assertTrue(one.matches("Fingerprint of all weights: [0-9a-f]{16}\\. .*"), one);
    }

    @Test
    void asciiIsPlain() {
        Run run = demo("--ascii");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().chars().allMatch(c -> c < 128), run.out());
        assertTrue(run.out().contains("| lstm (LSTM)  "), run.out());
    }

    @Test
    void aPictureIsReadRowByRow() {
        assertEquals("""
                .59  <- step 1: row 1 is x_1, 3 numbers (tenths of ink, a dot is 0)
                9..  <- step 2: row 2 is x_2; what was seen so far is kept in h_1 and c_1
                .1.
                ...  <- step 4: the last row; h_4 of the last LSTM goes to Dense""",
                DigitsReport.rowByRow(new float[][] {{0, 0.5f, 1}, {0.99f, 0.05f, 0}, {0, 0.15f, 0}, {0, 0, 0}}));
        assertEquals("5  <- step 1: row 1 is x_1, 1 numbers (tenths of ink, a dot is 0)", DigitsReport.rowByRow(new float[][] {{0.5f}}));
    }

    private static String report(int[] labels, float[][] probabilities) {
        float[][][] images = new float[labels.length][2][28];
        for (int n = 0; n < labels.length; n++) {
            images[n][0][labels[n]] = 1;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DigitsReport(images, labels, probabilities).print(new DemoText(new PrintStream(bytes, true, StandardCharsets.UTF_8), false));
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private static float[] sure(int guess) {
        float[] row = new float[10];
        row[guess] = 0.75f;
        row[(guess + 1) % 10] = 0.25f;
        return row;
    }

    @Test
    void whatIsReadWronglyIsShownWithTheTruth() {
        String report = report(new int[] {3, 4, 5, 6, 7}, new float[][] {sure(3), sure(9), sure(0), sure(1), sure(2)});
        assertTrue(report.startsWith("Test accuracy: 20.00 %, 1 of 5 digits that it has never seen.\n"), report);
        assertTrue(report.contains("\nSome that it reads correctly:\n\n  guess 3 (75.0 %), right\n     ▀\n"), report);
        assertTrue(report.contains("\n3 of the 4 that it reads wrongly:\n\n  guess 9 (75.0 %), truth 4      guess 0 (75.0 %), truth 5      guess 1 (75.0 %), truth 6\n"),
                report);
        assertFalse(report.contains("truth 7"), report);
    }

    @Test
    void nothingWrongIsNotShown() {
        assertFalse(report(new int[] {1, 2}, new float[][] {sure(1), sure(2)}).contains("wrongly"));
        String nothingRight = report(new int[] {1}, new float[][] {sure(2)});
        assertTrue(nothingRight.contains("\nWhat it reads wrongly:\n"), nothingRight);
        assertFalse(nothingRight.contains("correctly"), nothingRight);
    }

    @Test
    void aFingerprintIsTheSha256OfAllFloats() {
        // by Python: hashlib.sha256(struct.pack('>4f', 1, 2, -0.5, 0)).hexdigest()[:16]
        assertEquals("8c9f3bce994b5b54", Fingerprint.of(new float[][][] {{{1, 2}, {-0.5f}}, {{0}}}));
    }

    private void idx(String name, int magic, int[] sizes, int valueBelow) throws IOException {
        int count = 1;
        for (int size : sizes) {
            count *= size;
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + count).putInt(magic);
        for (int size : sizes) {
            bytes.putInt(size);
        }
        for (int i = 0; i < count; i++) {
            bytes.put((byte) (i * 7 % valueBelow));
        }
        Files.write(folder.resolve(name), bytes.array());
    }

    private void mnist() throws IOException {
        idx("train-images-idx3-ubyte", 0x803, new int[] {12, 5, 4}, 256);
        idx("train-labels-idx1-ubyte", 0x801, new int[] {12}, 10);
        idx("t10k-images-idx3-ubyte", 0x803, new int[] {7, 5, 4}, 256);
        idx("t10k-labels-idx1-ubyte", 0x801, new int[] {7}, 10);
    }

    @Test
    void filesOfMnistAreReadFromAFolderWhateverTheSizeOfTheirPictures() throws IOException {
        mnist();
        Run run = MainTest.run("demo", "digits", "--data", folder.toString(), "--units", "3", "--layers", "1", "--epochs", "1", "--threads", "1");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("lstm4j demo digits: one LSTM layer of 3 units learns to read"), run.out());
        assertTrue(run.out().contains("12 digits to learn from and 7 others for the test, read from " + folder), run.out());
        assertTrue(run.out().contains("float[12][5][4]"), run.out());
        assertTrue(run.out().contains("\nOnce through all 12 digits, 12 at a time."), run.out());
        Run fewer = MainTest.run("demo", "digits", "--data", folder.toString(), "--train", "8", "--test", "3", "--units", "3", "--epochs", "1");
        assertTrue(fewer.out().contains("8 digits to learn from and 3 others for the test"), fewer.out() + fewer.err());
    }

    private static void assertFails(int exitCode, Run run, String... parts) {
        assertEquals(exitCode, run.exitCode(), run.toString());
        assertFalse(run.err().contains("\tat "), run.err());
        String said = run.err().replaceAll("\\s+", " ");
        for (String part : parts) {
            assertTrue(said.contains(part), () -> "not said: " + part + "\n" + run.err());
        }
    }

    @Test
    void missingAndWrongFilesAreExplained() throws IOException {
        assertFails(1, demo("--data", folder.resolve("nowhere").toString()), "[DATA-27]", "expected a folder with the four files of MNIST, got nothing of that name");
        assertEquals("", demo("--data", folder.toString()).out());
        assertFails(1, demo("--data", folder.toString()), "[DATA-27]", "an empty folder", "four files are needed");
        mnist();
        Path images = folder.resolve("train-images-idx3-ubyte");
        assertFails(1, demo("--data", images.toString()), "[DATA-27]", "got a file", "give the folder, not one of its files");
        Files.copy(folder.resolve("train-labels-idx1-ubyte"), images, StandardCopyOption.REPLACE_EXISTING);
        assertFails(1, MainTest.run("demo", "digits", "--data", folder.toString()), "[DATA-22]", "this is a file of labels");
    }

    @Test
    void moreThanTheFilesHaveIsRefused() throws IOException {
        mnist();
        assertFails(2, MainTest.run("demo", "digits", "--data", folder.toString(), "--train", "13"),
                "[CLI-3] demo digits: expected a whole number from 1 to 12 behind --train, got 13.");
    }

    @Test
    void badOptionsAreRefusedBeforeAnythingIsDone() {
        assertFails(2, MainTest.run("demo", "digits", "--epochs", "0"), "[CLI-3] demo digits: expected a whole number from 1 to 1000000 behind --epochs, got 0.");
        assertFails(2, MainTest.run("demo", "digits", "--layers", "9"), "from 1 to 8 behind --layers");
        assertFails(2, MainTest.run("demo", "digits", "--units", "many"), "from 1 to 1024 behind --units, got many");
        assertFails(2, MainTest.run("demo", "digits", "--rate", "0"), "expected a number from 0.000001 to 1 behind --rate, got 0.");
        assertFails(2, MainTest.run("demo", "digits", "--rate", "NaN"), "behind --rate, got NaN.");
        assertFails(2, MainTest.run("demo", "digits", "--train", "0"), "behind --train, got 0");
        assertFails(2, MainTest.run("demo", "digits", "--epoch", "1"), "[CLI-2]", "did you mean --epochs?");
        assertFails(2, MainTest.run("demo", "digits", "mnist"), "[CLI-4] demo digits: expected options only, got 1: mnist.");
    }
}
