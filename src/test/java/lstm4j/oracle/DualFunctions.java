package lstm4j.oracle;

import lstm4j.layer.ActivationFunction;

/** Keras's activation functions on dual numbers, put together from their definitions; remembers the nearest kink it met. */
final class DualFunctions {
    private double nearestKink = Double.POSITIVE_INFINITY;

    /** Distance of the nearest number, of all seen, from a point where a derivative jumps. */
    double nearestKink() {
        return nearestKink;
    }

    /** Remembers how far x is from a point where a derivative jumps. */
    void kink(Dual x, double... points) {
        for (double point : points) {
            nearestKink = Math.min(nearestKink, Math.abs(x.v() - point));
        }
    }

    Dual apply(ActivationFunction function, Dual x) {
        return switch (function) {
            case LINEAR -> x;
            case TANH -> x.tanh();
            case SIGMOID -> x.sigmoid();
            case HARD_SIGMOID -> ramp(x.times(1.0 / 6).plus(0.5), 0, 1);
            case HARD_SIGMOID_KERAS2 -> ramp(x.times(0.2).plus(0.5), 0, 1);
            case RELU -> rectified(x);
            case RELU6 -> ramp(x, 0, 6);
            case LEAKY_RELU -> rectified(x).minus(rectified(x.negative()).times(0.2)).plus(slopeAtZero(x));
            case ELU, CELU -> {
                kink(x, 0);
                yield x.v() > 0 ? x : x.expm1();
            }
            case SELU -> {
                kink(x, 0);
                yield (x.v() >= 0 ? x : x.expm1().times(1.6732632423543772)).times(1.0507009873554805);
            }
            case SOFTPLUS -> x.softplus();
            case SOFTSIGN -> x.over(x.abs().plus(1));
            case SQUAREPLUS -> x.times(x).plus(4).sqrt().plus(x).times(0.5);
            case EXPONENTIAL -> x.exp();
            case SILU -> x.times(x.sigmoid());
            case GELU -> x.times(x.map(NormalDistribution.below(x.v()), // its values are tested apart
                    StrictMath.exp(-x.v() * x.v() / 2) / Math.sqrt(2 * Math.PI)));
            case MISH -> x.times(x.softplus().tanh());
            case HARD_SILU -> x.times(ramp(x.times(1.0 / 6).plus(0.5), 0, 1));
            case HARD_TANH -> {
                kink(x, -1, 1);
                yield x.v() < -1 ? Dual.of(-1) : x.v() > 1 ? Dual.ONE : x;
            }
            case HARD_SHRINK -> {
                kink(x, -0.5, 0.5);
                yield Math.abs(x.v()) > 0.5 ? x : Dual.ZERO;
            }
            case SOFT_SHRINK -> rectified(x.plus(-0.5)).minus(rectified(x.negative().plus(-0.5)));
            case TANH_SHRINK -> x.minus(x.tanh());
            case SPARSE_PLUS -> {
                kink(x, -1, 1); // the second derivative jumps: enough to disturb a finite difference
                yield x.v() >= 1 ? x : x.v() <= -1 ? Dual.ZERO : x.plus(1).times(x.plus(1)).times(0.25);
            }
            case SPARSE_SIGMOID -> ramp(x.plus(1).times(0.5), 0, 1);
            case LOG_SIGMOID -> x.negative().softplus().negative();
            case SOFTMAX, LOG_SOFTMAX -> throw new IllegalArgumentException();
        };
    }

    /** The function on a row. */
    Dual[] applyToRow(ActivationFunction function, Dual[] row) {
        Dual[] y = new Dual[row.length];
        for (int k = 0; k < row.length; k++) {
            y[k] = function == ActivationFunction.SOFTMAX ? row[k].minus(logSumExp(row)).exp()
                    : function == ActivationFunction.LOG_SOFTMAX ? row[k].minus(logSumExp(row)) : apply(function, row[k]);
        }
        return y;
    }

    static Dual logSumExp(Dual[] row) {
        double shift = row[0].v();
        for (Dual z : row) {
            shift = Math.max(shift, z.v());
        }
        Dual sum = Dual.ZERO;
        for (Dual z : row) {
            sum = sum.plus(z.plus(-shift).exp());
        }
        return sum.log().plus(shift);
    }

    /** Between the limits x itself, else the limit; at a limit the derivative is 0. */
    private Dual ramp(Dual x, double low, double high) {
        kink(x, low, high);
        return x.v() <= low ? Dual.of(low) : x.v() >= high ? Dual.of(high) : x;
    }

    private Dual rectified(Dual x) {
        kink(x, 0);
        return x.v() > 0 ? x : Dual.ZERO;
    }

    /** Zero, whose derivative where x is exactly 0 is that of 0.2·x. */
    private static Dual slopeAtZero(Dual x) {
        return x.v() == 0 ? x.times(0.2) : Dual.ZERO;
    }
}
