package lstm4j.engine;

import lstm4j.layer.ActivationFunction;

/**
 * The activation functions outside the hot loops: one number at a time, evaluated in double with StrictMath and rounded
 * once, so well within one ulp. Spec: chapter 8.
 */
final class RareActivations {
    private static final double SELU_SCALE = 1.05070098735548049342;
    private static final double SELU_ALPHA = 1.67326324235437728482;
    private static final double LEAKY_SLOPE = 0.2;

    /** Beyond ±1000 every function equals its asymptote; a clamped argument has no ∞·0 and no ∞/∞. */
    private static final double FAR = 1000;

    private RareActivations() {
    }

    /** Whether f′ is a function of x that y = f(x) does not determine. */
    static boolean needsInput(ActivationFunction f) {
        return switch (f) {
            case SILU, GELU, MISH, HARD_SILU, HARD_TANH, TANH_SHRINK -> true;
            default -> false;
        };
    }

    /** row[j] = f(row[j]) for j &lt; n. */
    static void apply(ActivationFunction f, float[] row, int n) {
        for (int j = 0; j < n; j++) {
            row[j] = (float) value(f, row[j]);
        }
    }

    /** d[j] = d[j]·f′(x[j]) for j &lt; n; x is read only where {@link #needsInput} says so. */
    static void derivative(ActivationFunction f, float[] x, float[] y, float[] d, int n) {
        boolean fromInput = needsInput(f);
        for (int j = 0; j < n; j++) {
            d[j] = (float) (d[j] * (fromInput ? slopeAt(f, x[j]) : slopeFromOutput(f, y[j])));
        }
    }

    /** f(x) for the functions that look at one number. */
    static double value(ActivationFunction f, double x) {
        return switch (f) {
            case RELU6 -> clip(x, 0, 6);
            case LEAKY_RELU -> x >= 0 ? x : LEAKY_SLOPE * x;
            case ELU, CELU -> x > 0 ? x : StrictMath.expm1(x);
            case SELU -> SELU_SCALE * (x > 0 ? x : SELU_ALPHA * StrictMath.expm1(x));
            case SOFTPLUS -> softplus(x);
            case SOFTSIGN -> Double.isInfinite(x) ? Math.signum(x) : x / (1 + Math.abs(x));
            case SQUAREPLUS -> squareplus(x);
            case SILU -> Math.max(x, -FAR) * sigmoid(x);
            case GELU -> Math.max(x, -FAR) * normalCdf(x);
            case MISH -> Math.max(x, -FAR) * tanhOfSoftplus(x);
            case HARD_SILU -> Math.max(x, -FAR) * clip((x + 3) / 6, 0, 1);
            case HARD_TANH -> clip(x, -1, 1);
            case HARD_SHRINK -> Math.abs(x) <= 0.5 ? 0 : x;
            case SOFT_SHRINK -> x - clip(x, -0.5, 0.5);
            case TANH_SHRINK -> tanhShrink(x);
            case SPARSE_PLUS -> x <= -1 ? 0 : x < 1 ? (x + 1) * (x + 1) / 4 : x;
            case SPARSE_SIGMOID -> clip((x + 1) / 2, 0, 1);
            case LOG_SIGMOID -> -softplus(-x);
            default -> throw new AssertionError("lstm4j bug: " + f + " is not a rare activation");
        };
    }

    /** f′ as a function of y = f(x). */
    static double slopeFromOutput(ActivationFunction f, double y) {
        return switch (f) {
            case HARD_SIGMOID -> inside(y, 0, 1) / 6;
            case HARD_SIGMOID_KERAS2 -> inside(y, 0, 1) / 5;
            case RELU6 -> inside(y, 0, 6);
            case LEAKY_RELU -> y > 0 ? 1 : y <= 0 ? LEAKY_SLOPE : y;
            case ELU, CELU -> 1 + Math.min(y, 0);
            case SELU -> y >= 0 ? SELU_SCALE : y + SELU_SCALE * SELU_ALPHA;
            case SOFTPLUS -> -StrictMath.expm1(-y);
            case SOFTSIGN -> (1 - Math.abs(y)) * (1 - Math.abs(y));
            case SQUAREPLUS -> 1 - 1 / (y * y + 1);
            case HARD_SHRINK, SOFT_SHRINK -> Math.min(Math.abs(y) * 0x1p150, 1);
            case SPARSE_PLUS -> Math.min(Math.sqrt(y), 1);
            case SPARSE_SIGMOID -> inside(y, 0, 1) / 2;
            case LOG_SIGMOID -> -StrictMath.expm1(y);
            default -> throw new AssertionError("lstm4j bug: the slope of " + f + " needs its input");
        };
    }

    /** f′(x) for the functions whose output does not determine their slope. */
    static double slopeAt(ActivationFunction f, double x) {
        double z = clip(x, -FAR, FAR);
        return switch (f) {
            case SILU -> sigmoid(z) * (1 + z * sigmoid(-z));
            case GELU -> normalCdf(z) + z * normalDensity(z);
            case MISH -> mishSlope(z);
            case HARD_SILU -> x <= -3 ? 0 : x < 3 ? (2 * x + 3) / 6 : z / z;
            case HARD_TANH -> Math.abs(x) <= 1 ? 1 : 0 * z;
            case TANH_SHRINK -> StrictMath.tanh(z) * StrictMath.tanh(z);
            default -> throw new AssertionError("lstm4j bug: the slope of " + f + " comes from its output");
        };
    }

    private static double clip(double x, double low, double high) {
        return Math.min(Math.max(x, low), high);
    }

    /** 1 strictly between the limits, 0 at and beyond them, NaN for NaN. */
    private static double inside(double y, double low, double high) {
        return y > low && y < high ? 1 : 0 * y;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    /** (x + s)/2 with s = sqrt(x² + 4), written 2/(s − x) where the sum would cancel. */
    private static double squareplus(double x) {
        double s = Math.sqrt(x * x + 4);
        return x > 0 ? (x + s) / 2 : 2 / (s - x);
    }

    /** tanh(ln(1 + e)) = (e² + 2e) / (e² + 2e + 2) with e = e^x; from x = 40 on it is 1 to double precision. */
    private static double tanhOfSoftplus(double x) {
        double e = StrictMath.exp(Math.min(x, 40));
        double m = e * (e + 2);
        return m / (m + 2);
    }

    /** t + x·(1 − t²)·sigmoid(x) with t = tanh(softplus(x)). */
    private static double mishSlope(double x) {
        double t = tanhOfSoftplus(x);
        return t + x * (1 - t) * (1 + t) * sigmoid(x);
    }

    /** x − tanh(x); below 0.02, where the difference would cancel, its series up to x⁷. */
    private static double tanhShrink(double x) {
        double x2 = x * x;
        return Math.abs(x) < 0.02 ? x * x2 / 3 * (1 - x2 * (2 / 5.0 - x2 * 17 / 105)) : x - StrictMath.tanh(x);
    }

    /** Φ(x) = erfc(−x/√2)/2, the distribution function of the normal distribution. */
    private static double normalCdf(double x) {
        return x > 0 ? 1 - normalTail(x) : normalTail(-x);
    }

    /** φ(x) = e^(−x²/2)/√(2π). */
    private static double normalDensity(double x) {
        return StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /**
     * 1 − Φ(x) for x ≥ 0. Below 3 it is ½ − φ(x)·(x + x³/3 + x⁵/15 + …), above Laplace's continued fraction
     * φ(x)/(x + 1/(x + 2/(x + 3/…))). Source: Abramowitz and Stegun 26.2.11 and 26.2.14. Relative error below 1e-12.
     */
    private static double normalTail(double x) {
        if (x < 3) {
            double term = x;
            double sum = x;
            for (int k = 3; k < 100; k += 2) {
                term *= x * x / k;
                sum += term;
            }
            return 0.5 - normalDensity(x) * sum;
        }
        double fraction = x;
        for (int k = 60; k > 0; k--) {
            fraction = x + k / fraction;
        }
        return normalDensity(x) / fraction;
    }
}
