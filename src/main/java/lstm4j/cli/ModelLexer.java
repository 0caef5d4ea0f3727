package lstm4j.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lstm4j.cli.UsageException.Span;

/** Reads words, quoted texts and brackets off a model text, and knows where it stands. */
final class ModelLexer {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*|[-+]?[.0-9][0-9_.]*(?:[eE][-+]?[0-9]+)?|[*?]");

    private final String text;
    private int at;

    ModelLexer(String text) {
        this.text = text;
    }

    /** Whether only blanks are left. */
    boolean atEnd() {
        skipBlanks();
        return at == text.length();
    }

    /** Goes past {@code expected} if it comes next. */
    boolean take(String expected) {
        skipBlanks();
        if (!text.startsWith(expected, at)) {
            return false;
        }
        at += expected.length();
        return true;
    }

    /** Whether {@code expected} comes next. */
    boolean sees(String expected) {
        skipBlanks();
        return text.startsWith(expected, at);
    }

    /** The word, number or quoted text that comes next, as a value without items; or null if something else does. */
    Value word() {
        skipBlanks();
        if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
            return quoted();
        }
        Matcher matcher = WORD.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        Span span = new Span(text, at, matcher.end() - at);
        at = matcher.end();
        return new Value(span, span.part(), null);
    }

    private Value quoted() {
        int end = text.indexOf(text.charAt(at), at + 1);
        if (end < 0) {
            throw UsageException.at(new Span(text, at, text.length() - at), "CLI-5", "a closing " + text.charAt(at), "the end", "");
        }
        Span span = new Span(text, at, end + 1 - at);
        at = end + 1;
        return new Value(span, text.substring(span.from() + 1, end), null);
    }

    /** The place that comes next, one character long; of length 0 at the end. */
    Span here() {
        skipBlanks();
        return new Span(text, at, Math.min(1, text.length() - at));
    }

    /** The place from an earlier one up to here. */
    Span since(Span start) {
        return new Span(text, start.from(), at - start.from());
    }

    /** Refuses what comes next. */
    UsageException unexpected(String expected, String hint) {
        Span here = here();
        return UsageException.at(here, "CLI-5", expected, here.length() == 0 ? "the end" : here.part(), hint);
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
