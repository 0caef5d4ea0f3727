package lstm4j.keras;

/** What Jazzer calls in the child JVM of {@link FuzzRun}. */
public final class Fuzzer {
    private static FuzzTarget target;

    private Fuzzer() {
    }

    /** Called once, with the name of the target. */
    public static void fuzzerInitialize(String[] args) {
        target = FuzzTarget.of(args[0]);
    }

    /** Called with every input that Jazzer makes up. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        target.read(bytes);
    }
}
