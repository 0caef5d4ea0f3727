package lstm4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import lstm4j.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Columns of CSV files as they are found in the wild, and what is said of broken ones. */
class CsvSeriesTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("file.csv"), text);
    }

    private void reads(String text, String name, double... values) throws IOException {
        CsvSeries series = CsvSeries.read(file(text));
        assertEquals(name, series.name());
        assertArrayEquals(values, series.values());
    }

    private void refuses(String text, String rule, String message) throws IOException {
        Path file = file(text);
        refused(() -> CsvSeries.read(file), rule, message);
    }

    private void refused(Executable read, String rule, String message) {
        DataFormatException e = assertThrows(DataFormatException.class, read);
        assertEquals("[" + rule + "] " + folder.resolve("file.csv") + message, e.getMessage());
        assertEquals(rule, e.rule());
        assertEquals(-1, e.offset());
    }

    @Test
    void theLastNumericColumnIsTheDefault() throws IOException {
        reads("day,a,b,note\nmon,1,2.5,x\ntue,3,-4e2,y\n", "b", 2.5, -400);
    }

    @Test
    void withoutAHeaderTheFirstLineIsData() throws IOException {
        reads("1,2\n3,4\n", "column 2", 2, 4);
    }

    @Test
    void everyCommonWayToWriteANumberIsUnderstood() throws IOException {
        reads("v\n1\n+2\n-3.\n.5\n6.25e-1\n7E+2\n 8 \n", "v", 1, 2, -3, 0.5, 0.625, 700, 8);
    }

    @Test
    void semicolonsSeparateAndThenACommaMayBeTheDecimalPoint() throws IOException {
        reads("Tag;Wert\n1.1.;1,5\n2.1.;-0,25\n3.1.;3.5\n", "Wert", 1.5, -0.25, 3.5);
        reads("1,5;2,5\n3;4\n", "column 2", 2.5, 4);
    }

    @Test
    void quotedFieldsMayHoldSeparatorsQuotesAndLineEnds() throws IOException {
        reads("\"a;b, \"\"c\"\"\",\"x,y\"\n\"two\nlines\",\"1.5\"\n  \"z\"  , 2 \n", "x,y", 1.5, 2);
        assertArrayEquals(new double[] {1}, CsvSeries.read(file("\"say \"\"hi\"\"\",b\n1,2\n"), "say \"hi\"").values());
    }

    @Test
    void lineEndsOfAnySystemAByteOrderMarkAndBlankLinesDoNotMatter() throws IOException {
        reads("\uFEFFa,b\r\n\r\n1,2\r\n3,4", "b", 2, 4);
        reads("a,b\r1,2\r\r3,4\r", "b", 2, 4);
        reads("\n\n  \na;b\n1;2\n\n\n", "b", 2);
    }

    @Test
    void aColumnIsChosenByNameOrByNumberFromOne() throws IOException {
        Path file = file("day,Low,high\nmon,1,2\ntue,3,4\n");
        assertArrayEquals(new double[] {1, 3}, CsvSeries.read(file, "Low").values());
        assertArrayEquals(new double[] {1, 3}, CsvSeries.read(file, "low").values());
        assertArrayEquals(new double[] {2, 4}, CsvSeries.read(file, 3).values());
        assertEquals("Low", CsvSeries.read(file, 2).name());
    }

    @Test
    void longSeriesAreReadInFull() throws IOException {
        StringBuilder text = new StringBuilder("v\n");
        for (int i = 0; i < 1000; i++) {
            text.append(i).append('\n');
        }
        assertEquals(499_500, Arrays.stream(CsvSeries.read(file(text.toString())).values()).sum());
    }

    @Test
    void theAirlinePassengersAreReadAsTheyAre() throws IOException {
        CsvSeries series = CsvSeries.read(Shared.path("datasets/airline-passengers.csv"));
        assertEquals("Passengers", series.name());
        assertEquals(144, series.values().length);
        assertEquals(112, series.values()[0]);
        assertEquals(432, series.values()[143]);
        assertEquals(40_363, Arrays.stream(series.values()).sum());
    }

    @Test
    void aFileWithoutDataIsRefused() throws IOException {
        refuses("", "DATA-29", ": expected 1 to 10000000 lines of data, got an empty file.");
        refuses("\n  \n", "DATA-29", ": expected 1 to 10000000 lines of data, got an empty file.");
        refuses("a,b\n", "DATA-29", ": expected 1 to 10000000 lines of data, got only a header.");
        assertEquals("DATA-21", assertThrows(DataFormatException.class, () -> CsvSeries.read(folder.resolve("no.csv"))).rule());
    }

    @Test
    void brokenQuotesAreRefusedWithTheirLine() throws IOException {
        refuses("a,b\n1,2\n\"3,4\n5,6\n", "DATA-30", ", line 5: expected a closing \" for the one of line 3, got the end of"
                + " the file.");
        refuses("a,b\n\"x\"y,2\n", "DATA-30", ", line 2: expected ',' or the end of the line after a closing \", got \"y\"."
                + "\n          Hint: inside a quoted field write a quote twice.");
        refuses("a,\"" + "x".repeat(70_000), "DATA-30", ", line 1: expected fields of at most 65536 characters, got a longer"
                + " one.\n          Hint: is a closing double quote missing.");
    }

    @Test
    void aSpreadsheetInUtf16IsRefused() throws IOException {
        Path file = Files.write(folder.resolve("file.csv"), "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE));
        refused(() -> CsvSeries.read(file), "DATA-30", ", line 1: expected text in UTF-8, got a zero byte."
                + "\n          Hint: export the table from the spreadsheet as \"CSV UTF-8\".");
    }

    @Test
    void aLineOfAnotherLengthIsRefused() throws IOException {
        refuses("a,b\n1,2\nSource: me\n", "DATA-31", ", line 3: expected 2 fields as in the first line, got 1: \"Source: me\"."
                + "\n          Hint: remove notes below the table.");
        refuses("a,b\n1,1,234\n", "DATA-31", ", line 2: expected 2 fields as in the first line, got 3: \"1\", \"1\", \"234\"."
                + "\n          Hint: put a field that contains the separator into double quotes.");
        refuses(",".repeat(10_000), "DATA-31", ", line 1: expected at most 10000 fields, got more.");
        String many = "1, ".repeat(11) + "1\n";
        refuses(many + "1,2,3,4,5,6,7,8,9,10,11\n", "DATA-31", ", line 2: expected 12 fields as in the first line, got 11: \"1\","
                + " \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", \"9\", \"10\", …."
                + "\n          Hint: remove notes below the table.");
    }

    @Test
    void aColumnThatIsNotThereIsRefusedWithThoseThatAre() throws IOException {
        Path file = file("day,low\nmon,1\n");
        refused(() -> CsvSeries.read(file, "high"), "DATA-32", ": expected a column \"high\", got the columns \"day\", \"low\".");
        refused(() -> CsvSeries.read(file, 3), "DATA-32", ": expected a column from 1 to 2, got 3."
                + "\n          Hint: its first line is \"day\", \"low\".");
        refuses("day,low\nmon,1 kg\n", "DATA-32", ", line 2: expected a column of numbers, got \"mon\", \"1 kg\"."
                + "\n          Hint: a number is written like 112, -0.5 or 1e-3, without unit or thousands separator.");
        file("1,2\n");
        refused(() -> CsvSeries.read(file, "high"), "DATA-32", ": expected a header with the column \"high\", got a first line"
                + " with numbers in it.\n          Hint: choose the column by its number, from 1.");
        assertEquals("[DATA-32] CSV column: expected a number from 1, got 0.\n          Hint: the first column is 1.",
                assertThrows(IllegalArgumentException.class, () -> CsvSeries.read(file, 0)).getMessage());
    }

    @Test
    void aFieldThatIsNotANumberIsRefusedWithLineAndColumn() throws IOException {
        String missing = "\n          Hint: a missing value: remove the line or fill in a number, a series has no gaps.";
        refuses("a,b\n1,2\n3,\n", "DATA-33", ", line 3, column 2 (b): expected a finite number, got an empty field." + missing);
        refuses("1,2\n3,NaN\n", "DATA-33", ", line 2, column 2: expected a finite number, got \"NaN\"." + missing);
        refuses("a,b\n1,2\n3,1e999\n", "DATA-33", ", line 3, column 2 (b): expected a finite number, got \"1e999\".");
        refuses("a,b\n1,2\n3,0x10\n", "DATA-33", ", line 3, column 2 (b): expected a finite number, got \"0x10\".");
        refuses("a,b\n1,2\n3,\"1,234\"\n", "DATA-33", ", line 3, column 2 (b): expected a finite number, got \"1,234\"."
                + "\n          Hint: write numbers without thousands separators, or separate the fields by semicolons.");
        refuses("a,b\n1,2\n3,\"\u0007" + "y".repeat(60) + "\"\n", "DATA-33", ", line 3, column 2 (b): expected a finite number,"
                + " got \"·" + "y".repeat(38) + "…\".");
        refuses("a,b\n1,2\n3," + "4".repeat(65) + "\n", "DATA-33", ", line 3, column 2 (b): expected a finite number, got \""
                + "4".repeat(39) + "…\".");
    }

    @Test
    void aLineIsCountedWhereItsRecordBegins() throws IOException {
        refuses("a,b\n\"x\ny\",1\n\n\"u\nv\",w\n", "DATA-33", ", line 5, column 2 (b): expected a finite number, got \"w\".");
    }
}
