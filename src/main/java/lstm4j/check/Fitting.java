package lstm4j.check;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import lstm4j.layer.RuleException;

/** Brings a candidate's array into the shape it should have; what had to be done is noted in words, and what cannot be is refused. */
final class Fitting {
    private Fitting() {
    }

    /** The numbers of {@code given} as samples of rows shaped like {@code like}; [CHECK-2] if they cannot be. */
    static double[][][] fit(String name, Given given, double[][][] like, List<String> notes) {
        int B = like.length, S = like[0].length, U = like[0][0].length;
        if (given.values().length == 0) {
            throw refused(name, B, S, U, "an empty array " + given.shapeText(), "the file was written before the backend ran?");
        }
        int[] shape = IntStream.of(given.shape()).filter(size -> size != 1).toArray();
        int[] straight = IntStream.of(B, S, U).filter(size -> size != 1).toArray();
        int[] turned = IntStream.of(S, B, U).filter(size -> size != 1).toArray();
        boolean lines = shape.length == 2 && shape[0] == B && shape[1] == S * U; // a line of text for each sample
        boolean flat = lines || shape.length <= 1 && given.values().length == B * S * U;
        double[][][] fitted = null;
        if (Arrays.equals(shape, straight) || flat) {
            fitted = cut(given.values(), B, S, U);
        } else if (Arrays.equals(shape, turned)) {
            notes.add(name + " is " + given.shapeText() + ": read as (T, B, U), time first; Keras has (B, T, U)");
            fitted = exchanged(cut(given.values(), S, B, U));
        } else if (Arrays.equals(shape, IntStream.of(U, S).filter(size -> size != 1).toArray()) && B == 1) {
            throw refused(name, B, S, U, given.shapeText() + ", its transpose", "transpose it, or say --layout pytorch");
        }
        if (fitted == null) {
            boolean fewer = given.shape().length > 0 && given.shape()[0] < B && given.values().length == (long) given.shape()[0] * S * U;
            throw refused(name, B, S, U, given.shapeText(), fewer ? "it stops after " + given.shape()[0] + " of " + B + " samples: was it cut off?"
                    : "outputs are (samples, steps, units), weights and their gradients as in Keras");
        }
        notes(name, given, notes);
        return fitted;
    }

    private static void notes(String name, Given given, List<String> notes) {
        long bad = Arrays.stream(given.values()).filter(Double::isNaN).count();
        if (bad == given.values().length) {
            notes.add("every number of " + name + " is NaN: was the array ever written?");
        } else if (bad > 0) {
            notes.add(bad + " of " + given.values().length + " numbers of " + name + " are NaN");
        } else if (Arrays.stream(given.values()).allMatch(value -> value == 0)) {
            notes.add("every number of " + name + " is 0: was the array ever written?");
        }
    }

    private static RuleException refused(String name, int B, int S, int U, String got, String hint) {
        return new RuleException("CHECK-2", name, "an array (" + B + ", " + S + ", " + U + "), sizes of 1 left out or not", got, hint);
    }

    private static double[][][] cut(double[] values, int B, int S, int U) {
        double[][][] array = new double[B][S][];
        for (int b = 0; b < B; b++) {
            for (int s = 0; s < S; s++) {
                array[b][s] = Arrays.copyOfRange(values, (b * S + s) * U, (b * S + s + 1) * U);
            }
        }
        return array;
    }

    private static double[][][] exchanged(double[][][] x) {
        double[][][] turned = new double[x[0].length][x.length][];
        for (int b = 0; b < x.length; b++) {
            for (int t = 0; t < x[0].length; t++) {
                turned[t][b] = x[b][t];
            }
        }
        return turned;
    }
}
