package lstm4j.oracle;

import java.util.Objects;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.RuleException;

/**
 * Every activation function in double with its derivative, through {@link StrictMath}. Spec: chapter 8, numerics.
 *
 * <p>At a kink the derivative is that of Keras on TensorFlow: 0 at 0 for relu, 0.2 for leaky_relu, 1.0507 for selu; 0 at the
 * ends of the ramps of relu6, hard_sigmoid and sparse_sigmoid, but 1 at those of hard_tanh. (celu at 0 is 1 here, 2 there.)
 * Forms are chosen so that nothing cancels: 1 − sigmoid(x) is sigmoid(−x), and 1 − tanh² is 4e/(1 + e)² with e = exp(−2|x|).
 */
public final class Functions {
    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
    private static final double SELU_SCALE = 1.0507009873554804934193349852946;
    private static final double LEAK = 0.2;

    private Functions() {
    }

    /** y = φ(x) for a function that maps one number to one number. */
    public static double value(ActivationFunction function, double x) {
        return switch (function) {
            case LINEAR -> x;
            case TANH -> StrictMath.tanh(x);
            case SIGMOID -> sigmoid(x);
            case HARD_SIGMOID -> clip(x / 6 + 0.5, 0, 1);
            case HARD_SIGMOID_KERAS2 -> clip(x / 5 + 0.5, 0, 1);
            case RELU -> Math.max(x, 0);
            case RELU6 -> clip(x, 0, 6);
            case LEAKY_RELU -> x >= 0 ? x : LEAK * x;
            case ELU, CELU -> x > 0 ? x : StrictMath.expm1(x);
            case SELU -> SELU_SCALE * (x > 0 ? x : SELU_ALPHA * StrictMath.expm1(x));
            case SOFTPLUS -> softplus(x);
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case SQUAREPLUS -> (x + Math.sqrt(x * x + 4)) / 2;
            case EXPONENTIAL -> StrictMath.exp(x);
            case SILU -> x * sigmoid(x);
            case GELU -> x * NormalDistribution.below(x);
            case MISH -> x * StrictMath.tanh(softplus(x));
            case HARD_SILU -> x * clip(x / 6 + 0.5, 0, 1);
            case HARD_TANH -> clip(x, -1, 1);
            case HARD_SHRINK -> Math.abs(x) > 0.5 ? x : 0;
            case SOFT_SHRINK -> x > 0.5 ? x - 0.5 : x < -0.5 ? x + 0.5 : 0;
            case TANH_SHRINK -> x - StrictMath.tanh(x);
            case SPARSE_PLUS -> x <= -1 ? 0 : x < 1 ? (x + 1) * (x + 1) / 4 : x;
            case SPARSE_SIGMOID -> clip((x + 1) / 2, 0, 1);
            case LOG_SIGMOID -> -softplus(-x);
            case SOFTMAX, LOG_SOFTMAX -> throw new RuleException("ORC-5", "function", "one of single numbers", function + ", which needs a whole row", "use row and rowBackward");
        };
    }

    /** dy/dx at x of {@link #value}. */
    public static double slope(ActivationFunction function, double x) {
        return switch (function) {
            case LINEAR -> 1;
            case TANH -> tanhSlope(x);
            case SIGMOID -> sigmoid(x) * sigmoid(-x);
            case HARD_SIGMOID -> Math.abs(x) < 3 ? 1.0 / 6 : 0;
            case HARD_SIGMOID_KERAS2 -> Math.abs(x) < 2.5 ? 1.0 / 5 : 0;
            case RELU -> x > 0 ? 1 : 0;
            case RELU6 -> x > 0 && x < 6 ? 1 : 0;
            case LEAKY_RELU -> x > 0 ? 1 : LEAK;
            case ELU, CELU -> x > 0 ? 1 : StrictMath.exp(x);
            case SELU -> SELU_SCALE * (x >= 0 ? 1 : SELU_ALPHA * StrictMath.exp(x));
            case SOFTPLUS -> sigmoid(x);
            case SOFTSIGN -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x)));
            case SQUAREPLUS -> (1 + x / Math.sqrt(x * x + 4)) / 2;
            case EXPONENTIAL -> StrictMath.exp(x);
            case SILU -> sigmoid(x) + x * sigmoid(x) * sigmoid(-x);
            case GELU -> NormalDistribution.below(x) + x * NormalDistribution.density(x);
            case MISH -> StrictMath.tanh(softplus(x)) + x * tanhSlope(softplus(x)) * sigmoid(x);
            case HARD_SILU -> clip(x / 6 + 0.5, 0, 1) + (Math.abs(x) < 3 ? x / 6 : 0);
            case HARD_TANH -> Math.abs(x) <= 1 ? 1 : 0;
            case HARD_SHRINK, SOFT_SHRINK -> Math.abs(x) > 0.5 ? 1 : 0;
            case TANH_SHRINK -> StrictMath.tanh(x) * StrictMath.tanh(x);
            case SPARSE_PLUS -> x <= -1 ? 0 : x < 1 ? (x + 1) / 2 : 1;
            case SPARSE_SIGMOID -> Math.abs(x) < 1 ? 0.5 : 0;
            case LOG_SIGMOID -> sigmoid(-x);
            case SOFTMAX, LOG_SOFTMAX -> throw new RuleException("ORC-5", "function", "one of single numbers", function + ", which needs a whole row", "use row and rowBackward");
        };
    }

    /** The function applied to a row z [K]. */
    public static double[] row(ActivationFunction function, double[] z) {
        if (function == ActivationFunction.SOFTMAX) {
            return softmax(z);
        }
        double logSum = function.wholeRow() ? logSumExp(z) : 0;
        double[] y = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            y[j] = function == ActivationFunction.LOG_SOFTMAX ? z[j] - logSum : value(function, z[j]);
        }
        return y;
    }

    /** The reversal of {@link #row}: dz [K] from the z that went in and dy [K], equally long, else [ORC-5]. */
    public static double[] rowBackward(ActivationFunction function, double[] z, double[] dy) {
        if (z.length != dy.length) {
            throw new RuleException("ORC-5", "dy", z.length + " numbers, as in z", String.valueOf(dy.length), "");
        }
        double[] dz = new double[z.length];
        if (function.wholeRow()) {
            double[] p = softmax(z);
            double sum = 0; // softmax: Σ dy·p; log_softmax: Σ dy
            for (int j = 0; j < z.length; j++) {
                sum += function == ActivationFunction.SOFTMAX ? dy[j] * p[j] : dy[j];
            }
            for (int j = 0; j < z.length; j++) {
                // forward: y = e^z / Σ e^z, so dy_k/dz_l = p_k (δ_kl − p_l); of its logarithm: δ_kl − p_l
                dz[j] = function == ActivationFunction.SOFTMAX ? p[j] * (dy[j] - sum) : dy[j] - p[j] * sum;
            }
            return dz;
        }
        for (int j = 0; j < z.length; j++) {
            dz[j] = dy[j] * slope(function, z[j]);
        }
        return dz;
    }

    /** e^z / Σ e^z, with the largest z taken out so that nothing overflows. */
    static double[] softmax(double[] z) {
        double max = largest(z);
        double sum = 0;
        for (double number : z) {
            sum += StrictMath.exp(number - max);
        }
        double[] p = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            p[j] = StrictMath.exp(z[j] - max) / sum;
        }
        return p;
    }

    /** ln Σ e^z, likewise. */
    static double logSumExp(double[] z) {
        double max = largest(z);
        double sum = 0;
        for (double number : z) {
            sum += StrictMath.exp(number - max);
        }
        return max + StrictMath.log(sum);
    }

    private static double largest(double[] z) {
        double max = Double.NEGATIVE_INFINITY;
        for (double number : Objects.requireNonNull(z, "z")) {
            max = Math.max(max, number);
        }
        return max;
    }

    /** 1 / (1 + e^−x), with the exponent kept negative. */
    static double sigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /** ln(1 + e^x). */
    static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    private static double tanhSlope(double x) {
        double e = StrictMath.exp(-2 * Math.abs(x));
        return 4 * e / ((1 + e) * (1 + e));
    }

    private static double clip(double x, double low, double high) {
        return Math.min(Math.max(x, low), high);
    }
}
