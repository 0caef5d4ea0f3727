package lstm4j;

/** Warnings go to the logger {@code lstm4j}. Android has no such loggers: there only a listener of {@link ModelFiles#load} hears them. */
final class Log {
    private Log() {
    }

    static void warn(String sentence) {
        try {
            System.getLogger("lstm4j").log(System.Logger.Level.WARNING, sentence);
        } catch (LinkageError noLogger) {
            // on Android
        }
    }
}
