package lstm4j.oracle;

import java.util.Arrays;

import lstm4j.layer.ActivationFunction;

/** Activation functions on {@link Tracked} numbers: values and slopes in double, errors by trying both ends of the input's error. */
final class TrackedFunctions {
    private TrackedFunctions() {
    }

    static Tracked apply(Tracked.Tape tape, ActivationFunction function, Tracked x) {
        double y = Functions.value(function, x.v);
        double slope = Functions.slope(function, x.v);
        if (function == ActivationFunction.LINEAR) {
            return new Tracked(tape, y, x.e, new Tracked[] {x}, new double[] {slope}, new double[1]);
        }
        double error = 0;
        double slopeError = 0;
        for (double side : new double[] {-1, -0.5, 0.5, 1}) {
            double near = x.v + side * Tracked.U * x.e;
            error = Math.max(error, Math.abs(Functions.value(function, near) - y));
            slopeError = Math.max(slopeError, Math.abs(Functions.slope(function, near) - slope));
        }
        // A slope that is computed from the rounded y, as y(1 − y) is, is off by up to twice y's rounding.
        return new Tracked(tape, y, error / Tracked.U + 2 * Math.abs(y), new Tracked[] {x}, new double[] {slope},
                new double[] {slopeError / Tracked.U + 2 * Math.abs(slope) + 2 * Math.abs(y)});
    }

    static Tracked[] row(Tracked.Tape tape, ActivationFunction function, Tracked[] z) {
        if (!function.wholeRow()) {
            return Arrays.stream(z).map(one -> apply(tape, function, one)).toArray(Tracked[]::new);
        }
        double[] at = Arrays.stream(z).mapToDouble(one -> one.v).toArray();
        double[] p = Functions.softmax(at);
        double[] y = Functions.row(function, at);
        double pull = 0; // how much the sum in the softmax moves
        for (int k = 0; k < z.length; k++) {
            pull += p[k] * z[k].e;
        }
        Tracked[] row = new Tracked[z.length];
        for (int k = 0; k < z.length; k++) {
            boolean softmax = function == ActivationFunction.SOFTMAX;
            double[] slope = new double[z.length];
            double[] slopeError = new double[z.length];
            double error = (softmax ? p[k] : 1) * (z[k].e + pull);
            for (int l = 0; l < z.length; l++) {
                double own = l == k ? 1 : 0;
                slope[l] = (softmax ? p[k] : 1) * (own - p[l]);
                double moved = z[k].e + z[l].e + 2 * pull + 4;
                slopeError[l] = softmax ? p[k] * (own + p[l]) * moved : own + p[l] * moved;
            }
            row[k] = new Tracked(tape, y[k], error + 2 * Math.abs(y[k]) + (softmax ? 0 : 1), z, slope, slopeError);
        }
        return row;
    }
}
