package lstm4j.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A series of numbers: one column of a CSV file, in the order of its lines. The separator is a comma or a semicolon, as the
 * first line has it; with semicolons a decimal comma is understood. Fields may be quoted, blank lines are skipped. The first
 * line is taken for a header if none of its fields is a number. Lines and columns count from 1.
 *
 * <p>All methods throw {@link DataFormatException}: [DATA-21] no such file, [DATA-29] no lines of data, or too many,
 * [DATA-30] broken text or quotes, [DATA-31] lines of different length, [DATA-32] no such column, [DATA-33] a field of the
 * column is not a number. Nothing is guessed for a missing value.
 *
 * @param name what the header calls the column, or {@code column 2} where there is no header
 * @param values the numbers, all finite; at least one
 */
public record CsvSeries(String name, double[] values) {
    private static final int LAST_NUMERIC = 0;
    private static final int MOST_VALUES = 10_000_000;
    private static final int LONGEST_NUMBER = 64;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    /** The last column whose first entry is a number. */
    public static CsvSeries read(Path file) throws IOException {
        return read(file, null, LAST_NUMERIC);
    }

    /** The column with this name in the header, exactly or but for upper and lower case. */
    public static CsvSeries read(Path file, String column) throws IOException {
        return read(file, column, LAST_NUMERIC);
    }

    /** The column with this number, from 1. Below 1 is a mistake [DATA-32]. */
    public static CsvSeries read(Path file, int column) throws IOException {
        if (column < 1) {
            throw Message.mistake("DATA-32", "CSV column", "a number from 1", String.valueOf(column), "the first column is 1");
        }
        return read(file, null, column);
    }

    private static CsvSeries read(Path file, String name, int number) throws IOException {
        try (CsvReader reader = CsvReader.open(file)) {
            List<String> first = reader.next();
            if (first == null) {
                throw noData(file, "an empty file");
            }
            List<String> header = first.stream().noneMatch(field -> isNumber(field, reader.separator())) ? first : null;
            List<String> record = header == null ? first : reader.next();
            if (record == null) {
                throw noData(file, "only a header");
            }
            int column = name != null ? byName(file, name, header) : number != LAST_NUMERIC ? byNumber(file, number, first)
                    : lastNumeric(file, record, reader);
            double[] values = new double[64];
            int count = 0;
            for (; record != null; record = reader.next()) {
                requireWidth(file, reader.line(), record, first);
                if (count == MOST_VALUES) {
                    throw noData(file, "more");
                }
                values = count == values.length ? Arrays.copyOf(values, 2 * count) : values;
                values[count++] = number(file, reader, record, column, header);
            }
            return new CsvSeries(header == null ? "column " + (column + 1) : header.get(column), Arrays.copyOf(values, count));
        }
    }

    private static DataFormatException noData(Path file, String got) {
        return DataFormatException.of("DATA-29", file, "1 to " + MOST_VALUES + " lines of data", got, "");
    }

    static int byName(Path file, String name, List<String> header) throws DataFormatException {
        if (header == null) {
            throw DataFormatException.of("DATA-32", file, "a header with the column " + CsvReader.quoted(name),
                    "a first line with numbers in it", "choose the column by its number, from 1");
        }
        int exact = header.indexOf(name);
        for (int i = 0; exact < 0 && i < header.size(); i++) {
            exact = header.get(i).equalsIgnoreCase(name) ? i : -1;
        }
        if (exact < 0) {
            throw DataFormatException.of("DATA-32", file, "a column " + CsvReader.quoted(name), "the columns " + listed(header), "");
        }
        return exact;
    }

    private static int byNumber(Path file, int number, List<String> first) throws DataFormatException {
        if (number > first.size()) {
            throw DataFormatException.of("DATA-32", file, "a column from 1 to " + first.size(), String.valueOf(number),
                    "its first line is " + listed(first));
        }
        return number - 1;
    }

    private static int lastNumeric(Path file, List<String> record, CsvReader reader) throws DataFormatException {
        for (int i = record.size() - 1; i >= 0; i--) {
            if (isNumber(record.get(i), reader.separator())) {
                return i;
            }
        }
        throw DataFormatException.inText("DATA-32", file, "line " + reader.line(), "a column of numbers", listed(record),
                "a number is written like 112, -0.5 or 1e-3, without unit or thousands separator");
    }

    static void requireWidth(Path file, int line, List<String> record, List<String> first) throws DataFormatException {
        if (record.size() != first.size()) {
            throw DataFormatException.inText("DATA-31", file, "line " + line, first.size() + " fields as in the first line",
                    record.size() + ": " + listed(record), record.size() < first.size() ? "remove notes below the table"
                            : "put a field that contains the separator into double quotes");
        }
    }

    static double number(Path file, CsvReader reader, List<String> record, int column, List<String> header)
            throws DataFormatException {
        String field = record.get(column);
        double value = isNumber(field, reader.separator()) ? parse(field, reader.separator()) : Double.NaN;
        if (Double.isFinite(value)) {
            return value;
        }
        String where = "line " + reader.line() + ", column " + (column + 1)
                + (header == null ? "" : " (" + CsvReader.shortened(header.get(column)) + ")");
        throw DataFormatException.inText("DATA-33", file, where, "a finite number",
                field.isEmpty() ? "an empty field" : CsvReader.quoted(field), hint(field));
    }

    private static String hint(String field) {
        if (field.isEmpty() || field.equalsIgnoreCase("NA") || field.equalsIgnoreCase("NaN") || field.equals("?")) {
            return "a missing value: remove the line or fill in a number, a series has no gaps";
        }
        return field.contains(",") ? "write numbers without thousands separators, or separate the fields by semicolons" : "";
    }

    static boolean isNumber(String field, char separator) {
        return field.length() <= LONGEST_NUMBER && NUMBER.matcher(withPoint(field, separator)).matches();
    }

    static double parse(String field, char separator) {
        return Double.parseDouble(withPoint(field, separator));
    }

    private static String withPoint(String field, char separator) {
        return separator == ';' && field.indexOf('.') < 0 ? field.replace(',', '.') : field;
    }

    static String listed(List<String> fields) {
        String some = String.join(", ", fields.stream().limit(10).map(CsvReader::quoted).toList());
        return fields.size() > 10 ? some + ", …" : some;
    }
}
