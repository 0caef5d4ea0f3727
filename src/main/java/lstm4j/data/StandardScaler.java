package lstm4j.data;

import java.util.Objects;

/**
 * Gives each column mean 0 and standard deviation 1: (x − mean) ÷ deviation, with both of the data it was fitted on; the
 * deviation is that of the population (divided by the number of rows). Sums run over the rows in order. As scikit-learn's
 * scaler of this name, but a constant column is refused.
 */
public final class StandardScaler implements Scaler {
    private final double[] mean;
    private final double[] deviation;

    private StandardScaler(double[] mean, double[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /** Fits on a series. Empty: [DATA-37], not finite: [DATA-35], constant: [DATA-38]. */
    public static StandardScaler fit(double[] series) {
        return fit(Table.of(series));
    }

    /** Fits on each column of a table (rows, columns). Empty or ragged: [DATA-37], not finite: [DATA-35], constant: [DATA-38]. */
    public static StandardScaler fit(double[][] rows) {
        double[][] columns = Table.columns(rows);
        double[] mean = new double[columns.length];
        double[] deviation = new double[columns.length];
        for (int column = 0; column < columns.length; column++) {
            mean[column] = mean(columns[column]);
            deviation[column] = Table.requireSpread(deviation(columns[column], mean[column]), columns[column], column);
        }
        return new StandardScaler(mean, deviation);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double deviation(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / values.length);
    }

    @Override
    public int columns() {
        return mean.length;
    }

    @Override
    public double transform(int column, double value) {
        Objects.checkIndex(column, mean.length);
        return (value - mean[column]) / deviation[column];
    }

    @Override
    public double inverse(int column, double scaled) {
        Objects.checkIndex(column, mean.length);
        return scaled * deviation[column] + mean[column];
    }
}
