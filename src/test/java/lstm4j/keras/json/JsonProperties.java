package lstm4j.keras.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonProperties {
    @Property(tries = 500)
    void aFloatSurvivesItsText(@ForAll int bits) throws ModelFormatException {
        float value = Float.intBitsToFloat(bits);
        Json json = JsonParser.parse(JsonWriter.write(List.of(value)).getBytes(UTF_8), "a.json", Limits.DEFAULT);
        assertEquals(value, (float) json.list().get(0).number());
    }

    @Property(tries = 500)
    void aDoubleSurvivesItsText(@ForAll long bits) throws ModelFormatException {
        double value = Double.longBitsToDouble(bits);
        Json json = JsonParser.parse(JsonWriter.write(value).getBytes(UTF_8), "a.json", Limits.DEFAULT);
        assertEquals(value, json.number());
    }

    @Property(tries = 300)
    void aStringOfWholeCharactersSurvives(@ForAll String text) throws ModelFormatException {
        String whole = new String(text.getBytes(UTF_8), UTF_8); // halves of pairs become question marks
        assertEquals(whole, JsonParser.parse(JsonWriter.write(whole).getBytes(UTF_8), "a.json", Limits.DEFAULT).text());
    }

    @Property(tries = 1000)
    void anyBytesGiveAValueOrTheException(@ForAll byte[] bytes) {
        try {
            JsonParser.parse(bytes, "a.json", Limits.DEFAULT);
        } catch (ModelFormatException e) {
            assertEquals("FILE-40", e.rule());
        }
    }
}
