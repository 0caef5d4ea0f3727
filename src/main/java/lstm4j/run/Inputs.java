package lstm4j.run;

import java.util.Arrays;
import java.util.Collections;

import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;

/**
 * Turns a caller's arrays into samples as lists of rows, [N][S][F], without copying a row, and says what is wrong with
 * them where they do not fit the model. A sample of a {@code float[][]} is one row; of a {@code float[][][]}, a row for
 * each time step. Spec: chapter 2, rules SHAPE-11 to SHAPE-14; chapter 10, rules DATA-1 to DATA-3.
 */
public final class Inputs {
    private Inputs() {
    }

    /**
     * The samples of {@code x}, references to its rows.
     *
     * @param place what the array is called in messages
     * @param x {@code float[][]} (batch, features), {@code float[][][]} (batch, timesteps, features), or deeper
     * @param expected the shape the model takes
     * @param first name of the layer that takes it
     * @throws RuleException DATA-1 no such array, DATA-2 empty, DATA-3 NaN or infinite, SHAPE-11 rank, SHAPE-12
     *         features, SHAPE-13 timesteps, SHAPE-14 samples of different lengths
     */
    public static float[][][] rows(String place, Object x, Shape expected, String first) {
        if (!(x instanceof Object[] samples) || !isFloats(x)) {
            throw new RuleException("DATA-1", place, wanted(expected), describe(x),
                    x instanceof double[][] || x instanceof double[][][] ? "lstm4j computes in float; convert the numbers" : "");
        }
        if (samples.length == 0) {
            throw new RuleException("DATA-2", place, "at least one sample", "an empty array", "");
        }
        int rank = rank(x);
        if (rank != expected.rank()) {
            throw new RuleException("SHAPE-11", place + " for " + first, wanted(expected), describe(x), rankHint(rank, expected));
        }
        float[][][] rows = new float[samples.length][][];
        for (int n = 0; n < samples.length; n++) {
            rows[n] = rowsOf(samples[n], rank - 2, place, n);
            requireShape(place, n, rows, expected, first);
            requireFinite(place, n, rows[n], rank);
        }
        return rows;
    }

    private static String rankHint(int rank, Shape expected) {
        if (rank == 2 && expected.rank() == 3) {
            return "one sample alone is {sample}, an array with a batch of one; a plain series of numbers needs a feature axis:"
                    + " x[n][t] = {value}";
        }
        return rank == 3 && expected.rank() == 2 ? "this model has no time axis; lay the steps of a sample end to end, or put an LSTM in front" : "";
    }

    private static void requireShape(String place, int n, float[][][] rows, Shape expected, String first) {
        int steps = expected.rowsPerSample();
        if (rows[n].length == 0) {
            throw new RuleException("DATA-2", sample(place, n, first), "at least one time step", "none", "");
        }
        if (steps != Shape.ANY && rows[n].length != steps) {
            throw new RuleException("SHAPE-13", sample(place, n, first), steps + " timesteps", String.valueOf(rows[n].length),
                    "the model was built with " + expected + "; give its first layer inputShape(Shape.ANY, F) to take any length");
        }
        if (rows[n].length != rows[0].length) {
            throw new RuleException("SHAPE-14", sample(place, n, first), "as many timesteps as " + place + "[0] has, " + rows[0].length,
                    String.valueOf(rows[n].length), "one array holds samples of one length: pad the shorter ones and mark the padding with"
                            + " a Masking layer, or give each length a call of its own");
        }
        for (int s = 0; s < rows[n].length; s++) {
            if (rows[n][s].length != expected.features()) {
                throw new RuleException("SHAPE-12", sample(place, n, first), expected.features() + " features in a row",
                        rows[n][s].length + " in row " + s, "the kernel of " + first + " has one row for each feature; the last size of the"
                                + " input shape is the number of features, not of timesteps");
            }
        }
    }

    /** The name of a sample in messages, made when there is one. */
    private static String sample(String place, int n, String first) {
        return place + "[" + n + "] for " + first;
    }

    static void requireFinite(String place, long n, float[][] rows, int rank) {
        for (int s = 0; s < rows.length; s++) {
            for (int j = 0; j < rows[s].length; j++) {
                if (!Float.isFinite(rows[s][j])) {
                    throw new RuleException("DATA-3", place + "[" + n + "]" + (rank == 2 ? "" : "[" + s + "]") + "[" + j + "]",
                            "a finite number", String.valueOf(rows[s][j]),
                            "one such number turns every weight into NaN; fill or drop missing values first");
                }
            }
        }
    }

    /** All rows below an array that has {@code depth} axes above its rows. */
    private static float[][] rowsOf(Object sample, int depth, String place, int n) {
        if (sample == null) {
            throw new RuleException("DATA-1", place + "[" + n + "]", "an array", "null", "");
        }
        if (depth == 0) {
            return new float[][] {(float[]) sample};
        }
        if (depth == 1) {
            float[][] rows = (float[][]) sample;
            for (int s = 0; s < rows.length; s++) {
                if (rows[s] == null) {
                    throw new RuleException("DATA-1", place + "[" + n + "][" + s + "]", "an array", "null", "");
                }
            }
            return rows;
        }
        return Arrays.stream((Object[]) sample).flatMap(part -> Arrays.stream(rowsOf(part, depth - 1, place, n))).toArray(float[][]::new);
    }

    static boolean isFloats(Object array) {
        String type = array.getClass().getName();
        return type.endsWith("[F");
    }

    /** Number of axes: the brackets of the class name. */
    static int rank(Object array) {
        return array.getClass().getName().lastIndexOf('[') + 1;
    }

    static String wanted(Shape expected) {
        return "float" + String.join("", Collections.nCopies(expected.rank(), "[]")) + " " + expected.inWords();
    }

    /** An array in words: {@code float[][] (60000, 784)}. */
    static String describe(Object x) {
        if (x == null) {
            return "null";
        }
        StringBuilder sizes = new StringBuilder();
        Object inner = x;
        while (inner instanceof Object[] array) {
            sizes.append(array.length).append(", ");
            inner = array.length == 0 ? null : array[0];
        }
        sizes.append(inner instanceof float[] f ? f.length : inner instanceof int[] i ? i.length
                : inner instanceof double[] d ? d.length : inner instanceof long[] l ? l.length : "");
        String type = x.getClass().getSimpleName();
        return x.getClass().isArray() ? type + " (" + sizes.toString().replaceAll(", $", "") + ")" : type;
    }
}
