package lstm4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;

import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers against those its author published, and against what their distributions promise; n numbers are off by about 1/√n. */
class GeneratorTest {
    private static final int N = 200_000;

    /** What the public-domain C code of S. Vigna gives for the state 1234567. */
    @Rule("INIT-1")
    @Test
    void theBitsAreThoseOfTheReferenceCode() {
        String[] published = {"6457827717110365317", "3203168211198807973", "9817491932198370423", "4593380528125082431", "16408922859458223821"};
        for (int index = 0; index < published.length; index++) {
            assertEquals(Long.parseUnsignedLong(published[index]), Generator.bits(1234567, index));
        }
    }

    @Test
    void aKeyDependsOnEverythingItIsMadeOf() {
        Set<Long> keys = new HashSet<>();
        for (long seed : new long[] {0, 1, -1, 42}) {
            for (int purpose = 1; purpose <= 3; purpose++) {
                for (long which = 0; which < 20; which++) {
                    for (long part = 0; part < 20; part++) {
                        assertTrue(keys.add(Generator.key(seed, purpose, which, part)));
                    }
                }
            }
        }
        assertNotEquals(Generator.bits(1, 2), Generator.bits(2, 1));
    }

    /** χ² of 100 cells has mean 99 and deviation 14; five deviations are allowed. */
    @Rule("INIT-3")
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, -1, Long.MIN_VALUE})
    void uniformNumbersFillTheirRangeEvenly(long seed) {
        long key = Generator.key(seed, Generator.DROPOUT, 3, 4);
        int[] cells = new int[100];
        double sum = 0;
        double neighbours = 0;
        for (int n = 0; n < N; n++) {
            double u = Generator.uniform(key, n);
            assertTrue(u >= 0 && u < 1);
            cells[(int) (100 * u)]++;
            sum += u - 0.5;
            neighbours += (u - 0.5) * (Generator.uniform(key, n + 1) - 0.5);
        }
        assertEquals(99, chiSquared(cells), 70);
        assertEquals(0, sum / N, Budget.STATISTICS.limit());
        assertEquals(0, 12 * neighbours / N, Budget.STATISTICS.limit());
    }

    /** Streams of neighbouring keys have nothing to do with each other. */
    @Test
    void streamsAreIndependent() {
        double product = 0;
        for (int n = 0; n < N; n++) {
            product += 12 * (Generator.uniform(Generator.key(1, Generator.DROPOUT, n, 0), 0) - 0.5)
                    * (Generator.uniform(Generator.key(1, Generator.DROPOUT, n + 1, 0), 0) - 0.5);
        }
        assertEquals(0, product / N, Budget.STATISTICS.limit());
    }

    @Rule("INIT-3")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 60_000, Integer.MAX_VALUE})
    void belowIsTheUpperHalfOfTheProductOfBitsAndBound(int bound) {
        for (int n = 0; n < 5000; n++) {
            BigInteger bits = new BigInteger(Long.toUnsignedString(Generator.bits(9, n)));
            int expected = bits.multiply(BigInteger.valueOf(bound)).shiftRight(64).intValueExact();
            assertEquals(expected, Generator.below(bound, 9, n));
        }
    }

    @Test
    void belowMeetsEveryNumberEquallyOften() {
        int[] cells = new int[100];
        for (int n = 0; n < N; n++) {
            cells[Generator.below(100, 77, n)]++;
        }
        assertEquals(99, chiSquared(cells), 70);
    }

    /** Moments of the bell: 0, 1, 0, 3; 5 % lie beyond 1.96; the largest of 200,000 lies near 4.5. */
    @Rule("INIT-3")
    @Test
    void normalNumbersHaveTheMomentsAndTailsOfTheBell() {
        double[] moments = new double[5];
        int beyond = 0;
        double largest = 0;
        for (int n = 0; n < N; n++) {
            double x = Generator.normal(5, n);
            for (int m = 1; m <= 4; m++) {
                moments[m] += Math.pow(x, m) / N;
            }
            beyond += Math.abs(x) > 1.959964 ? 1 : 0;
            largest = Math.max(largest, Math.abs(x));
        }
        assertEquals(0, moments[1], Budget.STATISTICS.limit());
        assertEquals(1, moments[2], 2 * Budget.STATISTICS.limit());
        assertEquals(0, moments[3], 4 * Budget.STATISTICS.limit());
        assertEquals(3, moments[4], 10 * Budget.STATISTICS.limit());
        assertEquals(0.05, (double) beyond / N, Budget.STATISTICS.limit());
        assertTrue(largest > 4 && largest < 6.5);
    }

    private static double chiSquared(int[] cells) {
        double expected = (double) N / cells.length;
        double sum = 0;
        for (int cell : cells) {
            sum += (cell - expected) * (cell - expected) / expected;
        }
        return sum;
    }
}
