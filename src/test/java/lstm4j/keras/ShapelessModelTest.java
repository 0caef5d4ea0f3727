package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;

import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import org.junit.jupiter.api.Test;

/** A model that was saved before anybody told it the shape of its data. */
class ShapelessModelTest {
    @Test
    void aModelThatWasNeverBuiltIsRefusedWithWhatToDo() {
        String json = """
                {"class_name": "Sequential", "keras_version": "2.15.0", "config": {"name": "m", "layers": [
                  {"class_name": "LSTM", "config": {"name": "lstm", "units": 3}}]}}""";
        ModelFormatException refused = assertThrows(ModelFormatException.class, () ->
                KerasReader.readConfig(json.getBytes(StandardCharsets.UTF_8), "m.json", Limits.DEFAULT));
        assertEquals("FILE-65", refused.rule());
        assertTrue(refused.getMessage().contains("model.build"), refused.getMessage());
    }
}
