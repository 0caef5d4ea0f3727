package lstm4j.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import lstm4j.keras.bytes.AtomicFile;
import lstm4j.pack.PackFiles;

/** {@code lstm4j vectors}: the conformance pack as files. */
final class VectorsCommand implements Command {
    private static final Set<String> C = Set.of("README.md", "lstm4j_pack.h", "check.c");
    private static final Set<String> C_ALONE = Set.of("lstm4j_pack.h", "check.c");

    @Override
    public String name() {
        return "vectors";
    }

    @Override
    public String purpose() {
        return "write the conformance pack: inputs and what an LSTM must make of them, for any language";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.valued("--output", "DIR", "the folder to write"),
                Option.valued("--edition", "NAME", "all, the standard; npy, for NumPy and what reads its files; c, one header for C"),
                Option.flag("--force", "write into a folder that is not empty"));
    }

    @Override
    public String details() {
        return """
                Every number was recorded from NumPy in double and is the same in Keras; none is computed by lstm4j. README.md in the
                folder says in a page what to do; lstm4j check --pack DIR --actual MINE judges what came of it.

                examples:
                  lstm4j vectors --output pack
                  lstm4j vectors --output pack --edition c""";
    }

    @Override
    public int run(Arguments arguments, PrintStream out, PrintStream err) throws IOException {
        arguments.rest(0, 0, "no argument");
        Path folder = Path.of(arguments.value("--output").orElseThrow(() -> UsageException.of("CLI-3", name(), "--output with a folder", "none",
                "write --output pack")));
        String edition = edition(arguments);
        requireEmpty(folder, arguments);
        int count = 0;
        for (Map.Entry<String, byte[]> file : PackFiles.recorded().entrySet()) {
            if (edition.equals("all") || edition.equals("c") == C.contains(file.getKey()) || edition.equals("npy") && !C_ALONE.contains(file.getKey())) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.toAbsolutePath().getParent());
                AtomicFile.write(path, file.getValue());
                count++;
            }
        }
        out.println("Wrote " + count + " files to " + folder + "; begin with " + folder.resolve("README.md") + ".");
        return 0;
    }

    private String edition(Arguments arguments) {
        String edition = arguments.value("--edition").orElse("all");
        if (!Set.of("all", "npy", "c").contains(edition)) {
            throw UsageException.of("CLI-3", name(), "all, npy or c behind --edition", edition, "");
        }
        return edition;
    }

    private static void requireEmpty(Path folder, Arguments arguments) throws IOException {
        if (!arguments.has("--force") && Files.exists(folder)) {
            try (var files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw UsageException.of("CLI-9", folder.toString(), "a folder that is not there, or empty", "one with files", "choose another, or add --force");
                }
            }
        }
    }
}
