package lstm4j.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.Objects;

/**
 * Texts as numbers of words: Keras's {@code TextVectorization} with its defaults. Letters A to Z become small, ASCII
 * punctuation goes, words are what blanks separate. Number 0 stands for no word (padding), 1 for every word that is not in the
 * vocabulary, 2 for the most frequent one and so on; of equally frequent words the one later in the order of code units comes first.
 * Or every character is a word, and texts stay as they are: {@code standardize=None, split="character"}. Immutable.
 *
 * <pre>{@code
 * TextVectorization words = TextVectorization.adapt(List.of("the cat sat", "the dog"), 1000).outputSequenceLength(4);
 * int[][] x = words.of(List.of("the cow sat"));    // {{2, 1, 3, 0}}
 * }</pre>
 */
public final class TextVectorization {
    /** The number of a word that the vocabulary does not have. */
    public static final int OUT_OF_VOCABULARY = 1;
    private static final Pattern PUNCTUATION = Pattern.compile("[!\"#$%&()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~']");
    private static final Pattern BLANKS = Pattern.compile("[ \t\n\u000B\f\r]+");
    private static final List<String> SPECIAL_ONES = List.of("", "[UNK]");
    private static final int SPECIAL = SPECIAL_ONES.size();
    private static final int ANY = -1;

    private final List<String> vocabulary;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final boolean characters; // whether these are the words
    private final int length;

    private TextVectorization(List<String> vocabulary, boolean characters, int length) {
        this.vocabulary = List.copyOf(vocabulary);
        this.characters = characters;
        this.length = length;
        for (int k = SPECIAL; k < vocabulary.size(); k++) {
            numbers.put(vocabulary.get(k), k);
        }
    }

    /** A vocabulary of all words of these texts. */
    public static TextVectorization adapt(List<String> texts) {
        return adapt(texts, Integer.MAX_VALUE);
    }

    /** A vocabulary of the most frequent words, with the two special ones at most {@code maxTokens}; more than 2, else [DATA-44]. */
    public static TextVectorization adapt(List<String> texts, int maxTokens) {
        return adapt(texts, maxTokens, false);
    }

    /** A vocabulary of the most frequent characters, likewise: Keras's {@code standardize=None, split="character"}. */
    public static TextVectorization adaptCharacters(List<String> texts, int maxTokens) {
        return adapt(texts, maxTokens, true);
    }

    /** A given vocabulary, as {@link #vocabulary} lists it; the two special ones may be left out: Keras's {@code vocabulary=}. */
    public static TextVectorization ofVocabulary(List<String> words) {
        for (int k = 0; k < words.size(); k++) {
            Objects.requireNonNull(words.get(k), "words[" + k + "]");
        }
        boolean special = words.size() >= SPECIAL && words.get(0).isEmpty() && words.get(1).equals(SPECIAL_ONES.get(1));
        List<String> all = new ArrayList<>(special ? List.of() : SPECIAL_ONES);
        all.addAll(words);
        return new TextVectorization(all, false, ANY);
    }

    private static TextVectorization adapt(List<String> texts, int maxTokens, boolean characters) {
        if (maxTokens <= SPECIAL) {
            throw Message.mistake("DATA-44", "TextVectorization", "more than 2 tokens", String.valueOf(maxTokens),
                    "two of them are padding and what is out of the vocabulary");
        }
        Map<String, Integer> counts = new HashMap<>();
        texts.forEach(text -> words(text, characters).forEach(word -> counts.merge(word, 1, Integer::sum)));
        List<String> vocabulary = new ArrayList<>(SPECIAL_ONES);
        Comparator<String> order = Comparator.<String>comparingInt(counts::get).reversed().thenComparing(Comparator.reverseOrder());
        counts.keySet().stream().sorted(order).limit(maxTokens - (long) SPECIAL).forEach(vocabulary::add);
        return new TextVectorization(vocabulary, characters, ANY);
    }

    /** The same vocabulary, giving every text {@code steps} numbers: cut at its end, or filled up with 0 there. At least 1, else [DATA-44]. */
    public TextVectorization outputSequenceLength(int steps) {
        if (steps < 1) {
            throw Message.mistake("DATA-44", "TextVectorization", "an output_sequence_length of at least 1", String.valueOf(steps), "");
        }
        return new TextVectorization(vocabulary, characters, steps);
    }

    /** The words by their numbers, first the empty one and {@code [UNK]}: Keras's {@code get_vocabulary()}. */
    public List<String> vocabulary() {
        return vocabulary;
    }

    /** The numbers of the words of each text, all as long as the longest, or as {@link #outputSequenceLength} says. */
    public int[][] of(List<String> texts) {
        int[][] numbered = texts.stream().map(this::numbered).toArray(int[][]::new);
        PadSequences pad = PadSequences.standard().padding(PadSequences.Side.POST).truncating(PadSequences.Side.POST);
        return (length == ANY ? pad : pad.maxlen(length)).of(numbered);
    }

    private int[] numbered(String text) {
        return words(text, characters).stream().mapToInt(word -> numbers.getOrDefault(word, OUT_OF_VOCABULARY)).toArray();
    }

    private static List<String> words(String text, boolean characters) {
        if (characters) {
            return text.codePoints().mapToObj(Character::toString).toList();
        }
        StringBuilder small = new StringBuilder();
        text.chars().forEach(c -> small.append((char) (c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c)));
        return BLANKS.splitAsStream(PUNCTUATION.matcher(small).replaceAll("")).filter(word -> !word.isEmpty()).toList();
    }
}
