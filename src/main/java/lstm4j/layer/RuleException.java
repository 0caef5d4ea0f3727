package lstm4j.layer;

/**
 * A caller's mistake: a rule of the specification was broken. The message always names the rule, the place, what was
 * expected and what was got, and a hint where the cause is known:
 *
 * <pre>
 * [SHAPE-4] lstm_2: expected input (batch, timesteps, features), got (batch=32, features=128).
 *           Hint: lstm_1 returns only its last output; add returnSequences() to lstm_1.
 * </pre>
 * Spec: chapter 10, errors.
 */
public final class RuleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String rule;

    /** A broken rule; {@code hint} may be empty, the other parts may not. No part ends with a full stop. */
    public RuleException(String rule, String place, String expected, String got, String hint) {
        super(message(rule, place, expected, got, hint));
        this.rule = rule;
    }

    private static String message(String rule, String place, String expected, String got, String hint) {
        String message = "[" + rule + "] " + place + ": expected " + expected + ", got " + got + ".";
        return hint.isEmpty() ? message
                : message + "\n" + rule.replaceAll(".", " ") + "   Hint: " + hint + (hint.endsWith("?") ? "" : ".");
    }

    /** The ID of the rule in the specification, such as {@code SHAPE-4}. */
    public String rule() {
        return rule;
    }
}
