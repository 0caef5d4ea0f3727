package lstm4j.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Texts as numbers of words: Keras's {@code TextVectorization} with its defaults. Letters A to Z become small, ASCII
 * punctuation goes, words are what blanks separate. Number 0 stands for no word (padding), 1 for every word that is not in the
 * vocabulary, 2 for the most frequent one and so on; of equally frequent words the one later in the order of code units comes first.
 * Immutable.
 */
public final class TextVectorization {
    /** The number of a word that the vocabulary does not have. */
    public static final int OUT_OF_VOCABULARY = 1;
    private static final Pattern PUNCTUATION = Pattern.compile("[!\"#$%&()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~']");
    private static final Pattern BLANKS = Pattern.compile("[ \t\n\u000B\f\r]+");
    private static final int SPECIAL = 2;
    private static final int ANY = -1;

    private final List<String> vocabulary;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int length;

    private TextVectorization(List<String> vocabulary, int length) {
        this.vocabulary = List.copyOf(vocabulary);
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
        if (maxTokens <= SPECIAL) {
            throw Message.mistake("DATA-44", "TextVectorization", "more than 2 tokens", String.valueOf(maxTokens),
                    "two of them are padding and what is out of the vocabulary");
        }
        Map<String, Integer> counts = new HashMap<>();
        texts.forEach(text -> words(text).forEach(word -> counts.merge(word, 1, Integer::sum)));
        List<String> vocabulary = new ArrayList<>(List.of("", "[UNK]"));
        Comparator<String> order = Comparator.<String>comparingInt(counts::get).reversed().thenComparing(Comparator.reverseOrder());
        counts.keySet().stream().sorted(order).limit(maxTokens - (long) SPECIAL).forEach(vocabulary::add);
        return new TextVectorization(vocabulary, ANY);
    }

    /** The same vocabulary, giving every text {@code steps} numbers: cut at its end, or filled up with 0 there. At least 1, else [DATA-44]. */
    public TextVectorization outputSequenceLength(int steps) {
        if (steps < 1) {
            throw Message.mistake("DATA-44", "TextVectorization", "an output_sequence_length of at least 1", String.valueOf(steps), "");
        }
        return new TextVectorization(vocabulary, steps);
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
        return words(text).stream().mapToInt(word -> numbers.getOrDefault(word, OUT_OF_VOCABULARY)).toArray();
    }

    private static List<String> words(String text) {
        StringBuilder small = new StringBuilder();
        text.chars().forEach(c -> small.append((char) (c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c)));
        return BLANKS.splitAsStream(PUNCTUATION.matcher(small).replaceAll("")).filter(word -> !word.isEmpty()).toList();
    }
}
