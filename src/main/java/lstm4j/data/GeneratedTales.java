package lstm4j.data;

import java.util.List;

/**
 * Little tales without end, made by a grammar, to learn letters from: words have to be spelt, quotation marks and commas belong where
 * they belong, and a sentence that begins with Anna goes on with "she" and "her", many letters later. Sentence i is a function of
 * (seed, i) alone and has the same letters on every machine.
 */
public final class GeneratedTales {
    private static final int STREAM = 7;
    private static final List<String> WOMEN = List.of("Anna", "Rosa", "Greta", "Clara", "the queen", "the old woman");
    private static final List<String> MEN = List.of("Tom", "Max", "Felix", "Otto", "the king", "the old man");
    private static final List<String> THINGS = List.of("key", "lantern", "boat", "coat", "golden ring", "mirror", "letter", "drum", "silver spoon",
            "little box", "map", "bell", "apple", "horse");
    private static final List<String> PLACES = List.of("forest", "river", "castle", "market", "bridge", "mill", "garden", "mountain", "village",
            "harbour", "well", "tower");
    private static final List<String> MOODS = List.of("happy", "tired", "afraid", "hungry", "alone", "surprised", "angry", "quiet");
    private static final List<String> BEASTS = List.of("fox", "wolf", "raven", "cat", "bear", "owl", "mouse", "goat");
    private static final List<String> TIMES = List.of("One morning", "That night", "The next day", "In the winter", "Long ago", "At noon");

    private GeneratedTales() {
    }

    /** Whole sentences, at least so many letters in all; at least 1, else [DATA-40]. */
    public static String of(int letters, long seed) {
        if (letters < 1) {
            throw Message.mistake("DATA-40", "generated tales", "at least 1 letter", String.valueOf(letters), "");
        }
        StringBuilder text = new StringBuilder();
        for (int n = 0; text.length() < letters; n++) {
            SplitMix random = SplitMix.of(seed, STREAM, n);
            String sentence = sentence(random);
            text.append(Character.toUpperCase(sentence.charAt(0))).append(sentence.substring(1)).append(random.below(5) == 0 ? '\n' : ' ');
        }
        return text.toString();
    }

    private static String sentence(SplitMix random) {
        boolean woman = random.below(2) == 0;
        String who = one(woman ? WOMEN : MEN, random);
        String they = woman ? "she" : "he";
        String their = woman ? "her" : "his";
        String thing = one(THINGS, random);
        String place = one(PLACES, random);
        return switch (random.below(7)) {
            case 0 -> who + " had lost " + their + " " + thing + ", so " + they + " went back to the " + place + ".";
            case 1 -> one(TIMES, random) + " " + who + " walked to the " + place + ", for " + they + " was " + one(MOODS, random) + ".";
            case 2 -> "\"Where is my " + thing + "?\" asked " + who + ", and " + they + " looked behind the " + place + ".";
            case 3 -> "when " + who + " saw the " + one(BEASTS, random) + ", " + they + " hid " + their + " " + thing + " and ran.";
            case 4 -> "the " + one(BEASTS, random) + " said to " + who + ": \"Give me your " + thing + ", or you will never see the " + place + " again.\"";
            case 5 -> who + " lived near the " + place + " with " + their + " " + one(BEASTS, random) + ", and " + they + " was never " + one(MOODS, random) + ".";
            default -> "nobody but " + who + " knew that the " + thing + " was " + (woman ? "hers" : "his") + ", and " + they + " told the " + one(BEASTS, random) + ".";
        };
    }

    private static String one(List<String> choices, SplitMix random) {
        return choices.get(random.below(choices.size()));
    }
}
