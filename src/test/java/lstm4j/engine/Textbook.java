package lstm4j.engine;

import java.math.BigDecimal;
import java.math.MathContext;
import lstm4j.layer.ActivationFunction;

/**
 * The equations of {@link ActivationFunction} as they stand in a textbook, in decimal arithmetic of 80 digits: slow,
 * plain, and with nothing in common with the code under test.
 */
final class Textbook {
    static final MathContext DIGITS = new MathContext(80);
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal LN_2 = logSeries(TWO);
    private static final BigDecimal PI = machinPi();

    private Textbook() {
    }

    /** f(x) for the functions that look at one number. */
    static BigDecimal value(ActivationFunction f, BigDecimal x) {
        return switch (f) {
            case LINEAR -> x;
            case TANH -> tanh(x);
            case SIGMOID -> sigmoid(x);
            case HARD_SIGMOID -> clip(divide(x, BigDecimal.valueOf(6)).add(HALF), 0, 1);
            case HARD_SIGMOID_KERAS2 -> clip(x.multiply(new BigDecimal("0.2")).add(HALF), 0, 1);
            case RELU -> x.max(BigDecimal.ZERO);
            case RELU6 -> clip(x, 0, 6);
            case LEAKY_RELU -> x.signum() >= 0 ? x : x.multiply(new BigDecimal("0.2"));
            case ELU, CELU -> x.signum() > 0 ? x : exp(x).subtract(ONE);
            case SELU -> selu(x);
            case SOFTPLUS -> softplus(x);
            case SOFTSIGN -> divide(x, ONE.add(x.abs()));
            case SQUAREPLUS -> x.add(x.multiply(x).add(BigDecimal.valueOf(4)).sqrt(DIGITS)).multiply(HALF);
            case EXPONENTIAL -> exp(x);
            case SILU -> x.multiply(sigmoid(x));
            case GELU -> x.multiply(ONE.add(erf(divide(x, TWO.sqrt(DIGITS))))).multiply(HALF);
            case MISH -> x.multiply(tanh(softplus(x)));
            case HARD_SILU -> x.multiply(value(ActivationFunction.HARD_SIGMOID, x));
            case HARD_TANH -> clip(x, -1, 1);
            case HARD_SHRINK -> x.abs().compareTo(HALF) > 0 ? x : BigDecimal.ZERO;
            case SOFT_SHRINK -> x.abs().compareTo(HALF) > 0
                    ? x.subtract(HALF.multiply(BigDecimal.valueOf(x.signum()))) : BigDecimal.ZERO;
            case TANH_SHRINK -> x.subtract(tanh(x));
            case SPARSE_PLUS -> sparsePlus(x);
            case SPARSE_SIGMOID -> clip(x.add(ONE).multiply(HALF), 0, 1);
            case LOG_SIGMOID -> log(sigmoid(x));
            case SOFTMAX, LOG_SOFTMAX -> throw new IllegalArgumentException(f + " looks at whole rows");
        };
    }

    /** e^x = (e^(x/2^k))^(2^k), the inner one by its series. */
    static BigDecimal exp(BigDecimal x) {
        int halvings = Math.max(0, x.precision() - x.scale()) * 4 + 8;
        MathContext work = new MathContext(DIGITS.getPrecision() + halvings);
        BigDecimal r = x.divide(TWO.pow(halvings), work);
        BigDecimal term = ONE;
        BigDecimal sum = ONE;
        for (int k = 1; term.signum() != 0 && term.precision() - term.scale() > -work.getPrecision(); k++) {
            term = term.multiply(r).divide(BigDecimal.valueOf(k), work);
            sum = sum.add(term, work);
        }
        for (int k = 0; k < halvings; k++) {
            sum = sum.multiply(sum, work);
        }
        return sum;
    }

    /** ln x for x &gt; 0, by powers of two and 2·artanh((x − 1)/(x + 1)). */
    static BigDecimal log(BigDecimal x) {
        int twos = 0;
        BigDecimal m = x;
        while (m.compareTo(TWO) > 0) {
            m = m.multiply(HALF);
            twos++;
        }
        while (m.compareTo(HALF) < 0) {
            m = m.multiply(TWO);
            twos--;
        }
        return logSeries(m).add(LN_2.multiply(BigDecimal.valueOf(twos)), DIGITS);
    }

    static BigDecimal tanh(BigDecimal x) {
        BigDecimal e = exp(x.multiply(TWO));
        return divide(e.subtract(ONE), e.add(ONE));
    }

    static BigDecimal sigmoid(BigDecimal x) {
        return divide(ONE, ONE.add(exp(x.negate())));
    }

    private static BigDecimal softplus(BigDecimal x) {
        return log(ONE.add(exp(x)));
    }

    private static BigDecimal selu(BigDecimal x) {
        BigDecimal scale = new BigDecimal("1.0507009873554804934193349852946");
        BigDecimal alpha = new BigDecimal("1.6732632423543772848170429916717");
        return scale.multiply(x.signum() > 0 ? x : alpha.multiply(exp(x).subtract(ONE)));
    }

    private static BigDecimal sparsePlus(BigDecimal x) {
        BigDecimal above = x.add(ONE);
        return above.signum() <= 0 ? BigDecimal.ZERO
                : x.compareTo(ONE) < 0 ? above.multiply(above).multiply(new BigDecimal("0.25")) : x;
    }

    /** erf x = 2/√π·Σ (−1)^k·x^(2k+1)/(k!·(2k+1)); beyond 15 it is ±1 to 99 digits. */
    private static BigDecimal erf(BigDecimal x) {
        if (x.abs().compareTo(BigDecimal.valueOf(15)) > 0) {
            return BigDecimal.valueOf(x.signum());
        }
        MathContext work = new MathContext(DIGITS.getPrecision() + 220);
        BigDecimal square = x.multiply(x, work);
        BigDecimal power = x;
        BigDecimal sum = x;
        for (int k = 1; power.signum() != 0 && power.precision() - power.scale() > -DIGITS.getPrecision(); k++) {
            power = power.multiply(square).divide(BigDecimal.valueOf(-k), work);
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * k + 1), work), work);
        }
        return divide(sum.multiply(TWO), PI.sqrt(DIGITS));
    }

    private static BigDecimal logSeries(BigDecimal m) {
        BigDecimal z = divide(m.subtract(ONE), m.add(ONE));
        return artanh(z).multiply(TWO);
    }

    private static BigDecimal artanh(BigDecimal z) {
        return oddSeries(z, z.multiply(z, DIGITS));
    }

    /** π = 16·arctan(1/5) − 4·arctan(1/239). */
    private static BigDecimal machinPi() {
        return arctanOfInverse(5).multiply(BigDecimal.valueOf(16))
                .subtract(arctanOfInverse(239).multiply(BigDecimal.valueOf(4)), DIGITS);
    }

    private static BigDecimal arctanOfInverse(int n) {
        BigDecimal z = divide(ONE, BigDecimal.valueOf(n));
        return oddSeries(z, z.multiply(z, DIGITS).negate());
    }

    /** z·(1 + w/3 + w²/5 + …). */
    private static BigDecimal oddSeries(BigDecimal z, BigDecimal w) {
        BigDecimal power = z;
        BigDecimal sum = z;
        for (int k = 3; power.signum() != 0 && power.precision() - power.scale() > -DIGITS.getPrecision() - 60; k += 2) {
            power = power.multiply(w, DIGITS);
            sum = sum.add(divide(power, BigDecimal.valueOf(k)), DIGITS);
        }
        return sum;
    }

    private static BigDecimal clip(BigDecimal x, int low, int high) {
        return x.max(BigDecimal.valueOf(low)).min(BigDecimal.valueOf(high));
    }

    private static BigDecimal divide(BigDecimal a, BigDecimal b) {
        return a.divide(b, DIGITS);
    }
}
