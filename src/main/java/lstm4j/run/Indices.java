package lstm4j.run;

import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;

/**
 * Turns a caller's whole numbers, int[][] or float[][] (samples, timesteps), into the samples [N][1][T] of a model that
 * begins with an Embedding. Spec: chapter 17; chapter 10, rule DATA-11.
 */
public final class Indices {
    private Indices() {
    }

    /**
     * The samples of {@code x}: references to rows of float, copies of rows of int.
     *
     * @param place what the array is called in messages
     * @param expected the shape the model takes
     * @param vocabulary numbers are below it
     * @param first name of the layer that takes them
     * @throws RuleException DATA-1 no such array, DATA-2 empty, DATA-11 no index, SHAPE-11 rank, SHAPE-13, SHAPE-14 length
     */
    public static float[][][] rows(String place, Object x, Shape expected, int vocabulary, String first) {
        if (x instanceof Object[] deep && !(x instanceof float[][]) && !(x instanceof int[][]) && Inputs.rank(deep) > 2) {
            throw new RuleException("SHAPE-11", place + " for " + first, wanted(expected), Inputs.describe(x),
                    "each step of a sample is one whole number: x[n][t], not x[n][t][0]");
        }
        if (!(x instanceof float[][]) && !(x instanceof int[][])) {
            throw new RuleException("DATA-1", place, wanted(expected), Inputs.describe(x), "");
        }
        Object[] samples = (Object[]) x;
        if (samples.length == 0) {
            throw new RuleException("DATA-2", place, "at least one sample", "an empty array", "");
        }
        float[][][] rows = new float[samples.length][][];
        for (int n = 0; n < samples.length; n++) {
            rows[n] = new float[][] {row(samples[n], place + "[" + n + "]")};
            requireLength(place + "[" + n + "] for " + first, rows[n][0].length, expected.get(1), rows[0][0].length, place);
            int wrong = firstWrong(rows[n][0], vocabulary);
            if (wrong >= 0) {
                throw wrong(place + "[" + n + "][" + wrong + "]", vocabulary, number(samples[n], wrong), first);
            }
        }
        return rows;
    }

    /** The place of the first number that is no index below {@code vocabulary}; −1 if there is none. */
    public static int firstWrong(float[] row, int vocabulary) {
        for (int t = 0; t < row.length; t++) {
            if (!(row[t] >= 0 && row[t] < vocabulary && row[t] == (int) row[t])) {
                return t;
            }
        }
        return -1;
    }

    /** [DATA-11] for what stands at a place. */
    public static RuleException wrong(String place, int vocabulary, String got, String first) {
        return new RuleException("DATA-11", place, "a whole number from 0 to " + (vocabulary - 1), got,
                first + " has a row for each of " + vocabulary + " numbers; a vocabulary of V words needs input_dim V, and one more where 0 is padding");
    }

    private static float[] row(Object sample, String place) {
        if (sample == null) {
            throw new RuleException("DATA-1", place, "an array", "null", "");
        }
        if (sample instanceof float[] row) {
            return row;
        }
        int[] numbers = (int[]) sample;
        float[] row = new float[numbers.length];
        for (int t = 0; t < row.length; t++) {
            row[t] = numbers[t]; // exact below 2²⁴, and beyond that refused
        }
        return row;
    }

    private static String number(Object sample, int t) {
        return sample instanceof int[] numbers ? String.valueOf(numbers[t]) : String.valueOf(((float[]) sample)[t]);
    }

    private static void requireLength(String sample, int steps, int known, int ofFirst, String place) {
        if (steps == 0) {
            throw new RuleException("DATA-2", sample, "at least one time step", "none", "");
        }
        if (known != Shape.ANY && steps != known) {
            throw new RuleException("SHAPE-13", sample, known + " timesteps", String.valueOf(steps), "leave inputLength away to take any length");
        }
        if (steps != ofFirst) {
            throw new RuleException("SHAPE-14", sample, "as many timesteps as " + place + "[0] has, " + ofFirst, String.valueOf(steps),
                    "one array holds samples of one length: pad the shorter ones with 0 and say maskZero(true), or give each length a call of its own");
        }
    }

    private static String wanted(Shape expected) {
        return "int[][] or float[][] (batch, timesteps" + (expected.get(1) == Shape.ANY ? "" : "=" + expected.get(1)) + ") of whole numbers";
    }
}
