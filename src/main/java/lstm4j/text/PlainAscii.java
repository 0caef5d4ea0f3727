package lstm4j.text;

import java.util.Map;
import java.util.stream.Collectors;

/** Replaces every character beyond ASCII by one of ASCII that looks like it, so that columns stay where they are. */
public final class PlainAscii {
    /** Pairs: a character, its likeness. */
    private static final String PAIRS = "┏+┳+┓+┡+╇+┩+├+┼+┤+└+┴+┘+┌+┬+┐+━=─-┃|│|…~→>←<▼v▲^×x·*−-–-";
    private static final Map<Integer, Character> LIKENESS = PAIRS.chars().filter(c -> c >= 128).boxed()
            .collect(Collectors.toMap(c -> c, c -> PAIRS.charAt(PAIRS.indexOf(c) + 1)));

    private PlainAscii() {
    }

    /** The text in ASCII, one character for each; one without a likeness becomes a question mark. */
    public static String of(String text) {
        StringBuilder ascii = new StringBuilder();
        text.codePoints().forEach(c -> ascii.append(c < 128 ? (char) c : LIKENESS.getOrDefault(c, '?')));
        return ascii.toString();
    }
}
