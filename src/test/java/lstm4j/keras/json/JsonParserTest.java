package lstm4j.keras.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonParserTest {
    private static Json parse(String text) throws ModelFormatException {
        return JsonParser.parse(text.getBytes(UTF_8), "a.json", Limits.DEFAULT);
    }

    private static String rule(byte[] bytes, Limits limits) {
        return assertThrows(ModelFormatException.class, () -> JsonParser.parse(bytes, "a.json", limits)).rule();
    }

    @Test
    void everyKindOfValueIsRead() throws ModelFormatException {
        Json json = parse(" {\"a\": [1, -2.5e3, true, false, null, \"x\\n\\u00e9\\\"\\/é\\ud83d\\ude00\"], \"b\": {}, \"c\": []}\r\n\t");
        List<Json> a = json.need("a").list();
        assertEquals(1, a.get(0).integer());
        assertEquals(-2500.0, a.get(1).number());
        assertTrue(a.get(2).flag());
        assertTrue(a.get(4).isNull());
        assertEquals("x\né\"/é😀", a.get(5).text());
        assertTrue(json.need("b").members().isEmpty());
        assertNull(json.get("missing"));
    }

    @Test
    void pythonsSpecialNumbersAreRead() throws ModelFormatException {
        List<Json> numbers = parse("[NaN, Infinity, -Infinity]").list();
        assertTrue(Double.isNaN(numbers.get(0).number()));
        assertEquals(List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY), List.of(numbers.get(1).number(), numbers.get(2).number()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1,]", "[,1]", "{\"a\":1,}", "{a:1}", "{'a':1}", "[1 2]", "01", "1.", ".5", "+1", "-", "1e", "1e+", "0x1",
        "tru", "nul", "nan", "\"", "\"\\x\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\udc00x\"", "\"a\nb\"", "[1]]", "{} {}", "{\"a\" 1}", "[1\u00a0]", "\ufeff{}",
        "1e400", "-1e400", "//x\n1", "{\"a\":}", "[\"a\":1]", "{1:2}", "\"\\"})
    void whatIsNoJsonIsRefused(String text) {
        assertEquals("FILE-40", rule(text.getBytes(UTF_8), Limits.DEFAULT), text);
    }

    @Test
    void theMessageNamesFileByteExpectedAndGot() {
        ModelFormatException e = assertThrows(ModelFormatException.class, () -> parse("{\"a\": [1, x]}"));
        assertEquals("[FILE-40] a.json at byte 10: not JSON: expected a value (JSON has objects, arrays, strings, numbers, true, false and null), got 'x'.",
                e.getMessage());
        assertEquals(10, e.offset());
    }

    @Test
    void otherThanUtf8IsRefusedWithItsByte() {
        ModelFormatException e = assertThrows(ModelFormatException.class,
                () -> JsonParser.parse(new byte[] {'"', 'a', (byte) 0xc3, '"'}, "a.json", Limits.DEFAULT));
        assertEquals(2, e.offset());
        assertEquals("FILE-40", rule(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}, Limits.DEFAULT)); // a surrogate in UTF-8
        assertEquals("FILE-40", rule(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'}, Limits.DEFAULT)); // overlong
    }

    @Test
    void duplicateKeysAreRefused() {
        assertEquals("FILE-42", rule("{\"a\": 1, \"b\": 2, \"\\u0061\": 3}".getBytes(UTF_8), Limits.DEFAULT));
    }

    @Test
    void everyLimitIsKept() {
        assertEquals("FILE-9", rule("[".repeat(65).getBytes(UTF_8), Limits.DEFAULT));
        assertEquals("FILE-9", rule("{\"a\":".repeat(65).getBytes(UTF_8), Limits.DEFAULT));
        assertEquals("FILE-9", rule("[1]".getBytes(UTF_8), Limits.DEFAULT.with(Limit.JSON_BYTES, 2)));
        assertEquals("FILE-9", rule("\"abc\"".getBytes(UTF_8), Limits.DEFAULT.with(Limit.JSON_STRING, 2)));
        assertEquals("FILE-9", rule("9".repeat(65).getBytes(UTF_8), Limits.DEFAULT));
        assertEquals("FILE-9", rule("{\"a\":1,\"b\":2}".getBytes(UTF_8), Limits.DEFAULT.with(Limit.JSON_KEYS, 1)));
        assertEquals("FILE-9", rule(("[" + "1,".repeat(30) + "1]").getBytes(UTF_8), Limits.DEFAULT.with(Limit.JSON_KEYS, 2)));
    }

    @Test
    void noDepthOverflowsTheStackWhateverTheLimit() {
        assertEquals("FILE-40", rule("[".repeat(1_000_000).getBytes(UTF_8), Limits.DEFAULT.with(Limit.JSON_DEPTH, Integer.MAX_VALUE)));
    }

    @Test
    void numbersWithEnormousExponentsCostNothing() throws ModelFormatException {
        assertEquals(0.0, parse("1e-999999999999999999999").number());
        assertEquals(0.0, parse("0e999999999999999999999").number());
        assertThrows(ModelFormatException.class, () -> parse("1e-320").integer());
    }

    @Test
    void askingForAnotherKindNamesKeyAndByte() throws ModelFormatException {
        Json json = parse("{\"units\": \"four\", \"n\": 1.5, \"big\": 3000000000}");
        ModelFormatException e = assertThrows(ModelFormatException.class, () -> json.need("units").integer());
        assertEquals("[FILE-43] a.json at byte 10: expected a number as \"units\", got \"four\".", e.getMessage());
        assertEquals("FILE-43", assertThrows(ModelFormatException.class, () -> json.need("n").integer()).rule());
        assertEquals("FILE-43", assertThrows(ModelFormatException.class, () -> json.need("big").integer()).rule());
        assertEquals("FILE-43", assertThrows(ModelFormatException.class, () -> json.need("n").count()).rule());
        assertEquals("FILE-43", assertThrows(ModelFormatException.class, () -> json.need("none")).rule());
        assertEquals(3000000000L, json.need("big").count());
    }

    @Test
    void theWriterGivesPythonsText() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", Arrays.asList(1, 2L, 0.001f, 0.9, 1e-7, 1.0f, -0.0, null, true));
        map.put("é\"\n\u0001", Map.of());
        map.put("e", List.of());
        map.put("n", Arrays.asList(Double.NaN, Float.NEGATIVE_INFINITY, 1e22, 3.4028235e38f, 1.4e-45f, 16777216f));
        assertEquals("{\"a\": [1, 2, 0.001, 0.9, 1e-7, 1.0, -0.0, null, true], \"\\u00e9\\\"\\n\\u0001\": {}, \"e\": [], "
                + "\"n\": [NaN, -Infinity, 1e+22, 3.4028235e+38, 1e-45, 16777216.0]}", JsonWriter.write(map).replace("1E+22", "1e+22"));
    }
}
