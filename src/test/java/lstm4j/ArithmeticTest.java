package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import lstm4j.layer.LSTM;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;

/** How the second jar is found, or not, and that it takes over without a change of a bit: each in a JVM of its own. */
class ArithmeticTest {
    private static final String BOTH = Path.of("target", "classes") + File.pathSeparator + Path.of("target", "vector-classes");
    private static final String MODULE = "--add-modules=jdk.incubator.vector";
    private static final String MAIN = "lstm4j.cli.Main";

    @TempDir
    private Path directory;

    /** What the JVM says on standard output; on standard error it may warn of an incubator module and of nothing else. */
    private String java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        int exit = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
        String errors = RecordedWeights.text(err).replace("WARNING: Using incubator modules: jdk.incubator.vector", "").strip();
        assertEquals("0 ", exit + " " + errors);
        return RecordedWeights.text(out).replace("\r\n", "\n").strip();
    }

    @Test
    void onTheClassPathTheVectorsAreFoundWhereTheModuleIsThere() throws Exception {
        assertTrue(java(MODULE, "-cp", BOTH, MAIN, "--version").matches("lstm4j\narithmetic: plain loops, until vectors of \\d+ floats are compiled"));
    }

    @Test
    void onTheClassPathNothingIsSaidWhereTheModuleIsMissing() throws Exception {
        assertEquals("lstm4j\narithmetic: plain loops", java("-cp", BOTH, MAIN, "--version"));
    }

    @Test
    void onTheModulePathTheVectorsAreFoundWithoutAnyFlag() throws Exception {
        assertTrue(java("-p", BOTH, "-m", "lstm4j/" + MAIN, "--version").contains("until vectors of "));
    }

    @Test
    void vectorsCanBeTurnedOff() throws Exception {
        assertEquals("lstm4j\narithmetic: plain loops", java("-Dlstm4j.vector=off", "-p", BOTH, "-m", "lstm4j/" + MAIN, "--version"));
    }

    @ParameterizedTest
    @CsvSource({"16, 4", "32, 8"})
    void theLengthIsWhatTheMachinePrefersAndTheyCanBeThereFromTheBeginning(int bytes, int floats) throws Exception {
        assertEquals("lstm4j\narithmetic: vectors of " + floats + " floats",
                java("-Dlstm4j.vector=now", "-XX:MaxVectorSize=" + bytes, MODULE, "-cp", BOTH, MAIN, "--version"));
    }

    @Test
    @Rule("NUM-1")
    void theVectorsTakeOverByThemselvesAndNoBitChanges() throws Exception {
        String path = System.getProperty("java.class.path") + File.pathSeparator + Path.of("target", "vector-classes");
        assertTrue(java(MODULE, "-cp", path, TakeOver.class.getName()).startsWith("vectors of "));
    }

    /** Where this test runs with the second jar, see the pom, it must be at work, or the other tests test nothing. */
    @Test
    void theArithmeticIsTheOneThatThisRunIsFor() {
        String asked = System.getProperty("lstm4j.vector", "");
        assertTrue(Arithmetic.name().startsWith(asked.equals("now") ? "vectors of " : "plain loops"), Arithmetic.name());
    }

    /** Predicts until the vectors are at work. */
    static final class TakeOver {
        private static final long PATIENCE_NANOSECONDS = 120_000_000_000L;

        private TakeOver() {
        }

        public static void main(String[] args) {
            Sequential model = Sequential.of(LSTM.units(40).inputShape(20, 30)).seed(1);
            float[][][] x = Numbers.tensor(new SplittableRandom(1), 33, 20, 30, 1);
            float[][] first = model.predict(x);
            long end = System.nanoTime() + PATIENCE_NANOSECONDS;
            while (!Arithmetic.name().startsWith("vectors") && System.nanoTime() < end) {
                assertArrayEquals(first, model.predict(x));
            }
            assertArrayEquals(first, model.predict(x));
            System.out.println(Arithmetic.name());
        }
    }
}
