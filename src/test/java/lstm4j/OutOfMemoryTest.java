package lstm4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;

class OutOfMemoryTest {
    private static final String STEPS = "400000"; // 64 MB for a row of each step, in one layer alone

    @Test
    @Rule("PAR-6")
    void aSequenceThatDoesNotFitLeavesModelAndPredictorUsable() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx48m", "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"), OutOfMemory.class.getName(), STEPS).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertEquals("usable", said.strip());
    }
}
