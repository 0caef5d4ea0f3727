package lstm4j.check;

import java.util.Arrays;

/**
 * An array as a candidate hands it over.
 *
 * @param shape its sizes, the last axis fastest
 * @param values as many numbers as the product of the sizes
 */
public record Given(int[] shape, double[] values) {
    /** Rows of samples, (B, S, U). */
    public static Given of(double[][][] samples) {
        double[] flat = Arrays.stream(samples).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
        int S = samples.length == 0 ? 0 : samples[0].length;
        return new Given(new int[] {samples.length, S, S == 0 ? 0 : samples[0][0].length}, flat);
    }

    /** Rows, (B, U). */
    public static Given of(double[][] rows) {
        Given one = of(new double[][][] {rows});
        return new Given(Arrays.copyOfRange(one.shape, 1, 3), one.values);
    }

    /** Rows of floats, (B, U). */
    public static Given of(float[][] rows) {
        Given one = of(new float[][][] {rows});
        return new Given(Arrays.copyOfRange(one.shape, 1, 3), one.values);
    }

    /** Rows of samples of floats, (B, S, U). */
    public static Given of(float[][][] samples) {
        return of(Arrays3.doubles(samples));
    }

    /** The shape as Python prints it. */
    public String shapeText() {
        String inner = Arrays.toString(shape).replace("[", "").replace("]", "");
        return "(" + inner + (shape.length == 1 ? ",)" : ")");
    }
}
