package lstm4j.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

/** A test of somebody who types commands and reads what they print. */
abstract class TypedCommands {
    @TempDir
    Path folder;
    String printed; // by the last command

    /** Where a file of this name is, as one types it. */
    final String file(String name) {
        return folder.resolve(name).toString();
    }

    /** Runs a command; returns its exit code. */
    final int run(String... words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int exit = Main.run(words, out, out);
        printed = bytes.toString(StandardCharsets.UTF_8);
        return exit;
    }
}
