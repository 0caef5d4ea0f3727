package lstm4j.run;

import lstm4j.layer.RuleException;

/** Calls of what lstm4j-embedded.jar leaves out, as training, words and the formats of Keras. Spec: chapter 21, SMALL-1. */
public final class WholeJar {
    private WholeJar() {
    }

    /** A call that may not be possible. */
    @FunctionalInterface
    public interface Part<T, E extends Exception> {
        T call() throws E;
    }

    /** What {@code part} gives; [SMALL-1] where its classes were left out. */
    public static <T, E extends Exception> T need(String what, Part<T, E> part) throws E {
        try {
            return part.call();
        } catch (NoClassDefFoundError e) {
            throw missing(what, e);
        }
    }

    /** The refusal; what was not left out by lstm4j is thrown on. */
    static RuntimeException missing(String what, NoClassDefFoundError e) {
        if (!String.valueOf(e.getMessage()).startsWith("lstm4j/")) {
            throw e;
        }
        RuleException missing = new RuleException("SMALL-1", what, "lstm4j.jar", "lstm4j-embedded.jar, which has no " + e.getMessage().replace('/', '.'),
                "it predicts from files that lstm4j convert --to embedded makes, and leaves the rest to lstm4j.jar");
        missing.initCause(e);
        return missing;
    }
}
