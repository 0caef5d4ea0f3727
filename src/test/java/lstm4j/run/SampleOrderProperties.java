package lstm4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import lstm4j.testing.Rule;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** What makes an order an order, and a random one. Seeds are fixed where chance is judged, so that the verdict is always the same. */
class SampleOrderProperties {
    private static String text(SampleOrder order, int samples) {
        return LongStream.range(0, samples).map(order::at).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    }

    @Example
    @Rule("FIT-16")
    void everySampleComesOnceForEveryNumberOfSamples() {
        for (int samples = 1; samples <= 1200; samples++) {
            SampleOrder order = new SampleOrder(samples, samples, 7);
            BitSet seen = new BitSet();
            for (int position = 0; position < samples; position++) {
                seen.set((int) order.at(position));
                assertEquals(position, order.positionOf(order.at(position)));
            }
            assertEquals(samples, seen.cardinality());
            assertEquals(samples, seen.length());
        }
    }

    @Property
    @Rule("FIT-16")
    void anyPositionOfAnyNumberOfSamplesGoesThereAndBack(@ForAll @LongRange(min = 1, max = 1L << 40) long samples,
            @ForAll long seed, @ForAll @LongRange(min = 0, max = 1 << 20) long epoch, @ForAll @LongRange(min = 0) long any) {
        SampleOrder order = new SampleOrder(samples, seed, epoch);
        long position = any % samples;
        long sample = order.at(position);
        assertTrue(sample >= 0 && sample < samples);
        assertEquals(position, order.positionOf(sample));
    }

    /** χ² of counts that should be equal, with its distance from its mean in standard deviations. */
    private static double deviations(long[] counts, long drawn) {
        double expected = (double) drawn / counts.length;
        double sum = 0;
        for (long count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        double freedom = counts.length - 1;
        return (sum - freedom) / Math.sqrt(2 * freedom);
    }

    private static void assertRandom(double deviations, String what) {
        assertTrue(Math.abs(deviations) < 4, what + ": " + deviations + " standard deviations");
    }

    /** All orders of 3, 4 and 5 samples, by epochs and by seeds. */
    @Example
    @Rule("FIT-16")
    void allOrdersOfFewSamplesAreEquallyLikely() {
        int[] factorials = {0, 0, 0, 6, 24, 120};
        for (int samples = 3; samples <= 5; samples++) {
            for (boolean byEpoch : new boolean[] {true, false}) {
                Map<String, Long> counts = new HashMap<>();
                int drawn = 200 * factorials[samples];
                for (int n = 0; n < drawn; n++) {
                    counts.merge(text(new SampleOrder(samples, byEpoch ? 42 : n, byEpoch ? n : 3), samples), 1L, Long::sum);
                }
                assertEquals(factorials[samples], counts.size());
                assertRandom(deviations(counts.values().stream().mapToLong(n -> n).toArray(), drawn), samples + " samples");
            }
        }
    }

    /** Sample by position, over epochs: squares, numbers beside squares, primes. */
    @Example
    @Rule("FIT-16")
    void everySampleComesEquallyOftenAtEveryPosition() {
        for (int samples : new int[] {6, 9, 16, 17, 25, 31, 36, 64}) {
            long[] counts = new long[samples * samples];
            int epochs = 40 * samples;
            for (int epoch = 0; epoch < epochs; epoch++) {
                SampleOrder order = new SampleOrder(samples, 1, epoch);
                for (int position = 0; position < samples; position++) {
                    counts[samples * position + (int) order.at(position)]++;
                }
            }
            // rows and columns of the table of counts have fixed sums, which leaves (samples − 1)² degrees of freedom
            double expected = (double) epochs / samples;
            double sum = 0;
            for (long count : counts) {
                sum += (count - expected) * (count - expected) / expected;
            }
            double freedom = (samples - 1.0) * (samples - 1);
            double scaled = sum * (samples - 1) / samples; // the variance of a count in a random order
            assertRandom((scaled - freedom) / Math.sqrt(2 * freedom), samples + " samples");
        }
    }

    /** Neighbouring epochs, seeds and both, of 2000 samples: positions are no nearer to each other than by chance. */
    @Example
    @Rule("FIT-16")
    void ordersOfEpochsAndSeedsHaveNothingToDoWithEachOther() {
        int samples = 2000;
        double sum = 0;
        double worst = 0;
        int pairs = 0;
        for (int seed = 0; seed < 10; seed++) {
            for (int epoch = 0; epoch < 10; epoch++) {
                for (long[] other : new long[][] {{seed, epoch + 1}, {seed + 1, epoch}, {epoch, seed + 100}}) {
                    double deviation = correlation(samples, seed, epoch, other[0], other[1]) * Math.sqrt(samples - 1);
                    sum += deviation;
                    worst = Math.max(worst, Math.abs(deviation));
                    pairs++;
                }
            }
        }
        assertTrue(worst < 4.5, "one pair: " + worst);
        assertRandom(sum / Math.sqrt(pairs), "all pairs");
    }

    private static double correlation(int samples, long seed, long epoch, long seed2, long epoch2) {
        SampleOrder one = new SampleOrder(samples, seed, epoch);
        SampleOrder two = new SampleOrder(samples, seed2, epoch2);
        double mean = (samples - 1) / 2.0;
        double product = 0;
        for (int n = 0; n < samples; n++) {
            product += (one.at(n) - mean) * (two.at(n) - mean);
        }
        return product / (samples * ((double) samples * samples - 1) / 12);
    }

    /** What comes after a sample: the step to the next one is as wide as by chance, in rows and columns of the table. */
    @Example
    @Rule("FIT-16")
    void neighboursOfAnOrderHaveNothingToDoWithEachOther() {
        int samples = 10_000;
        SampleOrder order = new SampleOrder(samples, 5, 0);
        long[] cells = new long[100];
        for (int position = 1; position < samples; position++) {
            int row = Math.floorMod(order.at(position) - order.at(position - 1), samples) / 1000;
            int column = (int) (order.at(position) % 10);
            cells[10 * row + column]++;
        }
        assertRandom(deviations(cells, samples - 1), "steps");
    }
}
