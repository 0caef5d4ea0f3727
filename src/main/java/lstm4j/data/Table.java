package lstm4j.data;

import java.util.Objects;
import java.util.Arrays;

/** What both scalers ask of the data they are fitted on. */
final class Table {
    private Table() {
    }

    /** A series as a table of one column. */
    static double[][] of(double[] series) {
        double[][] rows = new double[series.length][1];
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] = series[i];
        }
        return rows;
    }

    /** The columns of a table, each as one array. No rows, no columns or rows of different length: [DATA-37]; not finite: [DATA-35]. */
    static double[][] columns(double[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            Objects.requireNonNull(rows[i], "rows[" + i + "]");
        }
        if (rows.length == 0 || rows[0].length == 0) {
            throw Message.mistake("DATA-37", "scaler", "at least one row and one column to fit on", "none", "");
        }
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns.length) {
                throw Message.mistake("DATA-37", "scaler", columns.length + " numbers in every row, as in row 0",
                        rows[i].length + " in row " + i, "");
            }
            for (int column = 0; column < columns.length; column++) {
                columns[column][i] = requireFinite(rows[i][column], i, column);
            }
        }
        return columns;
    }

    private static double requireFinite(double value, int row, int column) {
        if (!Double.isFinite(value)) {
            throw Message.mistake("DATA-35", "scaler", "finite numbers", value + " in row " + row + ", column " + column,
                    "remove or fill in what is missing");
        }
        return value;
    }

    /** A column is divided by its spread, so that must be more than 0 and finite, else [DATA-38]. */
    static double requireSpread(double spread, double[] values, int column) {
        boolean constant = Arrays.stream(values).allMatch(value -> value == values[0]);
        if (!constant && spread > 0 && Double.isFinite(spread)) {
            return spread;
        }
        throw Message.mistake("DATA-38", "scaler, column " + column, "values that differ, by less than 1e308",
                constant ? values.length + " times " + values[0] : "a spread of " + spread,
                constant ? "a constant column tells a model nothing: leave it out, or fit on more rows"
                        : "bring the numbers into another unit");
    }
}
