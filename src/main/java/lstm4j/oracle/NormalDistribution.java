package lstm4j.oracle;

/**
 * The standard normal distribution, for gelu. Spec: chapter 8. Accuracy: relative error below 1e-14 for |x| up to 30.
 */
final class NormalDistribution {
    private static final double SERIES_UP_TO = 1; // both methods are good to the last digits there
    private static final int TERMS = 1000;        // the fraction needs most of them close to 1, where 200 leave 2e-12

    private NormalDistribution() {
    }

    /** φ(x) = e^(−x²/2) / √(2π). */
    static double density(double x) {
        return StrictMath.exp(-x * x / 2) / Math.sqrt(2 * StrictMath.PI);
    }

    /** Φ(x) = (1 + erf(x/√2)) / 2, the part of the distribution below x. */
    static double below(double x) {
        if (x < -SERIES_UP_TO) {
            return tail(-x);
        }
        return x > SERIES_UP_TO ? 1 - tail(x) : 0.5 + density(x) * series(x);
    }

    /** x + x³/3 + x⁵/(3·5) + x⁷/(3·5·7) + …, which is (Φ(x) − ½)/φ(x). All terms have one sign. */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n <= TERMS; n++) {
            term *= x * x / (2 * n + 1);
            sum += term;
        }
        return sum;
    }

    /** φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))): the part above x, for large x (Laplace). */
    private static double tail(double x) {
        double fraction = x;
        for (int n = TERMS; n >= 1; n--) {
            fraction = x + n / fraction;
        }
        return density(x) / fraction;
    }
}
