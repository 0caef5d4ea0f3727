package lstm4j.keras.hdf5;

/** What cannot be written is its caller's mistake, told in the one form of every complaint: rule, place, expected, got, hint. */
final class Refusal {
    private Refusal() {
    }

    /** To be thrown; {@code hint} may be empty. No part ends with a full stop. */
    static IllegalArgumentException of(String rule, String place, String expected, String got, String hint) {
        String message = "[" + rule + "] " + place + ": expected " + expected + ", got " + got + ".";
        return new IllegalArgumentException(hint.isEmpty() ? message : message + "\n" + rule.replaceAll(".", " ") + "   Hint: " + hint + ".");
    }
}
