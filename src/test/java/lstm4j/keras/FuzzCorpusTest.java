package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import lstm4j.testing.Rule;

/** What the fuzzer found worth keeping is read again: a result or a ModelFormatException, and soon. */
@Rule({"FILE-36", "ERR-2"})
class FuzzCorpusTest {
    @ParameterizedTest
    @EnumSource
    void everyInputThatTheFuzzerKeptIsAnsweredProperly(FuzzTarget target) throws IOException {
        List<byte[]> inputs = FuzzCorpus.read(target);
        assertFalse(inputs.isEmpty(), "no inputs for " + target);
        for (byte[] input : inputs) {
            assertTimeout(Duration.ofSeconds(10), () -> target.read(input));
        }
    }
}
