package lstm4j.data;

import java.util.Objects;

/**
 * Moves each column to a range, 0 to 1 unless told otherwise: (x − min) ÷ (max − min) · (high − low) + low, with min and
 * max of the data it was fitted on. Later data may lie outside. As scikit-learn's scaler of this name, but a constant
 * column is refused.
 */
public final class MinMaxScaler implements Scaler {
    private final double[] min;
    private final double[] spread;
    private final double low;
    private final double high;

    private MinMaxScaler(double[] min, double[] spread, double low, double high) {
        this.min = min;
        this.spread = spread;
        this.low = low;
        this.high = high;
    }

    /** Fits on a series. Empty: [DATA-37], not finite: [DATA-35], constant: [DATA-38]. */
    public static MinMaxScaler fit(double[] series) {
        return fit(Table.of(series));
    }

    /** Fits on each column of a table (rows, columns). Empty or ragged: [DATA-37], not finite: [DATA-35], constant: [DATA-38]. */
    public static MinMaxScaler fit(double[][] rows) {
        double[][] columns = Table.columns(rows);
        double[] min = new double[columns.length];
        double[] spread = new double[columns.length];
        for (int column = 0; column < columns.length; column++) {
            double smallest = columns[column][0];
            double largest = smallest;
            for (double value : columns[column]) {
                smallest = Math.min(smallest, value);
                largest = Math.max(largest, value);
            }
            min[column] = smallest;
            spread[column] = Table.requireSpread(largest - smallest, columns[column], column);
        }
        return new MinMaxScaler(min, spread, 0, 1);
    }

    /** The same scaler with another range; low &lt; high, both finite, else [DATA-41]. */
    public MinMaxScaler to(double low, double high) {
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw Message.mistake("DATA-41", "MinMaxScaler", "a range from low to a greater high", low + " to " + high, "");
        }
        return new MinMaxScaler(min, spread, low, high);
    }

    @Override
    public int columns() {
        return min.length;
    }

    @Override
    public double transform(int column, double value) {
        Objects.checkIndex(column, min.length);
        return (value - min[column]) / spread[column] * (high - low) + low;
    }

    @Override
    public double inverse(int column, double scaled) {
        Objects.checkIndex(column, min.length);
        return (scaled - low) / (high - low) * spread[column] + min[column];
    }
}
