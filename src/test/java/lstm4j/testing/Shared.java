package lstm4j.testing;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;

/** Files by other people that tests read where they are present and that the project does not ship. */
public final class Shared {
    private Shared() {
    }

    /** The file {@code name} of the folder {@code shared} beside the project; the test is skipped where there is none. */
    public static Path path(String name) {
        for (Path folder : new Path[] {Path.of("../shared"), Path.of("../../shared")}) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        Assumptions.abort("skipped: ../shared/" + name + " is not here");
        throw new AssertionError("not reached");
    }
}
