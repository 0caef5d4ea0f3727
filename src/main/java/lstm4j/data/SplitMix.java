package lstm4j.data;

/**
 * Random numbers for the generated sets: SplitMix64, started at a point that (seed, stream, index) alone decide, so sample
 * number 7 is the same whether it is drawn first or last. Integer arithmetic and exact doubles only: the same on every
 * machine. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
 */
final class SplitMix {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double SQRT_3 = 0x1.bb67ae8584caap0;

    private long state;

    /** The generator of the reference code, from this state. */
    SplitMix(long state) {
        this.state = state;
    }

    /** The generator of one item of one stream. */
    static SplitMix of(long seed, long stream, long index) {
        return new SplitMix(mix(mix(mix(seed + GOLDEN) + stream) + index));
    }

    /** 64 random bits. */
    long bits() {
        state += GOLDEN;
        return mix(state);
    }

    /** A number in [low, high), all equally likely. */
    double between(double low, double high) {
        return low + (high - low) * ((bits() >>> 11) * 0x1p-53);
    }

    /** A whole number in [0, bound). */
    int below(int bound) {
        return (int) (((bits() >>> 32) * bound) >>> 32);
    }

    /**
     * A number with mean 0 and standard deviation 1, bell-shaped: the sum of four uniform numbers of 16 bits each. It stays
     * within ±3.47, which suits noise, and needs no logarithm.
     */
    double bell() {
        long four = bits();
        long sum = (four & 0xFFFF) + (four >>> 16 & 0xFFFF) + (four >>> 32 & 0xFFFF) + (four >>> 48);
        return (sum - 131_070) * 0x1p-16 * SQRT_3;
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
