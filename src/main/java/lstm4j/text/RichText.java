package lstm4j.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Breaks a line of text the way the table library behind Keras 3's summary does. A word keeps the blanks behind it;
 * every character is one column wide.
 */
final class RichText {
    private static final Pattern WORD = Pattern.compile("\\s*\\S+\\s*");

    private RichText() {
    }

    /** Lines of at most {@code width}; a word that is too long goes on in the next line. */
    static List<String> wrap(String text, int width) {
        return broken(text, width, true).stream().map(line -> withoutBlanksBeyond(line, width)).collect(Collectors.toList());
    }

    /** Lines of at most {@code width}; a word that is too long is cut and ends in {@code …}. */
    static List<String> wrapWithEllipsis(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : broken(text, width, false)) {
            String kept = withoutBlanksBeyond(line, width);
            lines.add(length(kept) <= width ? kept : kept.substring(0, kept.offsetByCodePoints(0, width - 1)) + "…");
        }
        return lines;
    }

    /** Breaks between words, wherever the next word would not fit; within a word only if {@code fold}. */
    private static List<String> broken(String text, int width, boolean fold) {
        List<String> lines = new ArrayList<>();
        String line = "";
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            String word = words.group();
            if (!line.isEmpty() && length(line) + length(word.stripTrailing()) > width) {
                lines.add(line);
                line = "";
            }
            line += word;
            while (fold && length(word.stripTrailing()) > width && length(line) > width) {
                int cut = line.offsetByCodePoints(0, width);
                lines.add(line.substring(0, cut));
                line = line.substring(cut);
            }
        }
        lines.add(line);
        return lines;
    }

    private static String withoutBlanksBeyond(String line, int width) {
        int end = line.length();
        while (end > 0 && length(line) - (line.length() - end) > width && Character.isWhitespace(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end);
    }

    /** Number of characters, those outside the Basic Multilingual Plane counted once. */
    static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }
}
