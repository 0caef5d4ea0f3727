package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process of a training at random moments, as {@code kill -9} does, starts it again until it ends, and compares every file
 * with those of a run that nobody disturbed. The profile {@code crash} kills a thousand times.
 */
class CrashTest {
    private static final int KILLS = Integer.getInteger("crash.kills", 4);
    @TempDir
    Path folder;

    private static Process training(Path place, int threads) throws IOException {
        Files.createDirectories(place);
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "-cp", System.getProperty("java.class.path"), CrashTraining.class.getName(), place.toString(), String.valueOf(threads))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(place.resolve("said").toFile())).start();
    }

    private static List<String> files(Path place) throws IOException {
        try (var files = Files.walk(place)) {
            return files.filter(Files::isRegularFile).map(file -> place.relativize(file).toString()).sorted().toList();
        }
    }

    @Test
    @Rule("FIT-31")
    void aProcessThatIsKilledAtAnyMomentGoesOnToTheBit() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole");
        long start = System.nanoTime();
        assertEquals(0, training(whole, 1).waitFor(), Files.readString(whole.resolve("said")));
        long nanos = System.nanoTime() - start;
        Random random = new Random(Long.getLong("crash.seed", 1));
        int kills = 0;
        for (int run = 0; kills < KILLS; run++) {
            Path place = folder.resolve("run" + run);
            boolean killed = true;
            while (killed) {
                Process training = training(place, 1 + random.nextInt(3));
                killed = kills < KILLS && !training.waitFor((long) (nanos * random.nextDouble()), TimeUnit.NANOSECONDS);
                if (killed) {
                    training.destroyForcibly().waitFor();
                    kills++;
                } else {
                    assertEquals(0, training.waitFor(), Files.readString(place.resolve("said")));
                }
            }
            compare(whole, place);
        }
        System.out.println(kills + " kills");
    }

    private static void compare(Path whole, Path place) throws IOException {
        assertEquals(files(whole), files(place));
        for (String file : files(whole)) {
            assertArrayEquals(Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(place.resolve(file)), place + " " + file);
        }
    }
}
