package lstm4j.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

/** The generator against the numbers of chapter 6, which C programs printed, and against the JDK's own SplitMix64. */
class GeneratorInChapter6Test {
    private static String chapter() throws IOException {
        return Files.readString(Path.of("spec/06-initialisers.md"));
    }

    @Test
    @Rule("INIT-1")
    void bitsAreThoseOfTheTableInChapter6() throws IOException {
        Matcher row = Pattern.compile("(?m)^\\| (-?\\d+) \\| (\\d+) \\| 0x([0-9a-f]{16}) \\|$").matcher(chapter());
        int rows = 0;
        for (; row.find(); rows++) {
            assertEquals(row.group(3), String.format("%016x", Generator.bits(Long.parseLong(row.group(1)), Long.parseLong(row.group(2)))));
        }
        assertEquals(11, rows);
    }

    @Test
    @Rule("INIT-1")
    void bitsAreThoseOfTheJdksSplitMix64() {
        for (long key : new long[] {0, 1, -1, 42, Long.MIN_VALUE, 0x123456789abcdefL}) {
            SplittableRandom reference = new SplittableRandom(key);
            for (int n = 0; n < 100; n++) {
                assertEquals(reference.nextLong(), Generator.bits(key, n));
            }
        }
    }

    @Test
    @Rule("INIT-2")
    void keysAreThoseOfTheTableInChapter6() throws IOException {
        Matcher row = Pattern.compile("(?m)^\\| (-?\\d+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\| 0x([0-9a-f]{16}) \\|$").matcher(chapter());
        int rows = 0;
        for (; row.find(); rows++) {
            assertEquals(row.group(5), String.format("%016x", Generator.key(Long.parseLong(row.group(1)), Integer.parseInt(row.group(2)),
                    Long.parseLong(row.group(3)), Long.parseLong(row.group(4)))));
        }
        assertEquals(6, rows);
    }

    @Test
    @Rule("INIT-3")
    void numbersOfOtherKindsAreMadeFromBits() {
        double[] uniform = {0.74156487877182331, 0.1599103928769201, 0.27860113025513866};
        int[] below = {7, 1, 2};
        for (int n = 0; n < 3; n++) {
            assertEquals(uniform[n], Generator.uniform(42, n));
            assertEquals(below[n], Generator.below(10, 42, n));
        }
        // sqrt(−2 ln(1 − u))·cos(2πv) of the first two, by Python
        assertEquals(0.8822489062222688, Generator.normal(42, 0), Budget.EXAMPLE_ORACLE.limit());
    }

    @Test
    @Rule("INIT-3")
    void belowIsTheHighPartOfTheProduct() {
        for (int n = 0; n < 1000; n++) {
            int bound = n % 7 == 0 ? Integer.MAX_VALUE - n : n + 1;
            BigInteger bits = new BigInteger(Long.toUnsignedString(Generator.bits(7, n)));
            assertEquals(bits.multiply(BigInteger.valueOf(bound)).shiftRight(64).intValueExact(), Generator.below(bound, 7, n));
        }
    }

    @Test
    void normalNumbersHaveMeanZeroAndDeviationOne() {
        int count = 100_000;
        double sum = 0;
        double squares = 0;
        for (int n = 0; n < count; n++) {
            double x = Generator.normal(3, n);
            sum += x;
            squares += x * x;
        }
        assertTrue(Math.abs(sum / count) < 0.01 && Math.abs(squares / count - 1) < 0.02, sum + " " + squares);
    }
}
