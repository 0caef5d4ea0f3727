package lstm4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import lstm4j.layer.ActivationFunction;
import lstm4j.testing.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All 2³² floats. Run by {@code mvn -Pexhaustive test}; a few minutes on all processors. */
@Rule("NUM-2")
class ElementaryExhaustive {
    private static final int BLOCK = 1 << 16;

    @ParameterizedTest
    @EnumSource(names = {"EXPONENTIAL", "TANH", "SIGMOID"})
    void everyFloatIsRoundedCorrectly(ActivationFunction f) {
        LongAdder wrong = new LongAdder();
        CorrectRounding.TIE_CHECKS.reset();
        long start = System.nanoTime();
        IntStream.range(0, 1 << 16).parallel().forEach(block -> wrong.add(wrongIn(f, block)));
        System.out.printf("| %s | 4294967296 inputs | %d wrong roundings | %d tie-checks | %.0f s |%n",
                f, wrong.sum(), CorrectRounding.TIE_CHECKS.sum(), (System.nanoTime() - start) / 1e9);
        assertEquals(0, wrong.sum(), "wrong roundings of " + f);
    }

    private static int wrongIn(ActivationFunction f, int block) {
        float[] x = new float[BLOCK];
        for (int j = 0; j < BLOCK; j++) {
            x[j] = Float.intBitsToFloat(block * BLOCK + j);
        }
        float[] y = x.clone();
        new Activations().apply(f, new float[][] {y}, 1, BLOCK);
        int wrong = 0;
        for (int j = 0; j < BLOCK; j++) {
            if (Float.floatToIntBits(y[j]) != Float.floatToIntBits(CorrectRounding.of(f, x[j]))) {
                System.out.printf("%s(%a): %a%n", f, x[j], y[j]);
                wrong++;
            }
        }
        return wrong;
    }
}
