package lstm4j.data;

import java.util.List;

/**
 * Short reviews of films that never were, made by a grammar: what is praised and what is blamed is a matter of words, but also of "not",
 * "anything but", "although" and of what comes last, so the same words make a good review or a bad one. Review i is a function of
 * (seed, i) alone and has the same letters on every machine; half of them are good.
 */
public final class GeneratedReviews {
    private static final int STREAM = 6;
    private static final List<String> GOOD = List.of("wonderful", "brilliant", "moving", "funny", "clever", "charming", "gripping", "beautiful",
            "fresh", "warm", "superb", "touching");
    private static final List<String> BAD = List.of("dull", "silly", "boring", "awful", "clumsy", "lifeless", "tedious", "shallow", "stale", "cold",
            "dreadful", "noisy");
    private static final List<String> PARTS = List.of("plot", "acting", "music", "ending", "dialogue", "camera work", "humour", "first half", "cast",
            "story", "lighting", "last scene");
    private static final List<String> DEGREES = List.of("", "really ", "truly ", "quite ", "rather ", "so ");
    private static final List<String> NEGATIONS = List.of("not ", "never ", "hardly ", "far from ", "anything but ", "by no means ");
    private static final List<String> ASIDES = List.of("I saw it on a rainy Sunday", "It runs for two hours", "My brother came along",
            "The book is on my shelf", "The theatre was half empty", "I had read about it before", "It was made in a small town",
            "We sat in the last row", "There were subtitles");

    private GeneratedReviews() {
    }

    /** So many reviews, at least 1, else [DATA-40]. */
    public static LabelledTexts of(int count, long seed) {
        if (count < 1) {
            throw Message.mistake("DATA-40", "generated reviews", "a count of at least 1", String.valueOf(count), "");
        }
        String[] texts = new String[count];
        int[] labels = new int[count];
        for (int n = 0; n < count; n++) {
            SplitMix random = SplitMix.of(seed, STREAM, n);
            labels[n] = random.below(2);
            texts[n] = (aside(random) + sentence(opinion(labels[n] == 1, random)) + aside(random)).strip();
        }
        return new LabelledTexts(List.of(texts), labels);
    }

    private static String aside(SplitMix random) {
        return random.below(2) == 0 ? "" : " " + one(ASIDES, random) + ".";
    }

    private static String sentence(String words) {
        return " " + Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    private static String opinion(boolean good, SplitMix random) {
        return switch (random.below(6)) {
            case 0, 1 -> clause(good, random);
            case 2 -> clause(!good, random) + ", but " + clause(good, random);
            case 3 -> "although " + clause(!good, random) + ", " + clause(good, random);
            case 4 -> clause(good, random) + ", although " + clause(!good, random);
            default -> "I " + (good ? "feared" : "hoped for") + " a " + adjective(!good, random) + " film and got a " + adjective(good, random) + " one";
        };
    }

    private static String clause(boolean good, SplitMix random) {
        String part = "the " + one(PARTS, random) + " was ";
        return part + (random.below(3) == 0 ? one(NEGATIONS, random) + adjective(!good, random) : one(DEGREES, random) + adjective(good, random));
    }

    private static String adjective(boolean good, SplitMix random) {
        return one(good ? GOOD : BAD, random);
    }

    private static String one(List<String> choices, SplitMix random) {
        return choices.get(random.below(choices.size()));
    }
}
