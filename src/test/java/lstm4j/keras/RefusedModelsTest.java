package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lstm4j does not have is refused in words that help. */
class RefusedModelsTest {
    private static final Map<String, String[]> EXPECTED = Map.ofEntries(
            Map.entry("lambda.keras", new String[] {"FILE-60", "(Lambda)"}),
            Map.entry("custom_class.keras", new String[] {"FILE-61", "mine>Shifted"}),
            Map.entry("custom_activation.keras", new String[] {"FILE-63", "my_activation"}),
            Map.entry("activity.keras", new String[] {"FILE-62", "activity_regularizer"}),
            Map.entry("unrolled.keras", new String[] {"FILE-62", "(Bidirectional)", "zeros at the wrong end"}),
            Map.entry("two_outputs.keras", new String[] {"FILE-66", "outputs"}),
            Map.entry("initial_state.keras", new String[] {"FILE-66", "initial_state"}),
            Map.entry("conv_theano.h5", new String[] {"FILE-73", "\"conv1d\"", "turns kernels round"}),
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

    @Test
    @Rule("FILE-60")
    void allLayersThatAreMissingAreNamedAtOnce() {
        byte[] json = """
                {"class_name": "Sequential", "config": {"layers": [
                {"class_name": "InputLayer", "config": {"name": "in", "batch_shape": [null, 3, 2]}},
                {"class_name": "ConvLSTM1D", "config": {"name": "a"}},
                {"class_name": "LSTM", "config": {"name": "b", "units": 2, "peephole": 1}},
                {"class_name": "Lambda", "config": {"name": "c"}}]}}""".getBytes(StandardCharsets.UTF_8);
        ModelFormatException e = assertThrows(ModelFormatException.class, () -> KerasReader.readConfig(json, "m.json", Limits.DEFAULT));
        assertEquals("FILE-60", e.rule());
        for (String part : new String[] {"3 layers are refused", "\"a\" (ConvLSTM1D)", "\"b\" (LSTM) has peephole", "\"c\" (Lambda)"}) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }

    @Test
    @Rule("FILE-62")
    void allOptionsThatAreMissingAreNamedAtOnce() {
        byte[] json = """
                {"class_name": "Sequential", "config": {"layers": [
                {"class_name": "LSTM", "config": {"name": "a", "units": 2, "batch_input_shape": [null, 3, 2], "time_major": true,
                 "lora_rank": 2, "quantization_mode": "int8", "peephole": 1}}]}}"""
                .getBytes(StandardCharsets.UTF_8);
        ModelFormatException e = assertThrows(ModelFormatException.class, () -> KerasReader.readConfig(json, "m.json", Limits.DEFAULT));
        assertEquals("FILE-62", e.rule());
        for (String part : new String[] {"lora_rank = 2", "quantization_mode = ", "time_major = true", "peephole = 1"}) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }

    @Test
    @Rule("FILE-37")
    void whatAFileSaysNeitherMovesTheCursorNorFillsTheScreen() {
        String name = "\\u001b[2J\\u009b31m\\u202e" + "x".repeat(400);
        byte[] json = ("{\"class_name\": \"" + name + "\", \"config\": {\"layers\": [" + "\"" + "y".repeat(100_000) + "\"]}}").getBytes(StandardCharsets.UTF_8);
        String message = assertThrows(ModelFormatException.class, () -> KerasReader.readConfig(json, "m\u001b[1m.json", Limits.DEFAULT)).getMessage();
        assertTrue(message.chars().allMatch(c -> c == '\n' || c >= ' ' && (c < 0x7f || c > 0x9f) && c != 0x202e), message);
        assertTrue(message.length() < 4000, "characters: " + message.length());
        String longest = new ModelFormatException("FILE-1", "f".repeat(1 << 20), -1, "p".repeat(1 << 20), "h".repeat(1 << 20)).getMessage();
        assertTrue(longest.length() < 4000, "characters: " + longest.length());
    }
}
