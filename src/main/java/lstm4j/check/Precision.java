package lstm4j.check;

import java.util.Locale;

/**
 * What roundings an arithmetic may make, each relative to the number that is rounded. u is half the distance of two
 * neighbours: 2⁻²⁴ for float32. Spec: chapter 16.
 */
public enum Precision {
    /** Double all through. */
    FLOAT64(0, 0x1p-53, 0x1p-53, 0),
    /** Sums, products and stored numbers are float32, in whatever order. */
    FLOAT32(0, 0x1p-24, 0x1p-24, 0),
    /** As float32, but numbers below 2⁻¹²⁶ may become zero. */
    FLUSH_TO_ZERO(0, 0x1p-24, 0x1p-24, 0),
    /** As float32, with tanh and sigmoid good to 2⁻¹⁰. */
    FAST_TANH(0, 0x1p-24, 0x1p-24, 0x1p-10),
    /** Factors of matrix products have 11 bits; they are summed, and all else is done, in float32. */
    TF32(0x1p-11, 0x1p-24, 0x1p-24, 0),
    /** Every stored number has 11 bits, sums are float32. */
    FLOAT16(0x1p-11, 0x1p-11, 0x1p-24, 0),
    /** Every stored number has 8 bits, sums are float32. */
    BFLOAT16(0x1p-8, 0x1p-8, 0x1p-24, 0);

    /** Rounding of the factors of a matrix product. */
    final double factors;
    /** Rounding of a number that is stored: z, a gate, c, h. */
    final double stored;
    /** Rounding of each addition of a sum. */
    final double sums;
    /** What activation functions may be off beyond the declared ulps. */
    final double functions;

    Precision(double factors, double stored, double sums, double functions) {
        this.factors = factors;
        this.stored = stored;
        this.sums = sums;
        this.functions = functions;
    }

    /** Whether it rounds no more than a claimed precision does; float32 that flushes is not what calls itself float32. */
    boolean isWithin(Precision claim) {
        return stored <= claim.stored && factors <= claim.factors && functions <= claim.functions && !(this == FLUSH_TO_ZERO && claim == FLOAT32);
    }

    /** What the smallest numbers may be off. */
    double absolute() {
        return switch (this) {
            case FLOAT64 -> 0x1p-1070;
            case FLUSH_TO_ZERO -> 0x1p-124;
            case FLOAT16 -> 0x1p-24;
            default -> 0x1p-146;
        };
    }

    /** The largest finite number. */
    double largest() {
        return this == FLOAT64 ? Double.MAX_VALUE : this == FLOAT16 ? 65504 : Float.MAX_VALUE;
    }

    /** How far a sum of n products and a bias may be off when the sum of their magnitudes is {@code size}. */
    double sum(int n, double size) {
        return ((n + 3) * sums + 2 * factors + (stored > sums ? 3 * stored : 0)) * size + absolute();
    }

    /** How far the value y of an activation function may be off. */
    double function(double y, double ulps) {
        return (2 * ulps * stored + functions) * Math.abs(y) + absolute();
    }

    /** The name as {@code --precision} takes it: {@code float32}. */
    @Override
    public String toString() {
        return switch (this) {
            case FLUSH_TO_ZERO -> "flush-to-zero";
            case FAST_TANH -> "fast-tanh";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    /** How the text of a verdict names it. */
    String words() {
        return switch (this) {
            case FLUSH_TO_ZERO -> "float32 that flushes tiny numbers to zero";
            case FAST_TANH -> "float32 with fast activation functions";
            case TF32 -> "TF32 (float32 with factors of 11 bits)";
            default -> toString();
        };
    }
}
