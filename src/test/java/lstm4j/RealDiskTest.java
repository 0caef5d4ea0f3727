package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models saved to a disk that is full, or read-only, or where another process saves the same file: a file system of 1 MB, where one may be made. */
class RealDiskTest {
    private static final String SMALL = "16";
    private static final String LARGE = "300"; // 1.4 MB of weights
    @TempDir
    Path folder;
    private boolean mounted;

    /** The main method of a process that saves a model of as many units to a path, so many times. */
    public static void main(String[] args) throws IOException {
        for (int n = 0; n < Integer.parseInt(args[2]); n++) {
            model(args[1]).save(Path.of(args[0]));
        }
    }

    private static Sequential model(String units) {
        return Sequential.of(LSTM.units(Integer.parseInt(units)).inputShape(4, 3), Dense.units(2)).seed(1).parallelism(1);
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        mounted = Files.exists(Path.of("/bin/mount")) && start("/bin/mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString()).waitFor() == 0;
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            start("/bin/umount", folder.toString()).waitFor();
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.keras", "m.h5"})
    @Rule("FILE-82")
    void aFullDiskKeepsTheOldModelWhole(String name) throws IOException {
        assumeTrue(mounted, "no file system may be mounted here");
        Path path = folder.resolve(name);
        model(SMALL).save(path);
        IOException e = assertThrows(IOException.class, () -> model(LARGE).save(path));
        assertEquals(path + ": was not written: No space left on device; the old file is as it was", e.getMessage());
        assertEquals(List.of(name), names());
        assertArrayEquals(model(SMALL).getWeights(), Sequential.load(path).getWeights());
    }

    @Test
    @Rule("FILE-82")
    void aReadOnlyDiskKeepsTheOldModelWhole() throws IOException, InterruptedException {
        assumeTrue(mounted, "no file system may be mounted here");
        Path path = folder.resolve("m.keras");
        model(SMALL).save(path);
        assumeTrue(start("/bin/mount", "-o", "remount,ro", folder.toString()).waitFor() == 0);
        IOException e = assertThrows(IOException.class, () -> model("8").save(path));
        assertTrue(e.getMessage().startsWith(path + ": was not written: ") && e.getMessage().endsWith("; the old file is as it was"), e.getMessage());
        assertArrayEquals(model(SMALL).getWeights(), Sequential.load(path).getWeights());
    }

    /** As a full disk, where nothing may be mounted: a process that may write files of 16 KB. */
    @Test
    @Rule("FILE-82")
    void aFileThatBecomesTooLargeKeepsTheOldModelWhole() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/bin/bash")));
        Path path = folder.resolve("m.keras");
        model(SMALL).save(path);
        Process process = start("/bin/bash", "-c", "ulimit -f 32; exec \"$@\"", "bash", java(), "-cp", System.getProperty("java.class.path"),
                RealDiskTest.class.getName(), path.toString(), LARGE, "1");
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor(), said);
        assertTrue(said.contains(path + ": was not written: File too large; the old file is as it was"), said);
        assertEquals(List.of("m.keras"), names());
        assertArrayEquals(model(SMALL).getWeights(), Sequential.load(path).getWeights());
    }

    @Test
    @Rule("FILE-82")
    void processesThatSaveTheSameFileLeaveItWholeAtAnyMoment() throws IOException, InterruptedException {
        Path path = folder.resolve("m.keras");
        model("3").save(path);
        List<Process> savers = List.of(saver(path, "4"), saver(path, "5"));
        while (savers.stream().anyMatch(Process::isAlive)) {
            assertTrue(Set.of(3, 4, 5).contains(Sequential.load(path).architecture().layer(0).stateSizes()[0]));
            model("3").save(path);
        }
        for (Process saver : savers) {
            assertEquals(0, saver.waitFor(), new String(saver.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        model("3").save(path);
        assertEquals(List.of("m.keras"), names());
    }

    private static Process saver(Path path, String units) throws IOException {
        return start(java(), "-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), RealDiskTest.class.getName(), path.toString(), units, "200");
    }
}
