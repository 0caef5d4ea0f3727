package lstm4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import lstm4j.testing.ChildJvm;
import lstm4j.testing.Rule;

/**
 * The recorded weights again in child JVMs: {@code mvn -Pportability test}. Tries the JDK at hand, every JDK below
 * {@code /usr/lib/jvm} and those of {@code -DJAVA_HOMES=dir:dir}, each with the interpreter, both compilers, several widths
 * of SIMD and every collector it has. Prints a table.
 */
class WeightsPortability {
    private static final String[] MODES = {"", "-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation", "-XX:-UseSuperWord",
            "-XX:UseAVX=0", "-XX:UseAVX=1", "-XX:UseAVX=2", "-XX:-UseFMA", "-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseG1GC",
            "-XX:+UseZGC", "-XX:+UseShenandoahGC"};

    /** The same with the second jar, whose vectors are then at work from the first step on. */
    private static final String VECTORS = "-Dlstm4j.vector=now";
    private static final String[] VECTOR_MODES = {"", "-XX:MaxVectorSize=16", "-XX:MaxVectorSize=32", "-XX:-TieredCompilation",
        "-XX:+UseParallelGC"};

    @Test
    @Rule("PAR-8")
    void everyJvmGivesTheRecordedWeights() throws IOException, InterruptedException {
        Map<String, String> table = new LinkedHashMap<>();
        for (Path home : ChildJvm.homes()) {
            for (String mode : MODES) {
                table.put(home + " " + (mode.isEmpty() ? "as it comes" : mode), run(home, mode));
            }
            for (String mode : VECTOR_MODES) {
                table.put(home + " vectors " + mode, run(home, VECTORS + " " + mode));
            }
        }
        table.forEach((jvm, outcome) -> System.out.printf("%-90s %s%n", jvm, outcome));
        table.forEach((jvm, outcome) -> assertTrue(outcome.startsWith("same") || outcome.startsWith("not there"), jvm + ": " + outcome));
        assertTrue(table.values().stream().filter(outcome -> outcome.startsWith("same")).count() >= 6);
    }

    /** The hashes of one JVM against the recorded ones, in words. */
    private static String run(Path home, String mode) throws IOException, InterruptedException {
        int steps = mode.equals("-Xint") ? Trainings.FEW : Trainings.ALL;
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString(), "-Xmx512m"));
        command.addAll(mode.isEmpty() ? List.of() : List.of(mode.split(" ")));
        String path = System.getProperty("java.class.path");
        if (mode.startsWith(VECTORS)) {
            command.add("--add-modules=jdk.incubator.vector");
            path += File.pathSeparator + Path.of("target", "vector-classes");
        }
        command.addAll(List.of("-cp", path, Trainings.class.getName(), String.valueOf(steps), "3"));
        Path out = Files.createTempFile("weights", ".txt");
        long start = System.nanoTime();
        int exit = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start().waitFor();
        String output = RecordedWeights.text(out);
        Files.delete(out);
        if (exit != 0) {
            boolean missing = output.contains("Unrecognized VM option") || output.contains("not supported");
            return missing ? "not there" : "failed: " + output;
        }
        Map<String, String> expected = RecordedWeights.read();
        expected.keySet().removeIf(name -> !name.endsWith("-" + steps + "-steps"));
        Map<String, String> hashes = new LinkedHashMap<>();
        output.lines().filter(line -> line.matches("[0-9a-f]{64}  .*")).forEach(line -> hashes.put(line.substring(66), line.substring(0, 64)));
        assertEquals(3, hashes.size(), output);
        return (hashes.equals(expected) ? "same " : "OTHER ") + "after " + steps + " steps, " + (System.nanoTime() - start) / 100_000_000 / 10.0 + " s";
    }
}
