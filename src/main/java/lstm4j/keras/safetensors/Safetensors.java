package lstm4j.keras.safetensors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Content;
import lstm4j.keras.bytes.Doubles;
import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberRows;
import lstm4j.keras.bytes.NumberType;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.json.Json;
import lstm4j.keras.json.JsonParser;
import lstm4j.keras.json.JsonWriter;

/**
 * The safetensors format: eight bytes with the length of a JSON header, the header, the numbers. Checked as its authors
 * check it: no name twice, offsets that run from 0 to the end of the file without hole or overlap, as many bytes as shape
 * and type say. Numbers are little-endian. Source: the safetensors README, section "Format".
 */
public final class Safetensors {
    private static final int LENGTH_BYTES = 8;
    private static final String METADATA = "__metadata__";

    private record Entry(String name, NumberType type, int[] shape, long begin, long end, Json json) {
    }

    private Safetensors() {
    }

    /** Whether the bytes begin with a plausible length and an opening brace. */
    public static boolean looksLikeSafetensors(Blob bytes) {
        if (bytes.length() <= LENGTH_BYTES || bytes.at(LENGTH_BYTES) != '{') {
            return false;
        }
        long length = bytes.number(0, LENGTH_BYTES);
        return length > 0 && length <= bytes.length();
    }

    /** The arrays of a file in memory; errors as {@link #readRows}. */
    public static Map<String, Tensor> read(byte[] bytes, String file, Limits limits) throws ModelFormatException {
        return read(Blob.of(bytes), file, limits, Tensor::read);
    }

    /**
     * The arrays by name, in the order of the header.
     *
     * @throws ModelFormatException FILE-53 (header), FILE-54 (offsets and sizes), FILE-55 (a kind of number not
     *         supported), FILE-9 (limits), FILE-40 to FILE-43 (its JSON)
     */
    public static Map<String, NumberRows> readRows(Blob bytes, String file, Limits limits) throws ModelFormatException {
        return read(bytes, file, limits, NumberRows::read);
    }

    /** The arrays by name, with all digits of their doubles. Errors as {@link #readRows}. */
    public static Map<String, Doubles> readDoubles(Blob bytes, String file, Limits limits) throws ModelFormatException {
        return read(bytes, file, limits, Doubles::read);
    }

    private interface Decoding<A> {
        A read(int[] shape, NumberType type, Blob from, int at, ByteOrder order);
    }

    /** The file's own words about itself, by name; errors as {@link #readRows}. */
    public static Map<String, String> metadata(Blob bytes, String file, Limits limits) throws ModelFormatException {
        Map<String, String> metadata = new LinkedHashMap<>();
        Json words = header(bytes, file, limits).get(METADATA);
        for (Map.Entry<String, Json> word : words == null ? Map.<String, Json>of().entrySet() : words.members().entrySet()) {
            metadata.put(word.getKey(), word.getValue().text());
        }
        return metadata;
    }

    private static Json header(Blob bytes, String file, Limits limits) throws ModelFormatException {
        if (bytes.length() < LENGTH_BYTES) {
            throw new ModelFormatException("FILE-53", file, 0, "expected a header's length, got " + bytes.length() + " bytes", "");
        }
        long length = bytes.number(0, LENGTH_BYTES);
        if (length < 2 || length > bytes.length() - LENGTH_BYTES) {
            throw new ModelFormatException("FILE-53", file, 0, "expected a header of 2 to " + (bytes.length() - LENGTH_BYTES)
                    + " bytes, got " + Long.toUnsignedString(length), "the file is cut off, or no safetensors file");
        }
        limits.check(Limit.HEADER_BYTES, length, file, 0);
        byte[] header = bytes.copy(LENGTH_BYTES, (int) length);
        if (header[0] != '{') {
            throw new ModelFormatException("FILE-53", file, LENGTH_BYTES, "expected an opening brace, got the byte " + header[0], "");
        }
        return JsonParser.parse(header, file + " (header)", limits);
    }

    private static <A> Map<String, A> read(Blob bytes, String file, Limits limits, Decoding<A> one) throws ModelFormatException {
        List<Entry> entries = entries(header(bytes, file, limits), limits);
        int data = LENGTH_BYTES + (int) bytes.number(0, LENGTH_BYTES);
        requireGapless(entries, bytes.length() - data, file);
        Map<String, A> arrays = new LinkedHashMap<>();
        for (Entry entry : entries) {
            arrays.put(entry.name, one.read(entry.shape, entry.type, bytes, data + (int) entry.begin, ByteOrder.LITTLE_ENDIAN));
        }
        return arrays;
    }

    private static List<Entry> entries(Json header, Limits limits) throws ModelFormatException {
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, Json> member : header.members().entrySet()) {
            Json json = member.getValue();
            if (member.getKey().equals(METADATA)) {
                for (Json text : json.members().values()) {
                    text.text(); // metadata are strings
                }
                continue;
            }
            List<Json> offsets = json.need("data_offsets").list();
            if (offsets.size() != 2) {
                throw json.error("FILE-54", "expected two data_offsets, got " + offsets.size(), "");
            }
            entries.add(new Entry(member.getKey(), type(json.need("dtype")), shape(json, limits),
                    offsets.get(0).count(), offsets.get(1).count(), json));
        }
        return entries;
    }

    private static NumberType type(Json dtype) throws ModelFormatException {
        NumberType type = NumberType.named(dtype.text());
        if (type == null) {
            throw dtype.error("FILE-55", "expected numbers of a type among " + Arrays.toString(NumberType.values()) + ", got " + dtype, "");
        }
        return type;
    }

    private static int[] shape(Json json, Limits limits) throws ModelFormatException {
        List<Json> sizes = json.need("shape").list();
        limits.check(Limit.TENSOR_RANK, sizes.size(), json.file(), -1);
        int[] shape = new int[sizes.size()];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = sizes.get(axis).integer();
            if (shape[axis] < 0) {
                throw sizes.get(axis).error("FILE-54", "expected a size of at least 0, got " + shape[axis], "");
            }
        }
        return shape;
    }

    private static void requireGapless(List<Entry> entries, long size, String file) throws ModelFormatException {
        List<Entry> inOrder = new ArrayList<>(entries);
        inOrder.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long end = 0;
        for (Entry entry : inOrder) {
            if (entry.begin != end) {
                throw entry.json.error("FILE-54", "expected " + entry.name + " to begin where the numbers before it end, at " + end
                        + ", got " + entry.begin, "");
            }
            if (bytes(entry) != entry.end - entry.begin) {
                throw entry.json.error("FILE-54", "expected " + bytes(entry) + " bytes for " + Tensor.text(entry.shape) + " of "
                        + entry.type + ", got " + (entry.end - entry.begin), "");
            }
            end = entry.end;
        }
        if (end != size) {
            throw new ModelFormatException("FILE-54", file, -1, "expected " + end + " bytes of numbers, got " + size, "");
        }
    }

    private static long bytes(Entry entry) throws ModelFormatException {
        try {
            return Math.multiplyExact(Tensor.size(entry.shape), entry.type.bytes());
        } catch (ArithmeticException e) {
            throw entry.json.error("FILE-54", "expected sizes that multiply to less than 2^63, got " + Tensor.text(entry.shape), "");
        }
    }

    /** The file of float32 arrays; the same arrays in the same order give the same bytes. */
    public static byte[] write(Map<String, Tensor> arrays) {
        return write(arrays, NumberType.F32, Map.of());
    }

    /** The file of arrays whose numbers are stored as {@code type}. */
    public static byte[] write(Map<String, Tensor> arrays, NumberType type) {
        return write(arrays, type, Map.of());
    }

    /** The file of float32 arrays with words about it, which come first. */
    public static byte[] write(Map<String, Tensor> arrays, Map<String, String> metadata) {
        return write(arrays, NumberType.F32, metadata);
    }

    private static byte[] write(Map<String, Tensor> arrays, NumberType type, Map<String, String> metadata) {
        Map<String, NumberRows> numbers = new LinkedHashMap<>();
        arrays.forEach((name, array) -> numbers.put(name, NumberRows.of(array)));
        return content(numbers, type, metadata).toBytes();
    }

    /** The same, to be written piece by piece. */
    public static Content content(Map<String, NumberRows> arrays, NumberType type, Map<String, String> metadata) {
        byte[] header = header(arrays, type, metadata);
        return out -> {
            out.write(header);
            for (NumberRows array : arrays.values()) {
                array.writeTo(out, type);
            }
        };
    }

    private static byte[] header(Map<String, NumberRows> arrays, NumberType type, Map<String, String> metadata) {
        Map<String, Object> header = new LinkedHashMap<>(metadata.isEmpty() ? Map.of() : Map.of(METADATA, metadata));
        long end = 0;
        for (Map.Entry<String, NumberRows> array : arrays.entrySet()) {
            long begin = end;
            end += type.bytes() * array.getValue().count();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", type.name());
            entry.put("shape", Arrays.stream(array.getValue().shape()).boxed().collect(Collectors.toList()));
            entry.put("data_offsets", List.of(begin, end));
            header.put(array.getKey(), entry);
        }
        byte[] json = JsonWriter.write(header).getBytes(UTF_8);
        int padded = (json.length + LENGTH_BYTES - 1) / LENGTH_BYTES * LENGTH_BYTES;
        ByteBuffer file = ByteBuffer.allocate(LENGTH_BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(padded).put(json);
        for (int k = json.length; k < padded; k++) {
            file.put((byte) ' ');
        }
        return file.array();
    }
}
