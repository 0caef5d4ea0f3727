package lstm4j.keras.bytes;

import java.io.IOException;

/**
 * A model or weight file that cannot be read: broken, hostile, beyond a limit, or of a kind lstm4j does not support.
 * The message names the rule, the file, the byte offset where one is known, what was expected and what was got.
 * Whatever the bytes, reading ends in a result or in this exception. Spec: chapter 9, files.
 */
public final class ModelFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Characters of one part of a message. */
    private static final int SHOWN = 1000;

    private final String rule;
    private final long offset;
    private final String problem;

    /**
     * A file that breaks a rule.
     *
     * @param rule ID of the rule in the specification, such as {@code FILE-3}
     * @param file path or name of the file
     * @param offset byte offset in the file, or −1 when it has none
     * @param problem what was expected and what was got, without a final full stop
     * @param hint what to do about it, or empty
     */
    public ModelFormatException(String rule, String file, long offset, String problem, String hint) {
        super("[" + rule + "] " + printable(file) + (offset < 0 ? "" : " at byte " + offset) + ": " + printable(problem) + "."
                + (hint.isEmpty() ? "" : "\n" + rule.replaceAll(".", " ") + "   Hint: " + printable(hint) + (hint.endsWith("?") ? "" : ".")));
        this.rule = rule;
        this.offset = offset;
        this.problem = printable(problem);
    }

    /** Text from a file as a terminal may show it: control and format characters are question marks, and it ends after 1000 characters. */
    public static String printable(String text) {
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + " characters)";
        return shown.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }

    /** The ID of the rule in the specification. */
    public String rule() {
        return rule;
    }

    /** What was expected and what was got. */
    public String problem() {
        return problem;
    }

    /** Byte offset in the file, or −1. */
    public long offset() {
        return offset;
    }
}
