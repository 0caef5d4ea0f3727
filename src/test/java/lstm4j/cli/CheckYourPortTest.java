package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import lstm4j.testing.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page spec/check-your-port.md shows what is printed, and the code that was run. */
class CheckYourPortTest {
    @TempDir
    Path folder;
    private final String page = read("spec/check-your-port.md");

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyCheckPrintsWhatIsShown() {
        List<MatchResult> checks = Pattern.compile("```sh\nlstm4j check \"([^\"]+)\" (.*)\n```\n\n```text\n((?s:.*?))```").matcher(page).results().toList();
        assertEquals(2, checks.size());
        for (MatchResult check : checks) {
            String[] options = check.group(2).split(" ");
            String[] words = new String[options.length + 2];
            words[0] = "check";
            words[1] = check.group(1);
            System.arraycopy(options, 0, words, 2, options.length);
            assertEquals(check.group(3), run(check.group(3).startsWith("WRONG") ? 1 : 0, words));
        }
    }

    @Test
    void thePythonIsThatOfTheScript() {
        String code = page.substring(page.indexOf("```python\n") + 10, page.indexOf("```", page.indexOf("```python\n") + 10));
        assertTrue(read("testdata/gen/port.py").strip().endsWith(code.strip()));
    }

    @Test
    void theProbeIsTheOneThatTheCommandWrites() throws IOException {
        String command = block("```sh\nlstm4j probe ");
        String model = command.substring(1, command.indexOf('"', 1));
        assertEquals("\"" + model + "\" --seed 1 --output probe.npz\n", command);
        run(0, "probe", model, "--seed", "1", "--output", folder.resolve("probe.npz").toString());
        assertArrayEquals(Files.readAllBytes(Path.of("testdata/check/port-probe.npz")), Files.readAllBytes(folder.resolve("probe.npz")));
    }

    @Test
    void theJavaPassesARightBackendAndStopsAWrongOne() throws Exception {
        runs(0, "model.predictSequences(x)");
        assertTrue(runs(1, "turned(model.predictSequences(x))").contains("outputs-turned"));
    }

    private String runs(int exit, String backend) throws Exception {
        Path source = Files.writeString(folder.resolve("Port.java"), """
                import lstm4j.*;
                import lstm4j.check.*;
                import lstm4j.layer.*;

                public class Port {
                    static final Sequential model = Sequential.of(LSTM.units(8).returnSequences().inputShape(11, 3), Dense.units(2)).seed(1);

                    static float[][][] myBackend(float[][][] x) {
                        return BACKEND;
                    }

                    static float[][][] turned(float[][][] y) {
                        float[][][] turned = new float[y.length][11][];
                        for (int n = 0; n < 11 * y.length; n++) {
                            turned[n / 11][n % 11] = y[n / 11][10 - n % 11];
                        }
                        return turned;
                    }

                    public static void main(String[] args) {
                        float[][][] x = new float[2][11][3];
                        for (int n = 0; n < 66; n++) {
                            x[n / 33][n / 3 % 11][n % 3] = n * 7 % 11 / 4f - 1;
                        }
                        SNIPPET
                    }
                }
                """.replace("BACKEND", backend).replace("SNIPPET", block("```java\n")));
        Path classes = Path.of(lstm4j.Sequential.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return Programs.run(exit, List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classes.toString(), source.toString()));
    }

    /** Somebody's LSTM in C with a mistake, from the compiler to the verdict, and once more without it. */
    @Test
    void theWalkInCPrintsWhatIsShown() throws Exception {
        Path mine = Files.createDirectory(folder.resolve("mine"));
        String wrong = lstm(mine);
        assertEquals(rounded(block("./lstm mine\n```\n\n```text\n")), rounded(wrong));
        String verdict = run(1, "check", "--pack", "testdata/pack", "--actual", mine.toString(), "--groups", "given");
        assertEquals(rounded(block("--groups given\n```\n\n```text\n")), rounded(verdict));
        lstm(mine, "-DMENDED");
        verdict = run(0, "check", "--pack", "testdata/pack", "--actual", mine.toString(), "--groups", "given");
        assertTrue(verdict.contains("| all | 9 | 9 | 0 | 0 |"), verdict);
    }

    private String lstm(Path mine, String... options) throws Exception {
        Path program = folder.resolve("lstm");
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Itestdata/pack");
        Programs.compile(program, Path.of("testdata/check/lstm.c"), all.toArray(String[]::new));
        return Programs.run(0, List.of(program.toString(), mine.toString()));
    }

    /** The same with two digits of every number, since the C library's expf and tanhf differ in the last bit. */
    private static String rounded(String text) {
        return Pattern.compile("-?[0-9]+\\.[0-9]+(e[-+][0-9]+)?").matcher(text)
                .replaceAll(number -> String.format(Locale.ROOT, "%.1e", Double.parseDouble(number.group())));
    }

    /** What stands behind these words of the page up to the end of the block. */
    private String block(String begin) {
        int start = page.indexOf(begin) + begin.length();
        assertTrue(page.contains(begin), begin);
        return page.substring(start, page.indexOf("```", start));
    }

    private static String run(int exit, String... words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertEquals(exit, Main.run(words, out, out), () -> bytes.toString(StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
