package lstm4j.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Assumptions;

/** Programs that a machine may have: a C compiler, a Python with NumPy. A test is skipped, and says so, where it has none. */
public final class Programs {
    private Programs() {
    }

    /** Compiles a C file as strictly as compilers do; skipped where there is no {@code cc}. */
    public static void compile(Path program, Path source, String... options) throws IOException, InterruptedException {
        Assumptions.assumeTrue(exists("cc", "--version"), "skipped: there is no C compiler, cc");
        List<String> words = new ArrayList<>(List.of("cc", "-std=c99", "-Wall", "-Wextra"));
        words.addAll(List.of(options));
        words.addAll(List.of(source.toString(), "-lm", "-o", program.toString()));
        run(0, words);
    }

    /** The Python of {@code -Dpython=…}, or {@code python3}; skipped where it has no NumPy. */
    public static String pythonWithNumPy() throws InterruptedException {
        String python = System.getProperty("python", "python3");
        Assumptions.assumeTrue(exists(python, "-c", "import numpy"), "skipped: " + python + " has no NumPy; -Dpython=DIR/bin/python names another");
        return python;
    }

    private static boolean exists(String... words) throws InterruptedException {
        try {
            return new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What a program prints that must end with this exit code. */
    public static String run(int exit, List<String> words) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        assertEquals(exit, process.waitFor(), () -> String.join(" ", words) + "\n" + printed);
        return printed;
    }
}
