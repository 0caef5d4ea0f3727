package lstm4j.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import lstm4j.testing.Budget;
import lstm4j.testing.Json;
import lstm4j.testing.Worst;

/** Arrays of any rank as one row of numbers, to be compared. */
final class Flat {
    private Flat() {
    }

    /** The numbers of nested lists in reading order. */
    static double[] of(Object json) {
        return stream(json).toArray();
    }

    private static DoubleStream stream(Object json) {
        return json instanceof List<?> list ? list.stream().flatMapToDouble(Flat::stream) : DoubleStream.of(number(json));
    }

    /** A number; NaN and the infinities are strings in the files. */
    private static double number(Object json) {
        return json instanceof String text ? Double.parseDouble(text) : (Double) json;
    }

    static double[] of(float[] row) {
        return IntStream.range(0, row.length).mapToDouble(j -> row[j]).toArray();
    }

    static double[] of(float[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(row -> Arrays.stream(of(row))).toArray();
    }

    static double[] of(float[][][] blocks) {
        return Arrays.stream(blocks).flatMapToDouble(rows -> Arrays.stream(of(rows))).toArray();
    }

    static double[] of(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    static double[] of(double[][][] blocks) {
        return Arrays.stream(blocks).flatMapToDouble(rows -> Arrays.stream(of(rows))).toArray();
    }

    /** The values that Keras, or where it says so the second source, has in double. */
    static double[] doubles(Object both) {
        return of(Json.object(both).get("float64"));
    }

    /** Keras's values in float. */
    static double[] floats(Object both) {
        return of(Json.object(both).get("float32"));
    }

    /** All numbers of a list of lists of arrays, each in both precisions. */
    static double[] weights(Object layers) {
        return Json.list(layers).stream().flatMap(layer -> Json.list(layer).stream())
                .flatMapToDouble(array -> Arrays.stream(doubles(array))).toArray();
    }

    /** The largest difference, relative to the largest expected number if that is above 1; NaN and infinities must be equal. */
    static double difference(String what, double[] expected, double[] actual) {
        assertEquals(expected.length, actual.length, what + ": how many numbers");
        double largest = Math.max(1, Arrays.stream(expected).filter(Double::isFinite).map(Math::abs).max().orElse(1));
        double worst = 0;
        for (int n = 0; n < expected.length; n++) {
            if (Double.compare(expected[n], actual[n]) != 0) {
                double difference = Math.abs(expected[n] - actual[n]) / largest;
                worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
            }
        }
        return worst;
    }

    static void assertClose(String what, double[] expected, double[] actual, Budget budget) {
        double difference = difference(what, expected, actual);
        Worst.note(budget, what, difference);
        assertTrue(difference <= budget.limit(), () -> what + ": differs by " + difference + ", more than " + budget + " allows ("
                + budget.limit() + ")\nexpected " + Arrays.toString(expected) + "\ngot      " + Arrays.toString(actual));
    }

    /** The state of a layer in an object of states by name: h, then c. */
    static double[] state(Map<String, Object> states, String layer, String part) {
        return doubles(Json.object(states.get(layer)).get(part));
    }
}
