package lstm4j.cli;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What a model of letters has to beat: behind the last n − 1 letters comes what came behind them in the text, mixed with what came
 * behind fewer of them. Source of the mixture: Witten and Bell, "The zero-frequency problem", 1991, method C, interpolated.
 */
final class NGrams extends LetterModel {
    private final int most;                    // letters that are looked back at
    private final int letters;                 // that there are
    private final Map<String, int[]> counts = new HashMap<>(); // of the letters behind a few others, which are the key
    private final StringBuilder before = new StringBuilder();

    /** Counts the groups of up to {@code n} letters of a text; letters are numbers below {@code letters}. */
    NGrams(int n, int[] text, int letters) {
        this.most = n - 1;
        this.letters = letters;
        for (int letter : text) {
            for (int length = 0; length <= before.length(); length++) {
                counts.computeIfAbsent(last(length), key -> new int[letters])[letter]++;
            }
            remember(letter);
        }
    }

    private String last(int length) {
        return before.substring(before.length() - length);
    }

    private void remember(int letter) {
        before.append((char) letter);
        if (before.length() > most) {
            before.deleteCharAt(0);
        }
    }

    @Override
    void reset() {
        before.setLength(0);
    }

    @Override
    float[] after(int letter) {
        remember(letter);
        double[] p = new double[letters];
        Arrays.fill(p, 1.0 / letters);
        for (int length = 0; length <= before.length() && counts.containsKey(last(length)); length++) {
            mix(p, counts.get(last(length)));
        }
        float[] rounded = new float[letters];
        for (int k = 0; k < letters; k++) {
            rounded[k] = (float) p[k];
        }
        return rounded;
    }

    /** p ← (counts + kinds·p) / (all + kinds), kinds being how many different letters were counted. */
    private static void mix(double[] p, int[] counts) {
        long all = Arrays.stream(counts).asLongStream().sum();
        long kinds = Arrays.stream(counts).filter(count -> count > 0).count();
        for (int k = 0; k < p.length; k++) {
            p[k] = (counts[k] + kinds * p[k]) / (all + kinds);
        }
    }
}
