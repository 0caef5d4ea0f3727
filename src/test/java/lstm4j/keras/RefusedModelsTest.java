package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lstm4j does not have is refused in words that help. */
class RefusedModelsTest {
    private static final Map<String, String[]> EXPECTED = Map.ofEntries(
            Map.entry("gru.keras", new String[] {"FILE-60", "layer \"gru", "(GRU)"}),
            Map.entry("bidirectional.keras", new String[] {"FILE-60", "(Bidirectional)"}),
            Map.entry("embedding.keras", new String[] {"FILE-60", "(Embedding)"}),
            Map.entry("lambda.keras", new String[] {"FILE-60", "(Lambda)"}),
            Map.entry("reshape.keras", new String[] {"FILE-60", "(Reshape)"}),
            Map.entry("custom_class.keras", new String[] {"FILE-61", "mine>Shifted"}),
            Map.entry("custom_activation.keras", new String[] {"FILE-63", "my_activation"}),
            Map.entry("constraint.keras", new String[] {"FILE-62", "kernel_constraint", "MaxNorm"}),
            Map.entry("activity.keras", new String[] {"FILE-62", "activity_regularizer"}),
            Map.entry("two_outputs.keras", new String[] {"FILE-66", "outputs"}),
            Map.entry("initial_state.keras", new String[] {"FILE-66", "initial_state"}),
            Map.entry("time_major.h5", new String[] {"FILE-62", "time_major"}));

    static Stream<Path> refused() throws IOException {
        return KerasModels.refused().stream();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void theMessageNamesFileLayerAndWhatIsWrong(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        String name = path.getFileName().toString();
        ModelFormatException e = assertThrows(ModelFormatException.class, () -> KerasReader.read(bytes, name, Limits.DEFAULT));
        String[] expected = EXPECTED.get(name);
        assertEquals(expected[0], e.rule(), e.getMessage());
        assertTrue(e.getMessage().contains(name), e.getMessage());
        for (String part : expected) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
        if (e.rule().equals("FILE-60")) {
            assertTrue(e.getMessage().contains("supported are InputLayer, LSTM"), e.getMessage());
        }
    }

    @Test
    void everyRefusedModelHasItsExpectation() throws IOException {
        assertEquals(EXPECTED.size(), KerasModels.refused().size());
    }
}
