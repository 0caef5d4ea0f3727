package lstm4j.data;

/** The one form of every complaint of this package: rule, place, expected, got, and a hint where the cause is known. */
final class Message {
    private Message() {
    }

    /** The text; {@code hint} may be empty. No part ends with a full stop. */
    static String of(String rule, String place, String expected, String got, String hint) {
        String message = "[" + rule + "] " + place + ": expected " + expected + ", got " + got + ".";
        return hint.isEmpty() ? message
                : message + "\n" + " ".repeat(rule.length() + 3) + "Hint: " + hint + ".";
    }

    /** A caller's mistake, to be thrown. */
    static IllegalArgumentException mistake(String rule, String place, String expected, String got, String hint) {
        return new IllegalArgumentException(of(rule, place, expected, got, hint));
    }
}
