package lstm4j.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The generator against published numbers and against what its distributions promise. */
class SplitMixTest {
    /** The sequence that the public-domain C code of S. Vigna gives for the state 1234567. */
    @Test
    void theBitsAreThoseOfTheReferenceCode() {
        SplitMix random = new SplitMix(1234567);
        assertEquals(6457827717110365317L, random.bits());
        assertEquals(3203168211198807973L, random.bits());
        assertEquals(Long.parseUnsignedLong("9817491932198370423"), random.bits());
        assertEquals(4593380528125082431L, random.bits());
        assertEquals(Long.parseUnsignedLong("16408922859458223821"), random.bits());
    }

    @Test
    void numbersStayInTheirRangeAndFillIt() {
        SplitMix random = SplitMix.of(1, 2, 3);
        int[] counts = new int[7];
        double smallest = 9;
        double largest = -9;
        for (int i = 0; i < 70_000; i++) {
            counts[random.below(7)]++;
            double x = random.between(-2, 5);
            smallest = Math.min(smallest, x);
            largest = Math.max(largest, x);
        }
        assertTrue(smallest >= -2 && smallest < -1.99 && largest < 5 && largest > 4.99);
        for (int count : counts) {
            assertEquals(10_000, count, 500);
        }
    }

    @Test
    void theBellHasMean0AndDeviation1() {
        SplitMix random = SplitMix.of(-1, 0, 0);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 100_000; i++) {
            double x = random.bell();
            assertTrue(Math.abs(x) < 3.47);
            sum += x;
            squares += x * x;
        }
        assertEquals(0, sum / 100_000, 0.02);
        assertEquals(1, squares / 100_000, 0.03);
    }

    @Test
    void seedStreamAndIndexAllMatter() {
        long first = SplitMix.of(1, 2, 3).bits();
        assertEquals(first, SplitMix.of(1, 2, 3).bits());
        assertTrue(first != SplitMix.of(2, 2, 3).bits() && first != SplitMix.of(1, 3, 3).bits()
                && first != SplitMix.of(1, 2, 4).bits() && first != SplitMix.of(2, 1, 3).bits());
    }
}
