package lstm4j.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * A number of a computation that remembers how it was made (reverse mode) and how far a float computation may be off:
 * after every operation the errors of its operands, carried on by the chain rule, plus one rounding of the result. Errors
 * are counted in units of the roundoff u = 2⁻²⁴, so a float result is within u·e of v, but for terms of u².
 */
final class Tracked {
    static final double U = 0x1p-24;

    /** All numbers made, in order; a tape is for one thread and one model. */
    static final class Tape {
        private final List<Tracked> made = new ArrayList<>();

        /** A number that is given: without error. */
        Tracked given(double v) {
            return new Tracked(this, v, 0, new Tracked[0], new double[0], new double[0]);
        }

        /** Carries the derivatives that were put into d, a and de of outputs back to everything they were made from. */
        void backward() {
            for (int n = made.size() - 1; n >= 0; n--) {
                made.get(n).spread();
            }
        }
    }

    final double v;  // value
    final double e;  // its error
    double d;        // derivative of the loss by it
    double a;        // the derivative once more, with all its terms taken positive
    double de;       // error of d
    private final Tape tape;
    private final Tracked[] from;
    private final double[] slope;      // dv/dfrom
    private final double[] slopeError;

    Tracked(Tape tape, double v, double e, Tracked[] from, double[] slope, double[] slopeError) {
        this.tape = tape;
        this.v = v;
        this.e = e;
        this.from = from;
        this.slope = slope;
        this.slopeError = slopeError;
        tape.made.add(this);
    }

    Tracked plus(Tracked b) {
        double sum = v + b.v;
        return new Tracked(tape, sum, e + b.e + Math.abs(sum), new Tracked[] {this, b}, new double[] {1, 1}, new double[2]);
    }

    Tracked times(Tracked b) {
        double product = v * b.v;
        return new Tracked(tape, product, Math.abs(v) * b.e + e * Math.abs(b.v) + Math.abs(product), new Tracked[] {this, b},
                new double[] {b.v, v}, new double[] {b.e, e});
    }

    /** The same value, as if it were given: what truncation does to a carried state. */
    Tracked cut() {
        return new Tracked(tape, v, e, new Tracked[0], new double[0], new double[0]);
    }

    private void spread() {
        for (int p = 0; p < from.length; p++) {
            double term = d * slope[p];
            from[p].d += term;
            from[p].a += a * Math.abs(slope[p]);
            from[p].de += de * Math.abs(slope[p]) + Math.abs(d) * slopeError[p] + (slope[p] == 1 ? 0 : Math.abs(term)) + Math.abs(from[p].d);
        }
    }
}
