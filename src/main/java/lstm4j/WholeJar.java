package lstm4j;

import lstm4j.layer.RuleException;

/** Calls of what a selection of lstm4j's classes may leave out, as words and the formats of Keras. Spec: chapter 21, SMALL-1. */
final class WholeJar {
    private WholeJar() {
    }

    /** A call that may not be possible. */
    @FunctionalInterface
    interface Part<T, E extends Exception> {
        T call() throws E;
    }

    /** What {@code part} gives; [SMALL-1] where its classes were left out. */
    static <T, E extends Exception> T need(String what, Part<T, E> part) throws E {
        try {
            return part.call();
        } catch (NoClassDefFoundError e) {
            throw missing(what, e);
        }
    }

    private static RuntimeException missing(String what, NoClassDefFoundError e) {
        if (!String.valueOf(e.getMessage()).startsWith("lstm4j/")) {
            throw e;
        }
        RuleException missing = new RuleException("SMALL-1", what, "lstm4j.jar", "a part of it without " + e.getMessage().replace('/', '.'),
                "lstm4j convert FILE --to embedded makes a model that a part of the classes reads");
        missing.initCause(e);
        return missing;
    }
}
