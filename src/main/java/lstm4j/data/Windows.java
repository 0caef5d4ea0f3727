package lstm4j.data;

import java.util.Arrays;
import java.util.Objects;

/**
 * A series cut into examples for a many-to-one forecast: each x is {@code length} values in a row, its y the value that
 * comes next. For the series 10 20 30 40 50 and length 3:
 *
 * <pre>
 * x[0] = 10 20 30   y[0] = 40
 * x[1] = 20 30 40   y[1] = 50
 * </pre>
 *
 * @param x (N, T, 1): N windows of T = length steps with one feature each, N = series length − T
 * @param y (N): what follows each window
 */
public record Windows(float[][][] x, float[] y) {
    /** None of them is null. */
    public Windows {
        for (int n = 0; n < x.length; n++) {
            Objects.requireNonNull(x[n], "x[" + n + "]");
        }
    }

    /** Windows up to a moment, and those after it. No target of {@code test} is seen anywhere in {@code train}. */
    public record Split(Windows train, Windows test) {
    }

    /**
     * All windows of a series, in time order.
     *
     * @param length T, at least 1 and less than the length of the series, else [DATA-34]; every value finite as a float,
     *     else [DATA-35]
     */
    public static Windows of(double[] series, int length) {
        if (length < 1) {
            throw Message.mistake("DATA-34", "windows", "a length of at least 1", String.valueOf(length), "");
        }
        if (length >= series.length) {
            throw Message.mistake("DATA-34", "windows", "a series of more than " + length + " values, a window and its target",
                    series.length + " values", "use shorter windows or a longer series");
        }
        float[] values = floats(series);
        int count = series.length - length;
        float[][][] x = new float[count][length][1];
        for (int n = 0; n < count; n++) {
            for (int t = 0; t < length; t++) {
                x[n][t][0] = values[n + t];
            }
        }
        return new Windows(x, Arrays.copyOfRange(values, length, series.length));
    }

    /**
     * Splits in time order, never at random: windows whose target comes before {@code cut} in the series are for training,
     * the rest for the test. A scaler is to be fitted on the first {@code cut} values alone. Both parts need a window, so
     * {@code cut} is more than the window length and less than the series length, else [DATA-36].
     */
    public Split splitAt(int cut) {
        int length = x.length == 0 ? 0 : x[0].length;
        int end = length + y.length;
        if (cut <= length || cut >= end) {
            throw Message.mistake("DATA-36", "windows", "a cut from " + (length + 1) + " to " + (end - 1) + " in a series of "
                    + end + " with windows of " + length, String.valueOf(cut),
                    "the cut counts values of the series; windows need some on both sides");
        }
        return new Split(part(0, cut - length), part(cut - length, y.length));
    }

    private Windows part(int from, int to) {
        return new Windows(Arrays.copyOfRange(x, from, to), Arrays.copyOfRange(y, from, to));
    }

    private static float[] floats(double[] series) {
        float[] values = new float[series.length];
        for (int i = 0; i < series.length; i++) {
            values[i] = (float) series[i];
            if (!Float.isFinite(values[i])) {
                throw Message.mistake("DATA-35", "series", "finite numbers", series[i] + " at index " + i,
                        "a series has no gaps: remove or fill in what is missing, and scale what is huge");
            }
        }
        return values;
    }
}
