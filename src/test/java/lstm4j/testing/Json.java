package lstm4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON for tests, independent of the one that ships: objects become {@code Map<String, Object>}, arrays
 * {@code List<Object>}, numbers {@code Double}. Fails with an exception on anything malformed.
 */
public final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    public static Object read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        if (json.peek() != 0) {
            throw new IllegalArgumentException("text behind the value at " + json.at);
        }
        return value;
    }

    @SuppressWarnings("unchecked") // the reader makes nothing else
    public static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked") // the reader makes nothing else
    public static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    public static float[] row(Object value) {
        List<Object> numbers = list(value);
        float[] row = new float[numbers.size()];
        for (int j = 0; j < row.length; j++) {
            row[j] = ((Double) numbers.get(j)).floatValue();
        }
        return row;
    }

    public static float[][] rows(Object value) {
        return list(value).stream().map(Json::row).toArray(float[][]::new);
    }

    public static float[][][] tensor(Object value) {
        return list(value).stream().map(Json::rows).toArray(float[][][]::new);
    }

    private char peek() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(char expected) {
        boolean found = peek() == expected;
        at += found ? 1 : 0;
        return found;
    }

    private void require(char expected) {
        if (!take(expected)) {
            throw new IllegalArgumentException("expected " + expected + " at " + at);
        }
    }

    private Object value() {
        return switch (peek()) {
            case '{' -> map();
            case '[' -> array();
            case '"' -> string();
            default -> literal();
        };
    }

    private Map<String, Object> map() {
        require('{');
        Map<String, Object> map = new LinkedHashMap<>();
        while (!take('}')) {
            String key = string();
            require(':');
            map.put(key, value());
            if (!take(',') && peek() != '}') {
                throw new IllegalArgumentException("expected , or } at " + at);
            }
        }
        return map;
    }

    private List<Object> array() {
        require('[');
        List<Object> list = new ArrayList<>();
        while (!take(']')) {
            list.add(value());
            if (!take(',') && peek() != ']') {
                throw new IllegalArgumentException("expected , or ] at " + at);
            }
        }
        return list;
    }

    private String string() {
        require('"');
        StringBuilder string = new StringBuilder();
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\\') {
                char escape = text.charAt(at++);
                if (escape == 'u') {
                    c = (char) Integer.parseInt(text.substring(at, at += 4), 16);
                } else {
                    int known = "nrtbf".indexOf(escape);
                    c = known < 0 ? escape : "\n\r\t\b\f".charAt(known);
                }
            }
            string.append(c);
        }
        at++;
        return string.toString();
    }

    private Object literal() {
        peek();
        int from = at;
        while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.valueOf(word);
        };
    }
}
