package lstm4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutOfMemoryTest {
    /** KB from one attempt to the next; {@code -Dscarce.kb=8} takes three times as long. */
    private static final String KB = System.getProperty("scarce.kb", "30");
    private static final String STEPS = "400000"; // 64 MB for a row of each step, in one layer alone

    @TempDir
    Path folder;

    private static String said(String heap, Class<?> main, String... args) throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap, "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), main.getName()).redirectErrorStream(true);
        java.command().addAll(List.of(args));
        Process process = java.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    @Test
    @Rule("PAR-6")
    void aSequenceThatDoesNotFitLeavesModelAndPredictorUsable() throws IOException, InterruptedException {
        assertEquals("usable", said("-Xmx48m", OutOfMemory.class, STEPS));
    }

    /** Of load, fit, predict and save, memory ending at one allocation after the other. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Rule({"PAR-6", "ERR-6"})
    void whereverMemoryEndsWhatWasThereIsAsItWasOrWholeStepsFurther(int threads) throws IOException, InterruptedException {
        String said = said("-Xmx24m", ScarceMemory.class, folder.toString(), String.valueOf(threads), KB);
        assertTrue(said.matches("(?s).*usable after predict \\d+, fit \\d+, files \\d+ failures"), said);
        System.out.println(threads + " threads: " + said);
    }
}
