package lstm4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** The page spec/check-your-port.md shows what is printed, and the code that was run. */
class CheckYourPortTest {
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
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
            int exit = Main.run(words, out, out);
            String printed = bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
            assertEquals(check.group(3), printed);
            assertEquals(printed.startsWith("WRONG") ? 1 : 0, exit);
        }
    }

    @Test
    void thePythonIsThatOfTheScript() {
        String code = page.substring(page.indexOf("```python\n") + 10, page.indexOf("```", page.indexOf("```python\n") + 10));
        assertTrue(read("testdata/gen/port.py").strip().endsWith(code.strip()));
    }
}
