package lstm4j.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.stream.IntStream;
import lstm4j.layer.ActivationFunction;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of errors of all functions of one number, over a dense sample. Run by {@code mvn -Pexhaustive test}. */
@Rule("NUM-3")
class ActivationsExhaustive {
    private static final int SAMPLES = 20_000;

    /** From 2⁻⁴⁰, below which every function is linear or constant, to 180, near which the last one saturates. */
    private static final int LOWEST = Float.floatToIntBits(0x1p-40f);
    private static final int HIGHEST = Float.floatToIntBits(180);

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "SOFTMAX|LOG_SOFTMAX|LINEAR")
    void errorsOfADenseSample(ActivationFunction f) {
        double[] ulps = IntStream.range(0, 2 * SAMPLES).parallel().mapToDouble(sample -> error(f, sample)).toArray();
        double largest = 0;
        int notNearest = 0;
        for (double error : ulps) {
            largest = Math.max(largest, error);
            notNearest += error > 0.5 ? 1 : 0;
        }
        System.out.printf("| %s | %d inputs | %d wrong roundings | largest error %.4f ulp |%n",
                f, ulps.length, notNearest, largest);
        assertTrue(largest <= Budget.ACTIVATION_ULPS.limit(), f + " is " + largest + " ulps off");
    }

    private static double error(ActivationFunction f, int sample) {
        int bits = LOWEST + (int) ((long) (HIGHEST - LOWEST) * (sample / 2) / SAMPLES);
        float x = sample % 2 == 0 ? Float.intBitsToFloat(bits) : -Float.intBitsToFloat(bits);
        float[] row = {x};
        new Activations().apply(f, new float[][] {row}, 1, 1);
        return ActivationsTest.ulps(row[0], Textbook.value(f, new BigDecimal(x)));
    }
}
