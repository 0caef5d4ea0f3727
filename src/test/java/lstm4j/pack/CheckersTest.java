package lstm4j.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.testing.Programs;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checkers in C and in Python judge the same folders alike, where there is a compiler or a Python with NumPy. */
class CheckersTest {
    private static final Path PACK = Path.of("testdata/pack").toAbsolutePath();

    @TempDir
    Path folder;
    private Path mine;

    @BeforeEach
    void perfect() throws IOException {
        mine = Files.createDirectory(folder.resolve("mine"));
        for (PackCase one : Pack.open(PACK).cases()) {
            for (Map.Entry<String, Expected> array : one.expected().entrySet()) {
                StringBuilder text = new StringBuilder();
                for (double value : array.getValue().values()) {
                    text.append(Double.isNaN(value) ? "nan" : String.valueOf((float) value)).append('\n');
                }
                Files.writeString(file(one.id() + "." + array.getKey().replace('/', '.')), text);
            }
        }
    }

    private Path file(String name) {
        return mine.resolve(name + ".csv");
    }

    @Test
    @Rule("PACK-5")
    void theCheckerInC() throws Exception {
        Path program = folder.resolve("check");
        Programs.compile(program, PACK.resolve("check.c"), "-Werror");
        judges(program.toString());
    }

    @Test
    @Rule("PACK-5")
    void theCheckerInPython() throws Exception {
        judges(Programs.pythonWithNumPy(), PACK.resolve("check.py").toString());
    }

    private void judges(String... checker) throws Exception {
        assertTrue(run(checker, 0, mine.toString()).contains("286 arrays, 0 wrong or missing"));
        Files.delete(file("forward.output"));
        assertTrue(run(checker, 1, mine.toString(), "forward").contains("MISSING"));
        run(checker, 0, mine.toString(), "given", "forward");
        Files.writeString(file("forward.output"), "0.5 0.25");
        assertTrue(run(checker, 1, mine.toString()).contains("WRONG: 2 numbers, should be 45"));
        Files.writeString(file("forward.output"), "0.5, no");
        assertTrue(run(checker, 1, mine.toString(), "forward").contains("WRONG: "));
        Files.writeString(file("forward.output"), "nan\n".repeat(45));
        assertTrue(run(checker, 1, mine.toString(), "forward").contains("inf bounds off"));
        Files.writeString(file("forward.output"), "");
        assertTrue(run(checker, 1, mine.toString(), "forward").contains("WRONG: 0 numbers, should be 45"));
        run(checker, 2);
        run(checker, 2, mine.toString(), "forwards");
    }

    private static String run(String[] checker, int exit, String... arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(checker));
        words.addAll(List.of(arguments));
        return Programs.run(exit, words);
    }

    @Test
    void theyAreShort() throws IOException {
        assertEquals(List.of(), Stream.of("check.c", "check.py").filter(name -> lines(name) > (name.endsWith("c") ? 60 : 40)).toList());
    }

    private static long lines(String name) {
        try {
            return Files.readString(PACK.resolve(name), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
