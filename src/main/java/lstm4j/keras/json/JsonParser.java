package lstm4j.keras.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;

/**
 * Reads JSON as RFC 8259 has it and refuses everything else, with three decisions of its own: duplicate keys are refused
 * [FILE-42]; Python's {@code NaN}, {@code Infinity} and {@code -Infinity} are read, since Keras writes them; a string may
 * not hold half a surrogate pair. Depth, bytes, strings, digits and keys are limited [FILE-9]. Spec: chapter 9, files.
 */
public final class JsonParser {
    /** Deepest nesting whatever the limits say: the parser calls itself once a level. */
    private static final int STACK_DEPTH = 500;
    /** Arrays may hold this many values for each key that is allowed: a value costs far more memory than its two bytes. */
    private static final int VALUES_A_KEY = 10;

    private final byte[] bytes;
    private final String file;
    private final Limits limits;
    private int at;
    private int depth;
    private int keys;
    private int values;

    private JsonParser(byte[] bytes, String file, Limits limits) {
        this.bytes = bytes;
        this.file = file;
        this.limits = limits;
    }

    /**
     * The value of a JSON text in UTF-8.
     *
     * @param file name for messages
     * @throws ModelFormatException FILE-40 (not JSON), FILE-9 (beyond a limit), FILE-42 (duplicate key)
     */
    public static Json parse(byte[] bytes, String file, Limits limits) throws ModelFormatException {
        JsonParser parser = new JsonParser(bytes, file, limits);
        limits.check(Limit.JSON_BYTES, bytes.length, file, 0);
        parser.requireUtf8();
        parser.skipSpace();
        Json value = parser.value("");
        parser.skipSpace();
        if (parser.at < bytes.length) {
            throw parser.syntax("the end of the text");
        }
        return value;
    }

    private void requireUtf8() throws ModelFormatException {
        CharsetDecoder decoder = UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (true) {
            var result = decoder.decode(in, CharBuffer.allocate(4096), true);
            if (result.isError()) {
                throw new ModelFormatException("FILE-40", file, in.position(), "expected UTF-8, got the byte "
                        + (bytes[in.position()] & 0xff), "");
            }
            if (result.isUnderflow()) {
                return;
            }
        }
    }

    private Json value(String key) throws ModelFormatException {
        int start = at;
        limits.check(Limit.JSON_KEYS, ++values / VALUES_A_KEY, file, at);
        Object value = switch (peek()) {
            case '{' -> object();
            case '[' -> array(key);
            case '"' -> string();
            case 't' -> literal("true", Boolean.TRUE);
            case 'f' -> literal("false", Boolean.FALSE);
            case 'n' -> literal("null", null);
            case 'N' -> literal("NaN", Double.NaN);
            case 'I' -> literal("Infinity", Double.POSITIVE_INFINITY);
            default -> number();
        };
        return new Json(value, file, key, start);
    }

    private Map<String, Json> object() throws ModelFormatException {
        enter();
        Map<String, Json> members = new LinkedHashMap<>();
        while (peek() != '}') {
            int start = at;
            if (peek() != '"') {
                throw syntax("a key in quotes");
            }
            String key = string();
            limits.check(Limit.JSON_KEYS, ++keys, file, start);
            skipSpace();
            expect(':', "a colon behind the key");
            if (members.containsKey(key)) {
                throw new ModelFormatException("FILE-42", file, start, "expected each key once, got \"" + key + "\" again", "");
            }
            members.put(key, value(key));
            next('}');
        }
        leave();
        return members;
    }

    private List<Json> array(String key) throws ModelFormatException {
        enter();
        List<Json> elements = new ArrayList<>();
        while (peek() != ']') {
            elements.add(value(key));
            next(']');
        }
        leave();
        return elements;
    }

    private void enter() throws ModelFormatException {
        limits.check(Limit.JSON_DEPTH, ++depth, file, at);
        if (depth > STACK_DEPTH) {
            throw syntax("at most " + STACK_DEPTH + " levels of nesting");
        }
        at++;
        skipSpace();
    }

    private void leave() {
        depth--;
        at++;
    }

    /** Behind an element: the closing bracket, or a comma with something behind it. */
    private void next(char close) throws ModelFormatException {
        skipSpace();
        if (peek() != close) {
            expect(',', "a comma or " + close);
            if (peek() == close) {
                throw syntax("another element behind the comma");
            }
        }
    }

    private void expect(char c, String what) throws ModelFormatException {
        if (peek() != c) {
            throw syntax(what);
        }
        at++;
        skipSpace();
    }

    private <T> T literal(String word, T value) throws ModelFormatException {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= bytes.length || bytes[at + i] != word.charAt(i)) {
                throw syntax(word);
            }
        }
        at += word.length();
        return value;
    }

    private Number number() throws ModelFormatException {
        int start = at;
        if (peek() == '-') {
            at++;
            if (peek() == 'I') {
                return literal("Infinity", Double.NEGATIVE_INFINITY);
            }
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        limits.check(Limit.JSON_NUMBER, at - start, file, start);
        return exact(new String(bytes, start, at - start, UTF_8), start);
    }

    private Number exact(String text, int start) throws ModelFormatException {
        double rounded = Double.parseDouble(text);
        if (Double.isInfinite(rounded)) {
            throw new ModelFormatException("FILE-40", file, start, "expected a number that fits a double, got " + text, "");
        }
        // A tiny exponent would make a later integer conversion of the exact value enormous.
        return Math.abs(rounded) < 1e-300 && !text.equals("0") ? (Number) rounded : new BigDecimal(text);
    }

    private void digits() throws ModelFormatException {
        if (!isDigit(peek())) {
            throw syntax("a value (JSON has objects, arrays, strings, numbers, true, false and null)");
        }
        while (isDigit(peek())) {
            at++;
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private String string() throws ModelFormatException {
        int start = at++;
        StringBuilder text = new StringBuilder();
        int plain = at; // the bytes from here on are copied when an escape or the end is met
        while (peek() != '"') {
            int c = peek();
            if (c >= 0 && c < ' ') {
                throw syntax("no control character in a string");
            }
            if (c < 0) {
                throw new ModelFormatException("FILE-40", file, start, "expected a closing quote, got the end of the text", "");
            }
            if (c == '\\') {
                text.append(new String(bytes, plain, at - plain, UTF_8)).append(escape());
                plain = at;
            } else {
                at++;
            }
        }
        text.append(new String(bytes, plain, at - plain, UTF_8));
        at++;
        return checked(text.toString(), start);
    }

    private String checked(String text, int start) throws ModelFormatException {
        limits.check(Limit.JSON_STRING, text.length(), file, start);
        if (!UTF_8.newEncoder().canEncode(text)) {
            throw new ModelFormatException("FILE-40", file, start, "expected whole characters, got half a surrogate pair", "");
        }
        return text;
    }

    private char escape() throws ModelFormatException {
        at++;
        int c = peek();
        int which = "\"\\/bfnrt".indexOf(c);
        if (c >= 0 && which >= 0) {
            at++;
            return "\"\\/\b\f\n\r\t".charAt(which);
        }
        if (c != 'u') {
            throw syntax("an escape that JSON has");
        }
        at++;
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw syntax("four hexadecimal digits behind \\u");
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    /** The byte here, −1 at the end. */
    private int peek() {
        return at < bytes.length ? bytes[at] & 0xff : -1;
    }

    private void skipSpace() {
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }

    private ModelFormatException syntax(String expected) {
        String got = at >= bytes.length ? "the end of the text"
                : peek() > ' ' && peek() < 127 ? "'" + (char) peek() + "'" : "the byte " + peek();
        return new ModelFormatException("FILE-40", file, at, "not JSON: expected " + expected + ", got " + got, "");
    }
}
