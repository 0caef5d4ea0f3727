package lstm4j.run;

/** Powers with whole exponents. */
final class Powers {
    private Powers() {
    }

    /** bⁿ by squaring: nothing is allocated, while StrictMath.pow makes three arrays a call until it is compiled. */
    static double of(double b, long n) {
        double power = 1;
        for (; n > 0; n >>= 1) {
            power *= (n & 1) == 1 ? b : 1;
            b *= b;
        }
        return power;
    }
}
