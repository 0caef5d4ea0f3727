package lstm4j.cli;

import lstm4j.layer.RuleException;

/** A command line that is not understood: exit code 2. The message has the form of every other message of lstm4j. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 76;

    private UsageException(String message) {
        super(message);
    }

    /** A mistake; {@code hint} may be empty. */
    static UsageException of(String rule, String place, String expected, String got, String hint) {
        return new UsageException(new RuleException(rule, place, expected, got, hint).getMessage());
    }

    /** A mistake at a place of a text the user typed, which is shown with carets under the place. */
    static UsageException at(Span span, String rule, String expected, String got, String hint) {
        return new UsageException(of(rule, "model, character " + (span.from() + 1), expected, got, hint).getMessage() + pointer(span));
    }

    /** A broken rule of the library, found at a place of a text the user typed. */
    static UsageException at(Span span, RuleException broken) {
        return new UsageException(broken.getMessage() + pointer(span));
    }

    /** The line around the place and the carets; the ends of a long line are left out. */
    private static String pointer(Span span) {
        String line = span.text().replaceAll("\\s", " ") + " ";
        int start = Math.max(0, Math.min(span.from() - SHOWN / 2, line.length() - SHOWN));
        int end = Math.min(line.length(), start + SHOWN);
        String before = start > 0 ? "..." : "";
        String after = end < line.length() ? "..." : "";
        int carets = Math.max(1, Math.min(span.length(), end - span.from()));
        return "\n\n  " + before + (line.substring(start, end) + after).stripTrailing()
                + "\n  " + " ".repeat(before.length() + span.from() - start) + "^".repeat(carets);
    }

    /**
     * A part of a text.
     *
     * @param text the whole text
     * @param from index of the first character, or the length of the text for its end
     * @param length number of characters; 0 at the end
     */
    record Span(String text, int from, int length) {
        /** The part itself. */
        String part() {
            return text.substring(from, from + length);
        }
    }
}
