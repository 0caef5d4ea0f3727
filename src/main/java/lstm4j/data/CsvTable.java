package lstm4j.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All columns of numbers of a CSV file, in the order of its lines; columns of anything else, such as dates, are left out.
 * The form of the file and the errors are those of {@link CsvSeries}.
 *
 * @param names what the header calls each column, or {@code column 2} where there is no header
 * @param columns [column][line], at least one of each
 */
public record CsvTable(List<String> names, double[][] columns) {
    /** The columns in which every field is a finite number. */
    public static CsvTable read(Path file) throws IOException {
        return read(file, false);
    }

    /** The columns of numbers and gaps: {@code NA}, {@code nan} and an empty field are NaN, {@code inf} is infinite. */
    public static CsvTable readWithGaps(Path file) throws IOException {
        return read(file, true);
    }

    private static CsvTable read(Path file, boolean gaps) throws IOException {
        try (CsvReader reader = CsvReader.open(file)) {
            List<String> first = reader.next();
            boolean header = first != null && first.stream().noneMatch(field -> CsvSeries.isNumber(field, reader.separator()));
            List<String> record = header ? reader.next() : first;
            List<List<String>> records = new ArrayList<>();
            for (; record != null; record = reader.next()) {
                CsvSeries.requireWidth(file, reader.line(), record, first);
                records.add(record);
            }
            if (records.isEmpty()) {
                throw DataFormatException.of("DATA-29", file, "at least one line of data", header ? "only a header" : "an empty file", "");
            }
            List<String> names = new ArrayList<>();
            List<double[]> columns = new ArrayList<>();
            for (int column = 0; column < first.size(); column++) {
                double[] values = values(records, column, reader.separator(), gaps);
                if (values != null) {
                    names.add(header ? first.get(column) : "column " + (column + 1));
                    columns.add(values);
                }
            }
            if (columns.isEmpty()) {
                throw DataFormatException.of("DATA-32", file, "a column of numbers", "the columns " + CsvSeries.listed(first), "");
            }
            return new CsvTable(List.copyOf(names), columns.toArray(double[][]::new));
        }
    }

    /** The numbers of a column; null if a field of it is none. */
    private static double[] values(List<List<String>> records, int column, char separator, boolean gaps) {
        double[] values = new double[records.size()];
        for (int n = 0; n < values.length; n++) {
            String field = records.get(n).get(column);
            if (CsvSeries.isNumber(field, separator) && Double.isFinite(CsvSeries.parse(field, separator))) {
                values[n] = CsvSeries.parse(field, separator);
            } else if (gaps && field.matches("(?i)|NA|nan|[+-]?inf")) {
                values[n] = field.matches("(?i)[+-]?inf") ? field.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY : Double.NaN;
            } else {
                return null;
            }
        }
        return values;
    }

    /** The lines as rows of a table (lines, columns). */
    public double[][] rows() {
        return IntStream.range(0, columns[0].length)
                .mapToObj(n -> IntStream.range(0, columns.length).mapToDouble(column -> columns[column][n]).toArray()).toArray(double[][]::new);
    }
}
