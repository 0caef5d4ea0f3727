package lstm4j.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import java.util.Objects;
import lstm4j.layer.Required;
import lstm4j.layer.RuleException;

/**
 * How far one gradient is from another: for each array the error relative to the array's norm, the worst number, and
 * whether the whole is off by a constant factor, which is what a mean taken over the wrong count looks like.
 * Immutable; {@link #toString} is meant to be read. Spec: chapter 4.
 */
public final class GradientReport {
    /** A factor is named when what remains after it is this small a part of the gradient. */
    private static final double SAME = 1e-3;

    /**
     * One array.
     *
     * @param name the array's name
     * @param normError ‖actual − expected‖ / ‖expected‖; the absolute norm where expected is all zero
     * @param row row of the worst number
     * @param column column of the worst number
     * @param expected its expected value
     * @param actual its actual value
     * @param elementError largest |actual − expected| / |expected| of the numbers above 1e-10 times the array's largest
     */
    public record Array(String name, double normError, int row, int column, double expected, double actual, double elementError) {
    }

    private final List<Array> arrays;
    private final double factor;

    private GradientReport(List<Array> arrays, double factor) {
        this.arrays = List.copyOf(arrays);
        this.factor = factor;
    }

    /**
     * Compares two gradients of the same shapes, else [ORC-5].
     *
     * @param names one for each array
     * @param expected the gradient to be trusted
     * @param actual the gradient to be judged
     */
    public static GradientReport compare(List<String> names, double[][][] expected, double[][][] actual) {
        requireSameShapes(expected, actual);
        if (names.size() != expected.length) {
            throw new RuleException("ORC-5", "gradients", expected.length + " names", String.valueOf(names.size()), "");
        }
        List<Array> arrays = new ArrayList<>();
        for (int n = 0; n < expected.length; n++) {
            arrays.add(array(names.get(n), expected[n], actual[n]));
        }
        return new GradientReport(arrays, factor(expected, actual));
    }

    private static Array array(String name, double[][] expected, double[][] actual) {
        double largest = 0;
        for (double[] row : expected) {
            for (double number : row) {
                largest = Math.max(largest, Math.abs(number));
            }
        }
        double[][] difference = DoubleRows.zerosLike(expected);
        int worstRow = 0;
        int worstColumn = 0;
        double worst = -1;
        double elementError = 0;
        for (int r = 0; r < expected.length; r++) {
            for (int q = 0; q < expected[r].length; q++) {
                double error = Math.abs(actual[r][q] - expected[r][q]);
                difference[r][q] = error;
                if (Double.compare(error, worst) > 0) { // NaN counts as the largest
                    worst = error;
                    worstRow = r;
                    worstColumn = q;
                }
                if (Math.abs(expected[r][q]) > 1e-10 * largest) {
                    elementError = Math.max(elementError, error / Math.abs(expected[r][q]));
                }
            }
        }
        double size = norm(new double[][][] {expected});
        double error = norm(new double[][][] {difference});
        return new Array(name, size == 0 ? error : error / size, worstRow, worstColumn, expected[worstRow][worstColumn],
                actual[worstRow][worstColumn], elementError);
    }

    /** The s that makes ‖actual − s·expected‖ least, if little remains then; else NaN. */
    private static double factor(double[][][] expected, double[][][] actual) {
        double products = 0;
        double squares = 0;
        for (int n = 0; n < expected.length; n++) {
            for (int r = 0; r < expected[n].length; r++) {
                for (int q = 0; q < expected[n][r].length; q++) {
                    products += actual[n][r][q] * expected[n][r][q];
                    squares += expected[n][r][q] * expected[n][r][q];
                }
            }
        }
        double s = products / squares;
        double[][][] rest = DoubleRows.copy(actual);
        for (int n = 0; n < rest.length; n++) {
            for (int r = 0; r < rest[n].length; r++) {
                for (int q = 0; q < rest[n][r].length; q++) {
                    rest[n][r][q] -= s * expected[n][r][q];
                }
            }
        }
        return norm(rest) <= SAME * norm(actual) ? s : Double.NaN;
    }

    /** Every array in order. */
    public List<Array> arrays() {
        return arrays;
    }

    /** The largest norm error of all arrays; NaN if one is NaN. */
    public double worstNormError() {
        double worst = 0;
        for (Array array : arrays) {
            worst = Math.max(worst, array.normError());
        }
        return worst;
    }

    /** The largest element error of all arrays. */
    public double worstElementError() {
        double worst = 0;
        for (Array array : arrays) {
            worst = Math.max(worst, array.elementError());
        }
        return worst;
    }

    /** The s with actual = s·expected to three digits, or NaN when no factor explains the difference. About 1 when both agree. */
    public double factor() {
        return factor;
    }

    /**
     * What the factor probably is, for a batch of B samples of T steps: {@code "your gradient = expected × 1/T"}; empty
     * when both agree or no factor explains the difference.
     */
    public String explanation(int B, int T) {
        if (Double.isNaN(factor) || Math.abs(factor - 1) <= SAME) {
            return "";
        }
        String[] names = {"1/T", "1/B", "1/(B·T)", "T", "B", "B·T", "2", "1/2", "-1"};
        double[] values = {1.0 / T, 1.0 / B, 1.0 / B / T, T, B, (double) B * T, 2, 0.5, -1};
        for (int n = 0; n < names.length; n++) {
            if (Math.abs(factor - values[n]) <= SAME * Math.abs(values[n])) {
                return "your gradient = expected × " + names[n];
            }
        }
        return String.format(Locale.ROOT, "your gradient = expected × %.6g", factor);
    }

    /** One line for each array, and the factor if there is one. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Array a : arrays) {
            text.append(String.format(Locale.ROOT, "%-28s norm error %.2e, worst at [%d][%d]: expected %.17g, got %.17g\n",
                    a.name(), a.normError(), a.row(), a.column(), a.expected(), a.actual()));
        }
        if (!Double.isNaN(factor) && Math.abs(factor - 1) > SAME) {
            text.append(String.format(Locale.ROOT, "All arrays together: got = expected × %.6g\n", factor));
        }
        return text.toString();
    }

    /** √Σ of all squares. */
    static double norm(double[][][] arrays) {
        double sum = 0;
        for (double[][] array : arrays) {
            for (double[] row : array) {
                for (double number : row) {
                    sum += number * number;
                }
            }
        }
        return Math.sqrt(sum);
    }

    static void requireSameShapes(double[][][] expected, double[][][] actual) {
        if (expected.length != actual.length) {
            throw new RuleException("ORC-5", "gradients", expected.length + " arrays", String.valueOf(actual.length), "");
        }
        for (int n = 0; n < expected.length; n++) {
            Required.all("expected[" + n + "]", expected[n]);
            Objects.requireNonNull(actual[n], "actual[" + n + "]");
            OracleInput.rows("ORC-5", "array " + n, actual[n], expected[n].length, expected[n].length == 0 ? 0 : expected[n][0].length, "");
        }
    }
}
