package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import lstm4j.data.CsvTable;
import lstm4j.data.GeneratedMarket;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableDemoTest {
    @TempDir
    Path folder;

    private static double[] forecasts(double[][] rows) {
        TrainingOptions options = new TrainingOptions(2, 16, 0.01, 1, 3, 1, 1, "", "", List.of());
        WalkForward walk = new WalkForward(rows, 0, 60, 5, options);
        DemoText page = new DemoText(System.out, true);
        walk.part(60, 80, page);
        walk.part(80, 100, page);
        return walk.forecasts;
    }

    @Test
    void noForecastKnowsItsFuture() {
        double[][] rows = GeneratedMarket.days(100, 3).rows();
        double[] before = forecasts(rows);
        for (double[] row : Arrays.copyOfRange(rows, 70, 100)) {
            Arrays.setAll(row, j -> 7 * row[j] + 1);
        }
        double[] after = forecasts(rows);
        assertArrayEquals(Arrays.copyOf(before, 11), Arrays.copyOf(after, 11), "rows 60 to 70 are forecast from rows before 70 alone");
        assertTrue(before[11] != after[11], "row 71 is forecast from row 70 too");
    }

    @Test
    void driftIsTheMeanChangeSoFar() {
        double[][] rows = {{0}, {1}, {3}, {4}};
        WalkForward walk = new WalkForward(rows, 0, 2, 1, new TrainingOptions(1, 1, 0.01, 1, 1, 1, 1, "", "", List.of()));
        assertArrayEquals(new double[] {1, 3}, walk.naive());
        assertArrayEquals(new double[] {2, 4.5}, walk.drift());
        assertArrayEquals(new double[] {3, 4}, walk.truth());
    }

    @Test
    void theMadeUpMarketAndATableOfOnesOwnAreForecast() throws IOException {
        MainTest.Run run = MainTest.run("demo", "table", "--epochs", "1", "--units", "2");
        assertEquals(0, run.exitCode(), run.err());
        for (String part : List.of("1,500 rows of 3 columns: close, volume, demand.", "float[N][10][3]", "drift", "WHAT TO TRY NEXT")) {
            assertTrue(run.out().contains(part), part);
        }
        Path file = folder.resolve("t.csv");
        StringBuilder csv = new StringBuilder("Date,Open,Close\n");
        for (int day = 0; day < 60; day++) {
            csv.append("d").append(day).append(',').append(day * day % 17).append(',').append(day * 3 % 7).append('\n');
        }
        Files.writeString(file, csv);
        String own = MainTest.run("demo", "table", "--data", file.toString(), "--column", "close", "--epochs", "1", "--units", "2").out();
        assertTrue(own.contains("60 rows of 2 columns: Open, Close.") && own.contains("forecast \"Close\""), own);
    }

    @Test
    @Rule("DATA-36")
    void aTableTooShortOrAColumnThatIsNotThereIsRefused() {
        assertTrue(MainTest.run("demo", "table", "--window", "1049").err().contains("[DATA-36]"));
        assertTrue(MainTest.run("demo", "table", "--column", "opne").err().contains("[CLI-3]"));
    }

    @Test
    void theMarketIsTheSameForTheSameSeedHoweverLong() {
        CsvTable longer = GeneratedMarket.days(20, 5);
        assertArrayEquals(GeneratedMarket.days(10, 5).columns()[0], Arrays.copyOf(longer.columns()[0], 10));
    }
}
