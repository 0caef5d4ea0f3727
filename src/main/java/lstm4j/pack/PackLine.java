package lstm4j.pack;

import java.util.Arrays;
import java.util.Locale;

import lstm4j.check.Given;

/**
 * What was found out about one array of a case.
 *
 * @param name CASE.ARRAY
 * @param group the group of its case
 * @param status right, wrong, or missing
 * @param numbers how many it should have
 * @param worst the largest error in bounds; infinite where numbers cannot be compared
 * @param words what is wrong, empty where nothing is
 */
public record PackLine(String name, String group, Status status, int numbers, double worst, String words) {
    /** What became of an array. */
    public enum Status {
        /** Every number within its bound. */
        RIGHT,
        /** A number beyond it, or numbers that cannot be compared. */
        WRONG,
        /** Not given. */
        MISSING
    }

    static PackLine missing(String name, String group, Expected expected) {
        return new PackLine(name, group, Status.MISSING, expected.values().length, 0, "not given");
    }

    static PackLine unreadable(String name, String group, Expected expected, String words) {
        return new PackLine(name, group, Status.WRONG, expected.values().length, Double.POSITIVE_INFINITY, words);
    }

    /** An array that is there. */
    static PackLine of(String name, String group, Expected expected, Given given, boolean shaped) {
        String misfit = misfit(expected, given, shaped);
        if (!misfit.isEmpty()) {
            return unreadable(name, group, expected, misfit);
        }
        int at = 0;
        for (int k = 0; k < given.values().length; k++) {
            at = expected.ratio(k, given.values()[k]) > expected.ratio(at, given.values()[at]) ? k : at;
        }
        double worst = expected.ratio(at, given.values()[at]);
        return worst <= 1 ? new PackLine(name, group, Status.RIGHT, given.values().length, worst, "")
                : new PackLine(name, group, Status.WRONG, given.values().length, worst, words(expected, given, at, worst));
    }

    /** Why numbers cannot be compared; empty where they can. */
    private static String misfit(Expected expected, Given given, boolean shaped) {
        int[] sizes = Arrays.stream(given.shape()).filter(size -> size != 1).toArray();
        int[] wanted = Arrays.stream(expected.shape()).filter(size -> size != 1).toArray();
        int count = given.values().length;
        if (count == 0) {
            return "an empty array: was it written before the backend ran?";
        }
        if (count != expected.values().length) {
            return "shape " + given.shapeText() + ", should be " + text(expected.shape())
                    + (count < expected.values().length ? ": cut off, or of too few samples, steps or units?" : "");
        }
        if (shaped && sizes.length > 1 && !Arrays.equals(sizes, wanted)) {
            return "shape " + given.shapeText() + ", should be " + text(expected.shape()) + ": exchange the axes";
        }
        return "";
    }

    private static String words(Expected expected, Given given, int at, double worst) {
        long bad = Arrays.stream(given.values()).filter(Double::isNaN).count();
        long zero = Arrays.stream(given.values()).filter(value -> value == 0).count();
        long beyond = java.util.stream.IntStream.range(0, given.values().length).filter(k -> expected.ratio(k, given.values()[k]) > 1).count();
        String place = String.format(Locale.ROOT, "%d of %d numbers; [%s] is %.9g, should be %.9g, ", beyond, given.values().length,
                place(expected.shape(), at), given.values()[at], expected.values()[at])
                + (Double.isInfinite(worst) ? "which no rounding explains" : String.format(Locale.ROOT, "%.3g bounds off", worst));
        return place + (bad == given.values().length ? "; every number is NaN: was the array ever written?"
                : zero == given.values().length ? "; every number is 0: was the array ever written?" : "");
    }

    /** Number {@code at} of an array as indices: 2, 0, 1. */
    private static String place(int[] shape, int at) {
        int rest = at;
        String place = shape.length == 0 ? "0" : "";
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            place = rest % shape[axis] + (place.isEmpty() ? "" : ", ") + place;
            rest /= shape[axis];
        }
        return place;
    }

    private static String text(int[] shape) {
        return new Given(shape, new double[0]).shapeText();
    }
}
