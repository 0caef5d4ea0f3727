package lstm4j.cli;

import lstm4j.data.Sampling;

/** Something that says, letter after letter, how likely each letter is to be the next. */
abstract class LetterModel {
    private static final double LEAST = 1e-7; // as Keras's crossentropy has it

    /** Forgets all letters so far. */
    abstract void reset();

    /** How likely each letter is behind this one and those before it. */
    abstract float[] after(int letter);

    /** How many bits a letter costs that tells a text to somebody who knows this model, on average; the first one is free. */
    double bits(int[] text) {
        reset();
        double sum = 0;
        for (int t = 0; t + 1 < text.length; t++) {
            sum -= StrictMath.log(Math.max(LEAST, after(text[t])[text[t + 1]]));
        }
        return sum / ((text.length - 1) * StrictMath.log(2));
    }

    /**
     * So many letters behind a beginning, each chosen by chance.
     *
     * @param temperature as {@link Sampling#choose} has it
     */
    int[] write(int[] beginning, int letters, double temperature, long seed) {
        reset();
        float[] next = {};
        for (int letter : beginning) {
            next = after(letter);
        }
        int[] written = new int[letters];
        for (int t = 0; t < letters; t++) {
            written[t] = Sampling.choose(next, temperature, seed, t);
            next = after(written[t]);
        }
        return written;
    }
}
