package lstm4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The hashes in {@code testdata/weights.sha256}: a promise to users that is changed by hand only. */
final class RecordedWeights {
    static final Path FILE = Path.of("testdata/weights.sha256");
    static final Path NOTES = Path.of("src/changes/CHANGES.md");

    private RecordedWeights() {
    }

    /** By the name of the training, the hash. */
    static Map<String, String> read() {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (String line : text(FILE).split("\n")) {
            if (!line.startsWith("#") && !line.isBlank()) {
                hashes.put(line.substring(66), line.substring(0, 64));
            }
        }
        return hashes;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
