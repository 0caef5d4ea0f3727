package lstm4j.engine;

/**
 * Random numbers as pure functions: (seed, what they are for) gives a key, (key, index) gives a number. Nothing is
 * stored, so nothing depends on the order of calls or on threads, and nothing needs saving to resume.
 *
 * <p>The numbers of a key are those of SplitMix64 seeded with it (Steele, Lea and Flood 2014): number n is
 * mix(key + (n + 1)·0x9e3779b97f4a7c15). Spec: chapter 6, rules INIT-1 to INIT-3.
 */
public final class Generator {
    /** Purpose of a key: the initial value of a weight array. */
    public static final int WEIGHTS = 1;
    /** Purpose of a key: the order of the samples of an epoch. */
    public static final int SHUFFLE = 2;
    /** Purpose of a key: the dropout mask of one training step. */
    public static final int DROPOUT = 3;

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private Generator() {
    }

    /** The key of one stream of numbers: a seed, a purpose, and which one of that purpose (layer, epoch, step …). */
    public static long key(long seed, int purpose, long which, long part) {
        return mix(mix(mix(seed + purpose * GOLDEN) + which * GOLDEN) + part * GOLDEN);
    }

    /** Number {@code index} of a stream: 64 random bits. */
    public static long bits(long key, long index) {
        return mix(key + (index + 1) * GOLDEN);
    }

    /** Uniform in [0, 1): the upper 53 bits / 2⁵³. */
    public static double uniform(long key, long index) {
        return (bits(key, index) >>> 11) * 0x1p-53;
    }

    /** Uniform among 0 … bound − 1: the upper half of bits·bound; off from even by less than bound / 2⁶⁴. */
    public static int below(int bound, long key, long index) {
        long bits = bits(key, index);
        // Unsigned high product of a 64-bit and a 31-bit number, from two halves.
        return (int) (((bits >>> 32) * bound + (((bits & 0xffffffffL) * bound) >>> 32)) >>> 32);
    }

    /** Standard normal by Box and Muller: sqrt(−2 ln u)·cos(2πv), u and v numbers 2·index and 2·index + 1 of the stream. */
    public static double normal(long key, long index) {
        double u = 1 - uniform(key, 2 * index); // (0, 1]: its logarithm is finite
        double v = uniform(key, 2 * index + 1);
        return StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.cos(2 * StrictMath.PI * v);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
