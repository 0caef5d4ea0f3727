package lstm4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

class SamplingTest {
    private static final float[] P = {0.1f, 0.6f, 0.3f};

    @Test
    void aColdChoiceIsTheLikeliestAndAHotOneAny() {
        assertEquals(1, Sampling.choose(P, 0.01, 0.999));
        assertEquals(0, Sampling.choose(P, 1, 0.05));
        assertEquals(1, Sampling.choose(P, 1, 0.65));
        assertEquals(2, Sampling.choose(P, 1, 0.75));
        assertEquals(2, Sampling.choose(P, 1, 1.0));
        assertEquals(0, Sampling.choose(P, 10, 0.25)); // 0.1^0.1, 0.6^0.1 and 0.3^0.1 are 0.79, 0.95 and 0.89: 0.30 of their sum
    }

    @Test
    void eachIsChosenAsOftenAsItIsLikely() {
        int[] counts = new int[3];
        for (int index = 0; index < 10_000; index++) {
            counts[Sampling.choose(P, 1, 5, index)]++;
        }
        assertTrue(counts[0] > 800 && counts[0] < 1200 && counts[2] > 2800 && counts[2] < 3200, "more than four standard deviations off: " + Arrays.toString(counts));
        assertEquals(Sampling.choose(P, 1, 5, 77), Sampling.choose(P, 1, 5, 77));
    }

    @Test
    @Rule("DATA-47")
    void whatCannotBeChosenFromIsRefused() {
        for (float[] p : new float[][] {{}, {0, 0}, {1, Float.NaN}, {Float.NaN, 1}, {Float.POSITIVE_INFINITY}, {-1, 1}}) {
            assertTrue(assertThrows(IllegalArgumentException.class, () -> Sampling.choose(p, 1, 0, 0)).getMessage().startsWith("[DATA-47]"));
        }
        assertThrows(IllegalArgumentException.class, () -> Sampling.choose(P, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> Sampling.choose(P, Double.NaN, 0, 0));
    }
}
