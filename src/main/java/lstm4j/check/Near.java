package lstm4j.check;

import lstm4j.layer.ActivationFunction;
import lstm4j.oracle.Functions;

/**
 * A number and how far a right backend may be from it: running error analysis. Spec: chapter 16.
 *
 * @param value in double
 * @param error largest distance
 */
record Near(double value, double error) {
    static Near exactly(double value) {
        return new Near(value, 0);
    }

    Near plus(Near other) {
        return new Near(value + other.value, error + other.error);
    }

    Near times(Near other) {
        return new Near(value * other.value, Math.abs(other.value) * error + (Math.abs(value) + error) * other.error);
    }

    Near fromOne() {
        return new Near(1 - value, error);
    }

    double size() {
        return Math.abs(value);
    }

    /** After so many roundings of terms of this size. */
    Near rounded(int times, double size, Precision p) {
        return new Near(value, error + times * p.stored * size + p.absolute());
    }

    /** φ of it, in a backend whose functions are so many ulps off. */
    Near through(ActivationFunction function, Precision p, double ulps) {
        double y = Functions.value(function, value);
        return new Near(y, moved(function, y) + p.function(y, ulps));
    }

    /** How far φ moves when the number moves by its error. */
    private double moved(ActivationFunction function, double y) {
        if (error == 0) {
            return 0;
        }
        double most = 0;
        for (double side : new double[] {-1, -0.5, 0.5, 1}) {
            most = Math.max(most, Math.abs(Functions.value(function, value + side * error) - y));
        }
        return most;
    }
}
