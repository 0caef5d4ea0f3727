package lstm4j.check;

/** Numbers from −1 to 1 that look random: the same ones for the same seed. They stand for roundings. */
final class Noise {
    private long state;

    Noise(long seed) {
        state = seed;
    }

    double next() {
        state += 0x9e3779b97f4a7c15L;
        long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return ((z ^ z >>> 31) >> 11) * 0x1p-52;
    }
}
