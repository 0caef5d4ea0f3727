package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import lstm4j.report.Valid;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two demos that read: whether texts praise or blame, and how a text goes on. */
class TextDemosTest {
    @TempDir
    Path folder;

    private static double figure(MainTest.Run run, String who) {
        String line = run.out().lines().filter(l -> l.startsWith("  " + who + " ")).findFirst().orElseThrow(() -> new AssertionError(run.toString()));
        return Double.parseDouble(line.substring(2 + who.length()).strip().split(" +")[0]);
    }

    private static void assertSays(MainTest.Run run, String... parts) {
        assertEquals(0, run.exitCode(), run.err());
        String said = run.out().replaceAll("\\s+", " ");
        for (String part : parts) {
            assertTrue(said.contains(part), () -> "not said: " + part + "\n" + run.out());
        }
    }

    @Test
    void anLstmTellsApartWhatABagOfWordsCannot() throws IOException {
        Path report = folder.resolve("s.html");
        MainTest.Run run = MainTest.run("demo", "sentiment", "--epochs", "4", "--report", report.toString());
        assertSays(run, "3,200 texts to learn from and 800 others", "an int[3200][29]", "WORD BY WORD", "WHAT TO TRY NEXT");
        assertTrue(figure(run, "LSTM") > 95, run.out());
        assertTrue(figure(run, "bag of words") < 80, run.out());
        assertTrue(figure(run, "always the same") < figure(run, "bag of words"), run.out());
        String html = Files.readString(report);
        Valid.require(html);
        for (String part : List.of("how likely praise is", "<ol class=\"words\">", "praise read as ", "Gradients of the binary_crossentropy of the first 64 samples", "forget gate", "steps before the end")) {
            assertTrue(html.contains(part), part);
        }
    }

    @Test
    void textsOfAFileAreShuffledSplitAndNumberedByTheTrainingPartAlone() throws IOException {
        StringBuilder csv = new StringBuilder("text,label\n");
        for (int n = 0; n < 40; n++) {
            csv.append(n < 20 ? "fine word" : "bad word").append(n).append(',').append(n < 20 ? 1 : 0).append('\n');
        }
        Path file = Files.writeString(folder.resolve("t.csv"), csv);
        MainTest.Run run = MainTest.run("demo", "sentiment", "--data", file.toString(), "--epochs", "1", "--units", "2", "--ascii");
        assertSays(run, "32 texts to learn from and 8 others", "34 words have a number"); // fine, bad and those of 32 texts
        assertTrue(run.out().chars().allMatch(c -> c < 128), run.out());
        assertEquals(100, figure(run, "bag of words"));
    }

    @Test
    @Rule("CLI-8")
    void tooFewTextsAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "good,1\nbad,0\n");
        assertTrue(MainTest.run("demo", "sentiment", "--data", file.toString()).err().contains("expected at least 10 texts with labels, got 2"));
        assertEquals(1, MainTest.run("demo", "sentiment", "--data", folder.resolve("nowhere").toString()).exitCode());
    }

    @Test
    void aModelOfLettersWritesBetterFromEpochToEpoch() throws IOException {
        Path report = folder.resolve("t.html");
        MainTest.Run run = MainTest.run("demo", "text", "--epochs", "3", "--letters", "12000", "--units", "48", "--report", report.toString());
        assertSays(run, "an int[215][50]", "After each epoch it goes on from:", "epoch 3 of 3", "8-grams", "WHAT TO TRY NEXT");
        double[] bits = run.out().lines().filter(line -> line.matches("epoch \\d of 3, .*")).mapToDouble(line -> Double.parseDouble(line.split(" ")[4])).toArray();
        assertEquals(3, bits.length);
        assertTrue(bits[0] > bits[1] && bits[1] > bits[2], Arrays.toString(bits));
        assertTrue(figure(run, "LSTM") < figure(run, "1-gram") && figure(run, "1-gram") < figure(run, "any letter"), run.out());
        Valid.require(Files.readString(report));
    }

    @Test
    @Rule("DATA-36")
    void aFileOfLettersIsLearntAndOneThatIsTooShortRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("t.txt"), "ab\u001b[31m\r\n".repeat(100));
        MainTest.Run run = MainTest.run("demo", "text", "--data", file.toString(), "--epochs", "1", "--units", "2");
        assertSays(run, "800 letters of 8 kinds");
        assertTrue(run.out().indexOf('\u001b') < 0, "a terminal is told nothing by a file");
        Files.writeString(file, "short");
        assertTrue(MainTest.run("demo", "text", "--data", file.toString()).err().contains("[DATA-36] demo text: expected a text of more than 510 letters, got 5."));
    }

    @Test
    void nGramsMixWhatFollowedLongerAndShorterGroups() {
        NGrams two = new NGrams(2, new int[] {0, 1, 0, 1, 0}, 2);
        // of no letter: 3 times 0, 2 times 1, 2 kinds; (3 + 2·½)/7 = 4/7. Behind 0: twice 1, one kind: (2 + 3/7)/3 = 17/21
        assertArrayEquals(new float[] {4 / 21f, 17 / 21f}, two.after(0));
        assertEquals(-(StrictMath.log(17 / 21f) + StrictMath.log((float) ((2 + 4 / 7.0) / 3))) / (2 * StrictMath.log(2)), two.bits(new int[] {0, 1, 0}));
    }

    @Test
    void aBagOfWordsLearnsWhichWordsCount() {
        int[][] texts = {{2, 4, 0}, {3, 4, 0}, {4, 2, 2}, {4, 3, 0}};
        BagOfWords bag = new BagOfWords(texts, new int[] {1, 0, 1, 0}, 5);
        assertTrue(bag.probability(new int[] {2, 0}) > 0.7 && bag.probability(new int[] {3, 3}) < 0.3);
    }
}
