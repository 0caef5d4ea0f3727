package lstm4j.text;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Shape;

/** What the numbers behind an activation function mean. */
final class ActivationMeaning {
    private ActivationMeaning() {
    }

    /** How {@code units} numbers behind the function are read; empty if there is nothing to say. */
    static String of(ActivationFunction function, int units, boolean last) {
        return switch (function) {
            case SOFTMAX -> units == 1
                    ? "softmax turns a row into numbers that sum to 1, and so a single number into 1, whatever it is: for two classes use two units, or "
                            + "one unit with sigmoid."
                    : "softmax turns the " + units + " numbers into " + units + " others between 0 and 1 that sum to 1: read number k as the "
                            + "probability of class k. The guess is the largest. Labels are class numbers from 0 to " + (units - 1)
                            + " (sparse categorical cross-entropy) or rows of " + units + " with a single 1 (categorical cross-entropy).";
            case SIGMOID -> (units == 1 ? "sigmoid turns it into a number between 0 and 1: the probability of a yes."
                    : "sigmoid turns each by itself into a number between 0 and 1: " + units
                            + " probabilities of yes that need not sum to 1.") + (last ? " It goes with binary cross-entropy." : "");
            default -> "";
        };
    }

    /** What comes out, in a few words. */
    static String gives(ActivationFunction function, Shape output) {
        String what = function == ActivationFunction.SOFTMAX && output.features() > 1
                ? output.features() + " probabilities that sum to 1" : TextLayout.count(output.features(), "F", "number");
        return what + (output.rank() == 3 ? ", for every step" : "");
    }
}
