package lstm4j.data;

import java.util.Arrays;

/**
 * A table of several columns cut into windows: Keras's {@code timeseries_dataset_from_array}, without its batches. Window n
 * has the rows n·stride, n·stride + rate, … of the table, and target number n·stride. So the target of a forecast one step
 * ahead is {@code targets[i] = table[i + length·rate]}. Immutable; every method returns a changed copy.
 */
public final class Timeseries {
    /**
     * The windows.
     *
     * @param x (N, T, F)
     * @param y (N), or null without targets
     */
    public record Dataset(float[][][] x, float[] y) {
    }

    private final int length;
    private final int stride;
    private final int rate;

    private Timeseries(int length, int stride, int rate) {
        this.length = require("sequence_length", length);
        this.stride = require("sequence_stride", stride);
        this.rate = require("sampling_rate", rate);
    }

    private static int require(String what, int value) {
        if (value < 1) {
            throw Message.mistake("DATA-45", "timeseries_dataset_from_array", "a " + what + " of at least 1", String.valueOf(value), "");
        }
        return value;
    }

    /** Windows of so many rows, one beginning at each row of the table; at least 1, else [DATA-45]. */
    public static Timeseries sequenceLength(int rows) {
        return new Timeseries(rows, 1, 1);
    }

    /** How many rows after one window the next begins; at least 1, else [DATA-45]. */
    public Timeseries sequenceStride(int rows) {
        return new Timeseries(length, rows, rate);
    }

    /** Takes each so-manieth row within a window; at least 1, else [DATA-45]. */
    public Timeseries samplingRate(int rows) {
        return new Timeseries(length, stride, rows);
    }

    /**
     * The windows of a table (rows, columns).
     *
     * @param targets one for each window, or more or fewer: what has no partner is left out; null for none
     * @throws IllegalArgumentException DATA-34 no window fits, DATA-35 a number is not finite as a float
     */
    public Dataset of(double[][] table, double[] targets) {
        int starts = table.length - (length - 1) * rate;
        starts = targets == null ? starts : Math.min(starts, targets.length);
        if (starts < 1) {
            throw Message.mistake("DATA-34", "timeseries_dataset_from_array", "a table in which a window of " + ((length - 1) * rate + 1)
                    + " rows fits, and a target for it", table.length + " rows" + (targets == null ? "" : ", " + targets.length + " targets"), "");
        }
        float[][] rows = Arrays.stream(table).map(Timeseries::floats).toArray(float[][]::new);
        int N = (starts + stride - 1) / stride;
        float[][][] x = new float[N][length][];
        for (int n = 0; n < N; n++) {
            for (int t = 0; t < length; t++) {
                x[n][t] = rows[n * stride + t * rate];
            }
        }
        float[] y = targets == null ? null : new float[N];
        for (int n = 0; targets != null && n < N; n++) {
            y[n] = floats(targets[n * stride])[0];
        }
        return new Dataset(x, y);
    }

    private static float[] floats(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
            if (!Float.isFinite(floats[i])) {
                throw Message.mistake("DATA-35", "timeseries_dataset_from_array", "finite numbers", String.valueOf(values[i]),
                        "a series has no gaps: remove or fill in what is missing, and scale what is huge");
            }
        }
        return floats;
    }
}
