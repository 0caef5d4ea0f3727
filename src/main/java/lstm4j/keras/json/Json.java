package lstm4j.keras.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.ModelFormatException;

/**
 * One value of a JSON text and the byte where it stands. Whoever asks it for a thing it is not gets a
 * {@link ModelFormatException} [FILE-43] that names file, byte and key. Immutable. Spec: chapter 9, files.
 */
public final class Json {
    /** Longest part of a value that a message quotes. */
    private static final int QUOTED = 80;

    private final Object value; // Map<String, Json>, List<Json>, String, BigDecimal, Double (NaN, ±Infinity), Boolean or null
    private final String file;
    private final String key;
    private final long offset;

    Json(Object value, String file, String key, long offset) {
        this.value = value;
        this.file = file;
        this.key = key;
        this.offset = offset;
    }

    /** Whether this is JSON's {@code null}. */
    public boolean isNull() {
        return value == null;
    }

    /** Whether this is a string. */
    public boolean isText() {
        return value instanceof String;
    }

    /** Whether this is a number, Python's NaN and Infinity included. */
    public boolean isNumber() {
        return value instanceof Number;
    }

    /** Whether this is {@code true} or {@code false}. */
    public boolean isFlag() {
        return value instanceof Boolean;
    }

    /** Whether this is an array. */
    public boolean isList() {
        return value instanceof List;
    }

    /** Whether this is an object. */
    public boolean isObject() {
        return value instanceof Map;
    }

    /** The string. */
    public String text() throws ModelFormatException {
        return as(String.class, "a string");
    }

    /** The number, rounded to a double. */
    public double number() throws ModelFormatException {
        return as(Number.class, "a number").doubleValue();
    }

    /** The number, which is whole and fits an int; {@code 3.0} counts as whole. */
    public int integer() throws ModelFormatException {
        double number = number();
        if (number != (int) number) {
            throw wrong("a whole number below 2^31");
        }
        return (int) number;
    }

    /** The number, which is whole, at least 0 and at most 2^53. */
    public long count() throws ModelFormatException {
        double number = number();
        if (number != (long) number || number < 0 || number > 9007199254740992.0) {
            throw wrong("a whole number from 0 to 2^53");
        }
        return (long) number;
    }

    /** The truth value. */
    public boolean flag() throws ModelFormatException {
        return as(Boolean.class, "true or false");
    }

    /** The elements of the array. */
    @SuppressWarnings("unchecked") // the parser makes no other lists
    public List<Json> list() throws ModelFormatException {
        return as(List.class, "an array");
    }

    /** The members of the object in the order of the text. */
    @SuppressWarnings("unchecked") // the parser makes no other maps
    public Map<String, Json> members() throws ModelFormatException {
        return as(Map.class, "an object");
    }

    /** The member of that name, or null when it is absent, JSON's null, or this is not an object. */
    public Json get(String name) {
        Json member = value instanceof Map<?, ?> members ? (Json) members.get(name) : null;
        return member == null || member.isNull() ? null : member;
    }

    /** The member of that name, which must be there and not null. */
    public Json need(String name) throws ModelFormatException {
        if (members().get(name) == null || members().get(name).isNull()) {
            throw error("FILE-43", "expected the member \"" + name + "\" in " + place() + ", got " + this, "");
        }
        return members().get(name);
    }

    /** The number of that name, or another where {@link #get} has none. */
    public double number(String name, double byDefault) throws ModelFormatException {
        return get(name) == null ? byDefault : get(name).number();
    }

    /** The truth value of that name; false where {@link #get} has none. */
    public boolean flag(String name) throws ModelFormatException {
        return get(name) != null && get(name).flag();
    }

    private <T> T as(Class<T> type, String expected) throws ModelFormatException {
        if (!type.isInstance(value)) {
            throw wrong(expected);
        }
        return type.cast(value);
    }

    private ModelFormatException wrong(String expected) {
        return error("FILE-43", "expected " + expected + " as " + place() + ", got " + this, "");
    }

    private String place() {
        return key.isEmpty() ? "the text" : '"' + key + '"';
    }

    /** An exception about this value: it carries the file and this value's byte. */
    public ModelFormatException error(String rule, String problem, String hint) {
        return new ModelFormatException(rule, file, offset, problem, hint);
    }

    /** The file it came from. */
    public String file() {
        return file;
    }

    /** As plain Java values: maps, lists, strings, BigDecimal or Double, Boolean, null. */
    public Object plain() {
        if (value instanceof List<?> list) {
            return list.stream().map(element -> ((Json) element).plain()).collect(Collectors.toList());
        }
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> plain = new LinkedHashMap<>();
            members.forEach((name, member) -> plain.put((String) name, ((Json) member).plain()));
            return plain;
        }
        return value;
    }

    /** The value as JSON. */
    public String toText() {
        return JsonWriter.write(plain());
    }

    /** The value for messages, shortened. */
    @Override
    public String toString() {
        if (value instanceof List<?> list && list.size() > 20) {
            return "an array of " + list.size() + " elements";
        }
        if (value instanceof Map<?, ?> members) {
            if (get("class_name") != null && get("class_name").isText()) {
                return "an object of the class " + get("class_name") + (get("config") != null && get("config").isText() ? " " + get("config") : "");
            }
            return "an object with the members " + shortened(String.join(", ", names(members)));
        }
        return shortened(value instanceof String ? "\"" + value + "\"" : String.valueOf(value));
    }

    private static List<String> names(Map<?, ?> members) {
        return members.keySet().stream().map(String::valueOf).limit(20).collect(Collectors.toList());
    }

    private static String shortened(String text) {
        return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "…";
    }
}
