package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import lstm4j.Sequential;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every demo, as it is without options, in a JVM of its own: a minute on two cores is two minutes of processor time at most. */
class DemosExhaustive {
    private static final int SECONDS = 120;

    @TempDir
    Path folder;

    static Stream<Command> demos() {
        return Main.commands().stream().filter(command -> command instanceof Demo);
    }

    @ParameterizedTest
    @MethodSource("demos")
    void endsWithinAMinuteOnTwoCores(Command demo) throws Exception {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                Path.of(Sequential.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString(), Main.class.getName()));
        words.addAll(List.of(demo.name().split(" ")));
        if (!demo.arguments().isEmpty()) {
            words.add(series().toString());
        }
        Process process = new ProcessBuilder(words).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        long[] used = new long[1];
        while (process.isAlive()) {
            process.info().totalCpuDuration().ifPresent(time -> used[0] = time.toSeconds());
            Thread.sleep(200);
        }
        assertEquals(0, process.exitValue(), demo.name());
        System.out.println(demo.name() + ": " + used[0] + " s of processor time");
        assertTrue(used[0] > 0 && used[0] <= SECONDS, demo.name() + ": " + used[0] + " s of processor time");
    }

    /** 144 months, as many as the passengers that series are known for. */
    private Path series() throws Exception {
        StringBuilder csv = new StringBuilder("month,sold\n");
        for (int t = 0; t < 144; t++) {
            csv.append(t).append(',').append(100 + 2 * t + Math.round(20 * Math.sin(t * Math.PI / 6))).append('\n');
        }
        return Files.writeString(folder.resolve("s.csv"), csv);
    }
}
