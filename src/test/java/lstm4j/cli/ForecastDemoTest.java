package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import lstm4j.cli.MainTest.Run;
import lstm4j.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two demos that forecast: sine waves and a column of a CSV file. */
class ForecastDemoTest {
    @TempDir
    Path folder;

    private static double error(Run run, String who) {
        String line = run.out().lines().filter(l -> l.startsWith("  " + who + " ")).findFirst().orElseThrow(() -> new AssertionError(run.toString()));
        return Double.parseDouble(line.substring(2 + who.length()).strip().split(" +")[0]);
    }

    private static List<String> progress(Run run) {
        return run.out().lines().filter(line -> line.startsWith("  epoch ")).toList();
    }

    private static void assertFails(int exitCode, Run run, String... parts) {
        assertEquals(exitCode, run.exitCode(), run.toString());
        assertFalse(run.err().contains("\tat "), run.err());
        String said = run.err().replaceAll("\\s+", " ");
        for (String part : parts) {
            assertTrue(said.contains(part), () -> "not said: " + part + "\n" + run.err());
        }
    }

    /** That all of it is said, wherever the lines are broken. */
    private static void assertSays(Run run, String... parts) {
        assertEquals(0, run.exitCode(), run.err());
        String said = run.out().replaceAll("\\s+", " ");
        for (String part : parts) {
            assertTrue(said.contains(part), () -> "not said: " + part + "\n" + run.out());
        }
    }

    /** Twelve steps a season on a rising line: 120 values, 80 of them for training. */
    private static double value(int t) {
        return 100 + 2 * t + Math.round(20 * Math.sin(t * Math.PI / 6));
    }

    private Path csv(double last) throws IOException {
        StringBuilder text = new StringBuilder("month;sold\n");
        for (int t = 0; t < 120; t++) {
            text.append(t + 1).append(';').append(t == 119 ? last : value(t)).append('\n');
        }
        return Files.writeString(folder.resolve("sold.csv"), text);
    }

    @Test
    void sineIsForecastBetterThanByItsLastValue() {
        Run run = MainTest.run("demo", "sine", "--epochs", "8", "--units", "16");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("", run.err());
        assertSays(run, "x is a float[775][25][1] (samples, timesteps, features), y a float[775].");
        assertTrue(error(run, "LSTM") < error(run, "naive forecast"), run.out());
        assertTrue(error(run, "the noise alone") < error(run, "LSTM"), run.out());
        assertEquals(8, progress(run).size());
        assertTrue(run.out().contains("\nON ITS OWN\n"), run.out());
        run.out().lines().forEach(line -> assertTrue(line.length() <= 100, line));
    }

    @Test
    void sineInAsciiIsPlainAndItsOptionsCount() {
        Run run = MainTest.run("demo", "sine", "--epochs", "1", "--units", "2", "--ascii", "--period", "12.5", "--noise", "0", "--window", "30");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().chars().allMatch(c -> c < 128), run.out());
        assertSays(run, "1000 values, 12.5 steps a wave, noise with a standard deviation of 0.", "float[770][30][1]");
        assertTrue(run.out().contains("  . truth   o forecast   * both"), run.out());
        assertEquals(0, error(run, "the noise alone"));
    }

    @Test
    void seriesIsMeasuredAgainstTheNaiveForecast() throws IOException {
        Run run = MainTest.run("demo", "series", csv(value(119)).toString(), "--epochs", "40", "--test", "0.3333");
        assertSays(run, "column \"sold\": 120 values from 98 to 342.", "The first 80 values are for training, the last 40 for the test");
        double sum = 0;
        for (int t = 80; t < 120; t++) {
            sum += Math.pow(value(t) - value(t - 1), 2);
        }
        assertSays(run, String.format(Locale.ROOT, " naive forecast %.4g each value", Math.sqrt(sum / 40)));
        assertTrue(error(run, "LSTM") < error(run, "naive forecast"), run.out());
        assertEquals(10, progress(run).size());
    }

    @Test
    void airlinePassengersAreForecastFarBetterThanByTheirLastValue() {
        Run run = MainTest.run("demo", "series", Shared.path("datasets/airline-passengers.csv").toString());
        assertSays(run, "column \"Passengers\": 144 values from 104 to 622.", "naive forecast 48.04 ");
        assertTrue(error(run, "LSTM") < 30, run.out());
    }

    @Test
    void aTrainingThatDivergesStillEndsWithAReport() {
        assertSays(MainTest.run("demo", "sine", "--epochs", "1", "--rate", "1", "--units", "2"), "no better than the naive forecast");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingOfTheTestPartIsSeenInTraining(boolean values) throws IOException {
        String[] more = values ? new String[] {"--values"} : new String[0];
        Run run = series(csv(value(119)), more);
        Run other = series(csv(1e6), more);
        assertEquals(0, other.exitCode(), other.err());
        assertEquals(progress(run), progress(other));
        assertEquals(scaling(run), scaling(other));
        assertNotEquals(error(run, "naive forecast"), error(other, "naive forecast"));
    }

    private static String scaling(Run run) {
        return run.out().lines().filter(line -> line.contains("scaled to 0..1")).findFirst().orElseThrow();
    }

    private static Run series(Path file, String... more) {
        String[] words = new String[more.length + 7];
        System.arraycopy(new String[] {"demo", "series", file.toString(), "--epochs", "2", "--units", "3"}, 0, words, 0, 7);
        System.arraycopy(more, 0, words, 7, more.length);
        return MainTest.run(words);
    }

    @Test
    void theScaleIsThatOfTheTrainingPart() throws IOException {
        Run run = series(csv(1e6), "--values", "--test", "0.3333");
        // over t = 0 … 79 value(t) is lowest at t = 9 with 100 + 18 - 20, and highest at t = 75 with 100 + 150 + 20
        assertSays(run, "Values are scaled to 0..1 by the smallest and the largest of the training part alone, 98 and 270.");
    }

    @Test
    void aModelThatIsNoBetterIsNotPraised() throws IOException {
        Run run = series(csv(value(119)), "--values", "--rate", "0.000001");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(error(run, "LSTM") >= error(run, "naive forecast"), run.out());
        assertTrue(run.out().contains("   no better than the naive forecast\n"), run.out());
        assertTrue(run.out().contains("Try it without --values"), run.out());
    }

    @Test
    void aColumnIsChosenByNameOrNumber() throws IOException {
        Path file = csv(value(119));
        assertSays(series(file, "--column", "MONTH", "--values"), "column \"month\": 120 values from 1 to 120.");
        assertSays(series(file, "--column", "1", "--values"), "column \"month\"");
        assertFails(1, series(file, "--column", "price"), "[DATA-32]", "expected a column \"price\", got the columns \"month\", \"sold\".");
        assertFails(1, series(file, "--column", "3"), "[DATA-32]", "a column from 1 to 2, got 3");
        assertFails(1, series(file, "--column", "0"), "[DATA-32]", "the first column is 1");
    }

    @Test
    void filesThatCannotBeASeriesAreExplained() throws IOException {
        assertFails(1, series(folder.resolve("nowhere.csv")), "[DATA-21]", "nothing of that name");
        assertFails(1, series(folder), "[DATA-21]", "got a folder");
        Path text = Files.writeString(folder.resolve("text.csv"), "name,town\nAnna,Graz\nOtto,Linz\n");
        assertFails(1, series(text), "[DATA-32]", "a column of numbers");
        assertFails(1, series(Files.writeString(text, "a,b\n1,2\n2,x\n"), "--column", "b"), "[DATA-33]", "line 3, column 2 (b)", "got \"x\"");
        assertFails(1, series(Files.writeString(text, "")), "[DATA-29]", "an empty file");
    }

    @Test
    void aSeriesThatIsTooShortOrNeverChangesIsExplained() throws IOException {
        Path file = csv(value(119));
        assertFails(1, series(file, "--window", "100"), "[DATA-36]", "expected more than 101 values for training, a window and its answer, got 80 of the 120",
                "use a shorter window, --window T");
        assertFails(1, series(Files.writeString(folder.resolve("short.csv"), "1\n2\n3\n")), "[DATA-36]", "got 2 of the 3 in the file");
        Path flat = Files.writeString(folder.resolve("flat.csv"), "7\n".repeat(100));
        assertFails(1, series(flat), "[DATA-38]", "expected changes that differ, got always 0.", "choose another by --column NAME");
        Path line = Files.writeString(folder.resolve("line.csv"), "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n21\n22\n23\n24\n25\n");
        assertFails(1, series(line), "[DATA-38]", "expected changes that differ, got always 1.");
        assertFails(1, series(flat, "--values"), "[DATA-38]", "expected values that differ, got always 7.");
        assertEquals(0, series(line, "--values").exitCode());
    }

    @Test
    void badOptionsAreRefused() throws IOException {
        Path file = csv(value(119));
        assertFails(2, MainTest.run("demo", "series"), "[CLI-4] demo series: expected one argument, the CSV file, got nothing.");
        assertFails(2, series(file, "another.csv"), "[CLI-4]", "needs quotes");
        assertFails(2, series(file, "--window", "0"), "[CLI-3] demo series: expected a whole number from 1 to 10000 behind --window, got 0.");
        assertFails(2, series(file, "--test", "1"), "expected a number from 0.01 to 0.9 behind --test, got 1.");
        assertFails(2, series(file, "--test", "a third"), "behind --test, got a third.");
        assertFails(2, MainTest.run("demo", "sine", "--period", "2"), "expected a number from 3 to 200 behind --period, got 2.");
        assertFails(2, MainTest.run("demo", "sine", "--noise", "-1"), "behind --noise, got -1.");
        assertFails(2, MainTest.run("demo", "sine", "--window", "401"), "from 1 to 400 behind --window");
    }
}
