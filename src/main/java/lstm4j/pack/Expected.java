package lstm4j.pack;

/**
 * An array of a case, the last axis fastest.
 *
 * @param shape its sizes; none of a single number
 * @param values what it must hold
 * @param bounds how far each number may be off in float32
 */
public record Expected(int[] shape, double[] values, double[] bounds) {
    /** Error of number k in bounds; infinite where one is NaN and the other not. */
    double ratio(int k, double actual) {
        if (actual == values[k] || Double.isNaN(actual) && Double.isNaN(values[k])) {
            return 0;
        }
        double ratio = Math.abs(actual - values[k]) / bounds[k];
        return Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
    }
}
