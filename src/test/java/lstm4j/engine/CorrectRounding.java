package lstm4j.engine;

import java.math.BigDecimal;
import java.util.concurrent.atomic.LongAdder;
import lstm4j.layer.ActivationFunction;

/**
 * The float nearest to exp, tanh and sigmoid, with proof. StrictMath gives a double whose error its specification
 * bounds; where the whole interval around it rounds to one float, that float is right. Where it does not, decimal
 * arithmetic decides. It always can: by Lindemann's theorem none of these values is halfway between two floats, except
 * at 0, where the interval is clear.
 */
final class CorrectRounding {
    /** StrictMath: exp within 1 ulp, tanh within 2.5; 1/(1 + e) adds at most 2 to that. */
    private static final int ULPS = 8;

    /** Beyond ±110 the rounded results no longer change. */
    private static final float FAR = 110;

    /** How often decimal arithmetic had to decide. */
    static final LongAdder TIE_CHECKS = new LongAdder();

    private CorrectRounding() {
    }

    /** The float nearest to f(x) for f = EXPONENTIAL, TANH or SIGMOID. */
    static float of(ActivationFunction f, float x) {
        if (Float.isNaN(x)) {
            return Float.NaN;
        }
        float v = Math.min(Math.max(x, -FAR), FAR);
        double y = approximate(f, v);
        if (y == 0) {
            return (float) y;  // tanh(±0)
        }
        double margin = ULPS * Math.ulp(y);
        float low = (float) (y - margin);
        float high = (float) (y + margin);
        return low == high ? low : decide(f, v, low, high);
    }

    private static double approximate(ActivationFunction f, double x) {
        return switch (f) {
            case EXPONENTIAL -> StrictMath.exp(x);
            case TANH -> StrictMath.tanh(x);
            case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
            default -> throw new IllegalArgumentException(f.toString());
        };
    }

    private static float decide(ActivationFunction f, float x, float low, float high) {
        TIE_CHECKS.increment();
        if (Math.nextUp(low) != high) {
            throw new AssertionError(f + "(" + x + "): " + low + " and " + high + " are not neighbours");
        }
        BigDecimal top = Float.isInfinite(high) ? BigDecimal.valueOf(2).pow(128) : new BigDecimal(high);
        BigDecimal middle = new BigDecimal(low).add(top).divide(BigDecimal.valueOf(2));
        return Textbook.value(f, new BigDecimal(x)).compareTo(middle) < 0 ? low : high;
    }
}
