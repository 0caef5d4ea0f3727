package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import lstm4j.Sequential;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line in a process of its own, which is asked to end or whose output cannot be written. */
class InterruptedDemoTest {
    @TempDir
    Path folder;

    private ProcessBuilder lstm4j(String... words) {
        ProcessBuilder process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
                Path.of("target/classes").toAbsolutePath().toString(), "lstm4j.cli.Main").directory(folder.toFile());
        process.command().addAll(List.of(words));
        return process;
    }

    /** SIGTERM, as Java can send no SIGINT; for both the JVM runs the same hooks, and its exit code is 128 + the signal. */
    @Test
    @Rule("CLI-10")
    void aTrainingThatIsAskedToEndSavesItsModelAndSaysWhere() throws IOException, InterruptedException {
        Process demo = lstm4j("demo", "digits", "--train", "64", "--test", "10", "--epochs", "100000").redirectErrorStream(true).start();
        BufferedReader out = demo.inputReader();
        for (String line = out.readLine(); !line.startsWith("Epoch 2/"); line = out.readLine()) {
            assertFalse(line.contains("Exception"), line);
        }
        demo.toHandle().destroy();
        String said = out.lines().collect(Collectors.joining(" "));
        assertTrue(demo.waitFor(60, TimeUnit.SECONDS));
        assertEquals(143, demo.exitValue());
        Path saved = folder.resolve("lstm4j-demo-digits.keras");
        assertTrue(said.contains("[FIT-30] fit: interrupted; the model is that after batch"), said);
        assertTrue(said.replace("- ", "-").contains(saved.getFileName().toString()), said);
        assertTrue(Sequential.load(saved).optimizer().iteration() > 0);
    }

    @Test
    @Rule("CLI-11")
    void outputThatCannotBeWrittenEndsTheCommand() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        Process demo = lstm4j("demo", "sine", "--epochs", "100000").redirectOutput(Path.of("/dev/full").toFile()).start();
        String said = demo.errorReader().lines().collect(Collectors.joining(" "));
        assertTrue(demo.waitFor(60, TimeUnit.SECONDS));
        assertEquals("Standard output cannot be written: No space left on device.", said);
        assertEquals(1, demo.exitValue());
    }
}
