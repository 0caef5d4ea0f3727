package lstm4j.data;

import java.util.Objects;

/**
 * Brings columns of numbers to a size that a network learns well, and its forecasts back. Fit it on the training part only,
 * or the test is told about its future. A series is a table of one column. Immutable, so threads may share it.
 *
 * <p>Every method throws an {@link IllegalArgumentException} [DATA-39] where the number of columns is not the fitted one.
 */
public sealed interface Scaler permits MinMaxScaler, StandardScaler {
    /** Number of columns it was fitted on. */
    int columns();

    /** A value of a column, scaled; columns count from 0. */
    double transform(int column, double value);

    /** What {@link #transform(int, double)} made this of, up to rounding. */
    double inverse(int column, double scaled);

    /** A value of the series, scaled. */
    default double transform(double value) {
        requireColumns(1);
        return transform(0, value);
    }

    /** A scaled value of the series, such as a forecast, as it was. */
    default double inverse(double scaled) {
        requireColumns(1);
        return inverse(0, scaled);
    }

    /** A series, scaled; a new array. */
    default double[] transform(double[] series) {
        requireColumns(1);
        double[] scaled = new double[series.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = transform(0, series[i]);
        }
        return scaled;
    }

    /** A scaled series as it was; a new array. */
    default double[] inverse(double[] scaled) {
        requireColumns(1);
        double[] series = new double[scaled.length];
        for (int i = 0; i < series.length; i++) {
            series[i] = inverse(0, scaled[i]);
        }
        return series;
    }

    /** A table (rows, columns), each column scaled; a new array. */
    default double[][] transform(double[][] rows) {
        double[][] scaled = new double[rows.length][columns()];
        for (int i = 0; i < rows.length; i++) {
            requireColumns(Objects.requireNonNull(rows[i], "rows[" + i + "]").length);
            for (int column = 0; column < columns(); column++) {
                scaled[i][column] = transform(column, rows[i][column]);
            }
        }
        return scaled;
    }

    /** A scaled table (rows, columns) as it was; a new array. */
    default double[][] inverse(double[][] scaled) {
        double[][] rows = new double[scaled.length][columns()];
        for (int i = 0; i < rows.length; i++) {
            requireColumns(Objects.requireNonNull(scaled[i], "scaled[" + i + "]").length);
            for (int column = 0; column < columns(); column++) {
                rows[i][column] = inverse(column, scaled[i][column]);
            }
        }
        return rows;
    }

    private void requireColumns(int got) {
        if (got != columns()) {
            throw Message.mistake("DATA-39", "scaler", columns() + (columns() == 1 ? " column" : " columns")
                    + " as in the data it was fitted on", String.valueOf(got), "");
        }
    }
}
