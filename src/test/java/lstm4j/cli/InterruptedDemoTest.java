package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
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

    private static final Path MODEL = Path.of("testdata/models/keras3/lstm.keras").toAbsolutePath();

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

    /** It prints nothing while it trains; its report appears after the first epoch. */
    @Test
    @Rule("CLI-10")
    void walkingForwardThatIsAskedToEndSavesTheModelOfThePartAtHand() throws IOException, InterruptedException {
        Process demo = lstm4j("demo", "table", "--epochs", "100000", "--report", "table.html").redirectErrorStream(true).start();
        while (!Files.exists(folder.resolve("table.html"))) {
            assertFalse(demo.waitFor(50, TimeUnit.MILLISECONDS));
        }
        demo.toHandle().destroy();
        String said = demo.inputReader().lines().collect(Collectors.joining(" "));
        assertTrue(demo.waitFor(60, TimeUnit.SECONDS));
        assertEquals(143, demo.exitValue());
        assertTrue(said.contains("[FIT-30] fit: interrupted; the model is that after batch"), said);
        assertTrue(Sequential.load(folder.resolve("lstm4j-demo-table.keras")).optimizer().iteration() > 0);
    }

    /** As {@code demo digits | head -1}: the reader takes one line and goes away. */
    @Test
    @Rule("CLI-11")
    void aReaderThatGoesAwayEndsATraining() throws IOException, InterruptedException {
        Process demo = lstm4j("demo", "digits", "--train", "64", "--test", "10", "--epochs", "100000").start();
        try (BufferedReader out = demo.inputReader()) {
            assertTrue(out.readLine().startsWith("lstm4j demo digits: "));
        }
        String said = demo.errorReader().lines().collect(Collectors.joining(" "));
        assertTrue(demo.waitFor(60, TimeUnit.SECONDS));
        assertEquals("Standard output cannot be written: Broken pipe.", said);
        assertEquals(1, demo.exitValue());
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

    @Test
    @Rule("CLI-11")
    void outputThatCannotBeWrittenWhileAFileIsReadIsNoFaultOfTheFile() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        Process inspect = lstm4j("inspect", MODEL.toString()).redirectOutput(Path.of("/dev/full").toFile()).start();
        assertEquals("Standard output cannot be written: No space left on device.", inspect.errorReader().lines().collect(Collectors.joining(" ")));
        assertEquals(1, inspect.waitFor());
        Process convert = lstm4j("convert", MODEL.toString(), "--to", "h5", "--output", Files.createSymbolicLink(folder.resolve("full.h5"), Path.of("/dev/full")).toString()).start();
        assertEquals(folder.resolve("full.h5") + ": was not written: No space left on device", convert.errorReader().lines().collect(Collectors.joining(" ")));
        assertEquals(1, convert.waitFor());
    }

    /** In a folder that the locale cannot spell, Java finds nothing. */
    @Test
    void withoutALocaleNamesBeyondAsciiAreNoBugButSaidToBeThat() throws IOException, InterruptedException {
        assumeTrue(File.separatorChar == '/');
        Path there = Files.createDirectory(folder.resolve("\u00e4\u6f22"));
        Files.copy(MODEL, there.resolve("m.keras"));
        for (String name : List.of("m.keras", "../\u00e4\u6f22/m.keras")) {
            ProcessBuilder summary = lstm4j("summary", name).directory(there.toFile());
            summary.environment().put("LC_ALL", "C");
            Process process = summary.start();
            String said = process.errorReader().lines().collect(Collectors.joining(" "));
            assertTrue(said.contains("LC_ALL=C.UTF-8") && !said.contains("bug"), said);
            assertTrue(process.waitFor() > 0);
        }
    }
}
