package lstm4j.oracle;

/**
 * A number with its derivative along one direction (forward mode): every operation carries the derivative by the chain rule,
 * so the derivative of a whole program is exact but for rounding, and nobody has to derive a backward pass.
 *
 * @param v value
 * @param d derivative
 * @param a the derivative once more, with all its terms taken positive: d's rounding errors are in proportion to it
 */
record Dual(double v, double d, double a) {
    static final Dual ZERO = of(0);
    static final Dual ONE = of(1);

    static Dual of(double constant) {
        return new Dual(constant, 0, 0);
    }

    /** The number by which the derivative is taken. */
    static Dual variable(double value) {
        return new Dual(value, 1, 1);
    }

    /** f(this), where f and f' have these values here. */
    Dual map(double value, double slope) {
        return new Dual(value, slope * d, Math.abs(slope) * a);
    }

    Dual plus(Dual other) {
        return new Dual(v + other.v, d + other.d, a + other.a);
    }

    Dual plus(double constant) {
        return new Dual(v + constant, d, a);
    }

    Dual minus(Dual other) {
        return new Dual(v - other.v, d - other.d, a + other.a);
    }

    Dual times(Dual other) {
        return new Dual(v * other.v, d * other.v + v * other.d, a * Math.abs(other.v) + Math.abs(v) * other.a);
    }

    Dual times(double constant) {
        return map(v * constant, constant);
    }

    Dual over(Dual other) {
        double q = v / other.v;
        return new Dual(q, (d - q * other.d) / other.v, (a + Math.abs(q) * other.a) / Math.abs(other.v));
    }

    Dual negative() {
        return map(-v, -1);
    }

    Dual exp() {
        double e = StrictMath.exp(v);
        return map(e, e);
    }

    Dual expm1() {
        return map(StrictMath.expm1(v), StrictMath.exp(v));
    }

    Dual log() {
        return map(StrictMath.log(v), 1 / v);
    }

    Dual log1p() {
        return map(StrictMath.log1p(v), 1 / (1 + v));
    }

    Dual sqrt() {
        double root = Math.sqrt(v);
        return map(root, 1 / (2 * root));
    }

    Dual abs() {
        return v > 0 ? this : v < 0 ? negative() : ZERO;
    }

    Dual tanh() {
        double cosh = StrictMath.cosh(v);
        return map(StrictMath.sinh(v) / cosh, 1 / (cosh * cosh));
    }

    Dual sigmoid() {
        return ONE.over(negative().exp().plus(1));
    }

    /** ln(1 + e^x), with the exponent kept negative. */
    Dual softplus() {
        return v > 0 ? plus(negative().exp().log1p()) : exp().log1p();
    }

    /** The same value, as if it were given: what truncation does to a carried state. */
    Dual cut() {
        return of(v);
    }
}
