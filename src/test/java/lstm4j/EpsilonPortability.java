package lstm4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;

import lstm4j.testing.ChildJvm;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

/** Steps in JVMs that never collect garbage: {@code mvn -Pportability test}. */
class EpsilonPortability {
    private static final String STEPS = "10000000";

    /** A heap that could not hold one byte for each step, on every JDK that is found; and the bits are the same on all. */
    @Test
    @Rule("SMALL-9")
    void tenMillionStepsLeaveNoGarbage() throws IOException, InterruptedException {
        String expected = null;
        for (Path home : ChildJvm.homes()) {
            String said = ChildJvm.run(home, System.getProperty("java.class.path"), SmallMemory.class, new String[] {"-Xmx8m",
                "-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC"}, "steps", STEPS);
            String bits = said.strip().replaceAll("(?s).*\n", ""); // the collector may say before that it collects nothing
            System.out.println(home + " " + bits);
            expected = expected == null ? bits : expected;
            assertEquals(expected, bits, home.toString());
        }
    }
}
