package lstm4j.train;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as Python prints them, so that logs equal Keras's to the character. Rounding is of the exact binary value,
 * ties to even; {@code Double.toString} and {@code String.format} round otherwise and differ between JDKs.
 */
final class PythonNumbers {
    private PythonNumbers() {
    }

    /** As the progress bar shows a metric: {@code 0.1235}, or {@code 1.2346e-04} where 4 decimals would say too little. */
    static String metric(double value) {
        return Math.abs(value) > 1e-3 ? fixed(value, 4) : exponent4(value);
    }

    /** Python's {@code f"{value:.<decimals>f}"}. */
    static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        BigDecimal rounded = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
        boolean minusZero = rounded.signum() == 0 && Math.copySign(1, value) < 0;
        return (minusZero ? "-" : "") + rounded.toPlainString();
    }

    /** Python's {@code f"{value:.4e}"}. */
    static String exponent4(double value) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        if (value == 0) {
            return Math.copySign(1, value) < 0 ? "-0.0000e+00" : "0.0000e+00";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(5, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        return rounded.scaleByPowerOfTen(-exponent).setScale(4).toPlainString() + exponent(exponent);
    }

    /** Python's {@code repr(value)}: the fewest digits that read back as the same double. */
    static String repr(double value) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        if (value == 0) {
            return Math.copySign(1, value) < 0 ? "-0.0" : "0.0";
        }
        BigDecimal digits = shortest(value);
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            return digits.scale() < 1 ? digits.setScale(1).toPlainString() : digits.toPlainString();
        }
        return digits.scaleByPowerOfTen(-exponent).toPlainString() + exponent(exponent);
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int precision = 1; precision <= 17; precision++) {
            BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        throw new AssertionError("lstm4j bug: 17 digits do not identify the double " + value);
    }

    private static String exponent(int exponent) {
        int size = Math.abs(exponent);
        return (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
}
