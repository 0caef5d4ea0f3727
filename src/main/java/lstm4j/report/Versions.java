package lstm4j.report;

import java.util.List;

/** What ran: the last rows of every table that says how to do it again. */
public final class Versions {
    private Versions() {
    }

    /** lstm4j, Java and the machine it ran on, each with a name. */
    public static List<List<String>> rows() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return List.of(List.of("lstm4j", version == null ? "not from its jar" : version),
                List.of("Java", Runtime.version() + ", " + System.getProperty("os.name") + " on " + System.getProperty("os.arch")));
    }
}
