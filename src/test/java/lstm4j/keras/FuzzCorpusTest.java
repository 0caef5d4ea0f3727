package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;

/**
 * Replays what the fuzzer found worth keeping: inputs that reached code no other did. {@code testdata/fuzz/corpus.gz} holds
 * them one behind the other, each with its length in front.
 */
class FuzzCorpusTest {
    @Test
    void everyInputOfTheCorpusIsAnsweredProperly() throws IOException {
        int count = 0;
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(Path.of("testdata/fuzz/corpus.gz"))))) {
            for (int length = in.readInt(); length >= 0; length = in.readInt()) {
                ModelFileFuzzer.fuzzerTestOneInput(in.readNBytes(length));
                count++;
            }
        }
        assertTrue(count > 100, count + " inputs");
    }
}
