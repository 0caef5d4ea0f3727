package lstm4j.run;

import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.train.Loss;

/**
 * What the model should have said, in the form its loss takes: class numbers or rows, one for each row of output.
 * Spec: chapter 10, rules DATA-4 to DATA-7.
 */
public final class LabelRows {
    final int[][] classes;     // [N][S'] or null
    final float[][][] targets; // [N][S'][K] or null

    private LabelRows(int[][] classes, float[][][] targets) {
        this.classes = classes;
        this.targets = targets;
    }

    /**
     * The labels {@code y} of {@code samples} samples of {@code steps} output rows each.
     *
     * @param y for a sparse loss {@code int[]} or, with a time axis in the output, {@code int[][]}; for another loss
     *        arrays of the shape of the output, whose last axis may be left out where it is 1
     * @param output the shape of the model's output
     * @throws RuleException DATA-4 wrong array, DATA-5 another number of samples, DATA-6 class out of range, DATA-7 NaN
     */
    public static LabelRows of(Object y, Loss loss, Shape output, int samples, int steps) {
        Object whole = y instanceof int[] || y instanceof float[] ? column(y) : y;
        if (whole instanceof Object[] array && array.length != samples) {
            throw new RuleException("DATA-5", "y", "as many labels as samples, " + samples, String.valueOf(array.length), "");
        }
        return loss.isSparse() ? sparse(y, whole, output, steps) : dense(y, whole, loss, output, steps);
    }

    /** A plain array as one value a sample. */
    private static Object column(Object y) {
        if (y instanceof int[] numbers) {
            int[][] rows = new int[numbers.length][];
            for (int n = 0; n < rows.length; n++) {
                rows[n] = new int[] {numbers[n]};
            }
            return rows;
        }
        float[] numbers = (float[]) y;
        float[][] rows = new float[numbers.length][];
        for (int n = 0; n < rows.length; n++) {
            rows[n] = new float[] {numbers[n]};
        }
        return rows;
    }

    private static LabelRows sparse(Object y, Object whole, Shape output, int steps) {
        if (!(whole instanceof int[][] classes) || output.rank() == 2 && y instanceof int[][] rows && rows[0].length != 1) {
            throw new RuleException("DATA-4", "y", output.rank() == 2 ? "int[] with the number of each sample's class"
                    : "int[][] with the number of the class of every step", Inputs.describe(y),
                    y instanceof float[][] ? "rows of probabilities (one-hot) go with CATEGORICAL_CROSSENTROPY" : "");
        }
        int K = output.features();
        for (int n = 0; n < classes.length; n++) {
            requireSteps(n, classes[n].length, steps);
            for (int s = 0; s < classes[n].length; s++) {
                if (classes[n][s] < 0 || classes[n][s] >= K) {
                    throw wrongClass("y[" + n + "]" + (output.rank() == 2 ? "" : "[" + s + "]"), K, String.valueOf(classes[n][s]));
                }
            }
        }
        return new LabelRows(classes, null);
    }

    private static LabelRows dense(Object y, Object whole, Loss loss, Shape output, int steps) {
        int K = output.features();
        Object rows = whole instanceof int[][] numbers && K == 1 && output.rank() == 2 ? floats(numbers) : whole;
        float[][][] targets = null;
        if (rows instanceof float[][] flat && output.rank() == 2) {
            targets = new float[flat.length][][];
            for (int n = 0; n < flat.length; n++) {
                targets[n] = new float[][] {flat[n]};
            }
        } else if (rows instanceof float[][] series && output.rank() == 3 && K == 1) {
            targets = new float[series.length][][];
            for (int n = 0; n < series.length; n++) {
                targets[n] = (float[][]) column(series[n]);
            }
        } else if (rows instanceof float[][][] sequences && output.rank() == 3) {
            targets = sequences;
        } else if (rows instanceof Object[] && Inputs.isFloats(rows) && Inputs.rank(rows) == output.rank()) {
            targets = Inputs.rows("y", rows, output, "the output");
        }
        if (targets == null) {
            throw new RuleException("DATA-4", "y", Inputs.wanted(output) + " for the loss " + loss,
                    Inputs.describe(y), y instanceof int[] && loss.kind() == Loss.Kind.CATEGORICAL_CROSSENTROPY
                            ? "class numbers go with SPARSE_CATEGORICAL_CROSSENTROPY" : "");
        }
        for (int n = 0; n < targets.length; n++) {
            requireSteps(n, targets[n].length, steps);
            requireRows(n, targets[n], K);
        }
        return new LabelRows(null, targets);
    }

    private static float[][] floats(int[][] numbers) {
        float[][] rows = new float[numbers.length][];
        for (int n = 0; n < rows.length; n++) {
            rows[n] = new float[] {numbers[n][0]};
        }
        return rows;
    }

    private static void requireSteps(int n, int got, int steps) {
        if (got != steps) {
            throw new RuleException("DATA-4", "y[" + n + "]", steps == 1 ? "one label a sample" : "a label for each of the " + steps
                    + " steps of the output", String.valueOf(got), steps == 1
                            ? "the model returns only the last step's output; returnSequences() on the last LSTM gives one for every step" : "");
        }
    }

    private static void requireRows(int n, float[][] rows, int K) {
        for (float[] row : rows) {
            if (row.length != K) {
                throw new RuleException("DATA-4", "y[" + n + "]", "rows of " + K + " numbers, as the model's output has",
                        String.valueOf(row.length), "");
            }
            requireFinite(n, row);
        }
    }

    static void requireFinite(long n, float[] row) {
        for (int j = 0; j < row.length; j++) {
            if (!Float.isFinite(row[j])) {
                throw new RuleException("DATA-7", "y[" + n + "], number " + j, "a finite number", String.valueOf(row[j]), "");
            }
        }
    }

    /** The number of a class that was read as a float; [DATA-6] where it is none of {@code K}. */
    static int classNumber(long n, float number, int K) {
        if (!(number >= 0 && number < K && number == (int) number)) {
            throw wrongClass("y[" + n + "]", K, String.valueOf(number));
        }
        return (int) number;
    }

    private static RuleException wrongClass(String place, int K, String got) {
        return new RuleException("DATA-6", place, "a class from 0 to " + (K - 1) + ", since the model has " + K + " outputs", got,
                "classes are counted from 0; the last layer needs as many units as there are classes");
    }
}
