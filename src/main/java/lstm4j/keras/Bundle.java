package lstm4j.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Content;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberRows;
import lstm4j.keras.bytes.NumberType;
import lstm4j.keras.json.Json;
import lstm4j.keras.json.JsonParser;
import lstm4j.keras.json.JsonWriter;
import lstm4j.keras.npy.Npy;
import lstm4j.keras.zip.ZipBuilder;
import lstm4j.keras.zip.ZipEntries;

/**
 * A tree of maps, lists, texts, numbers and truth values with arrays [k][rows][columns] among its leaves, as files of lstm4j
 * carry it: a JSON text in which an array is {@code {"lstm4j-array": k, "sizes": [[rows, columns], …]}}, and beside it the
 * numbers of array k one after the other. Every bit comes back. Spec: chapter 9, FILE-92.
 */
public final class Bundle implements Content {
    private static final String JSON = "lstm4j.json";
    private static final String ARRAY = "lstm4j-array";
    private static final String SIZES = "sizes";

    private final String json;
    private final List<NumberRows> arrays;

    private Bundle(String json, List<NumberRows> arrays) {
        this.json = json;
        this.arrays = arrays;
    }

    /** The text and the arrays of a tree. */
    public static Bundle of(Map<String, ?> tree) {
        List<NumberRows> arrays = new ArrayList<>();
        return new Bundle(JsonWriter.write(plain(tree, arrays)), arrays);
    }

    private static Object plain(Object value, List<NumberRows> arrays) {
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> plain = new LinkedHashMap<>();
            members.forEach((name, member) -> plain.put((String) name, plain(member, arrays)));
            return plain;
        }
        if (value instanceof List<?> elements) {
            return elements.stream().map(element -> plain(element, arrays)).collect(Collectors.toList());
        }
        if (value instanceof float[][][] array) {
            arrays.add(flat(array));
            List<List<Integer>> sizes = new ArrayList<>();
            for (float[][] rows : array) {
                sizes.add(List.of(rows.length, rows.length == 0 ? 0 : rows[0].length));
            }
            return Map.of(ARRAY, arrays.size() - 1, SIZES, sizes);
        }
        return value;
    }

    /** All its rows one after the other. */
    private static NumberRows flat(float[][][] array) {
        float[][] rows = Arrays.stream(array).flatMap(Arrays::stream).toArray(float[][]::new);
        return new NumberRows(new int[] {Math.toIntExact(Arrays.stream(rows).mapToLong(row -> row.length).sum())}, rows);
    }

    /** The JSON text. */
    String json() {
        return json;
    }

    /** The numbers of each array. */
    List<NumberRows> arrays() {
        return arrays;
    }

    /** Adds both to an archive: {@code lstm4j.json}, {@code lstm4j/0.npy}, … */
    ZipBuilder addTo(ZipBuilder zip) {
        zip.add(JSON, json.getBytes(UTF_8));
        for (int k = 0; k < arrays.size(); k++) {
            zip.add(entry(k), Npy.content(arrays.get(k), NumberType.F32));
        }
        return zip;
    }

    private static String entry(int k) {
        return "lstm4j/" + k + ".npy";
    }

    /** An archive of these alone. */
    @Override
    public void writeTo(OutputStream out) throws IOException {
        addTo(new ZipBuilder()).writeTo(out);
    }

    /** The tree that {@link #writeTo} wrote; numbers are Long or Double. Others are [FILE-92]. */
    public static Map<String, Object> read(Blob bytes, String file, Limits limits) throws ModelFormatException {
        Map<String, Object> tree = read(ZipEntries.open(bytes, file, limits), file, limits);
        if (tree == null) {
            throw new ModelFormatException("FILE-92", file, -1, "expected the entry " + JSON + ", got none", "");
        }
        return tree;
    }

    /** The tree in an archive, or null where there is none. */
    static Map<String, Object> read(ZipEntries zip, String file, Limits limits) throws ModelFormatException {
        byte[] text = zip.read(JSON);
        return text == null ? null : tree(JsonParser.parse(text, file + " (" + JSON + ")", limits), k -> {
            Blob npy = zip.content(entry(k));
            return npy == null ? null : Npy.read(npy, file + " (" + entry(k) + ")", limits).values();
        });
    }

    /** Finds the numbers of an array, or null. */
    @FunctionalInterface
    interface Numbers {
        float[] of(int k) throws ModelFormatException;
    }

    /** The tree of a JSON object. */
    static Map<String, Object> tree(Json json, Numbers numbers) throws ModelFormatException {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Map.Entry<String, Json> member : json.members().entrySet()) {
            tree.put(member.getKey(), value(member.getValue(), numbers));
        }
        return tree;
    }

    private static Object value(Json json, Numbers numbers) throws ModelFormatException {
        if (json.isList()) {
            List<Object> list = new ArrayList<>();
            for (Json element : json.list()) {
                list.add(value(element, numbers));
            }
            return list;
        }
        if (json.isObject()) {
            return json.get(ARRAY) == null ? tree(json, numbers) : array(json, numbers);
        }
        return json.plain() instanceof BigDecimal number ? number(number) : json.plain();
    }

    /** Whole numbers are written without a point, and come back as whole numbers. */
    private static Number number(BigDecimal number) {
        boolean whole = number.scale() == 0 && number.precision() <= 19;
        return whole && BigDecimal.valueOf(number.longValue()).equals(number) ? (Number) number.longValue() : number.doubleValue();
    }

    private static float[][][] array(Json json, Numbers numbers) throws ModelFormatException {
        float[] flat = numbers.of(json.get(ARRAY).integer());
        List<Json> sizes = json.need(SIZES).list();
        long size = 0;
        for (Json matrix : sizes) {
            size += size(matrix);
        }
        if (flat == null || size != flat.length) {
            throw json.error("FILE-92", "expected " + size + " numbers of array " + json.get(ARRAY) + ", got " + (flat == null ? "none" : flat.length), "");
        }
        float[][][] array = new float[sizes.size()][][];
        int next = 0;
        for (int k = 0; k < array.length; k++) {
            int columns = sizes.get(k).list().get(1).integer();
            array[k] = new float[columns == 0 ? 0 : sizes.get(k).list().get(0).integer()][columns];
            for (float[] row : array[k]) {
                System.arraycopy(flat, next, row, 0, columns);
                next += columns;
            }
        }
        return array;
    }

    private static long size(Json matrix) throws ModelFormatException {
        List<Json> sizes = matrix.list();
        if (sizes.size() != 2 || sizes.get(0).integer() < 0 || sizes.get(1).integer() < 0) {
            throw matrix.error("FILE-92", "expected rows and columns, got " + matrix, "");
        }
        return (long) sizes.get(0).integer() * sizes.get(1).integer();
    }
}
