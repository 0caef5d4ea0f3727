package lstm4j.run;

/** Warnings go to the logger {@code lstm4j}. Android has no such loggers: there only who listens to {@code ModelFiles.load} hears them. */
public final class Log {
    private Log() {
    }

    /** Says a sentence to whoever reads the log. */
    public static void warn(String sentence) {
        try {
            System.getLogger("lstm4j").log(System.Logger.Level.WARNING, sentence);
        } catch (LinkageError noLogger) {
            // on Android
        }
    }
}
