package lstm4j.keras.hdf5;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.Content;
import lstm4j.keras.bytes.NumberRows;
import lstm4j.keras.bytes.NumberType;

/**
 * Values to be written as a dataset or an attribute: a shape, an element type and the values, row-major. An empty shape is a
 * single value. Arrays are not copied: do not change them before the file is written. Written by {@link Hdf5Writer}.
 */
public final class Hdf5Data implements Content {
    /** How the elements are stored. */
    enum Type {
        FLOAT32("float32"), FLOAT64("float64"), INT32("int32"), INT64("int64"), FIXED_STRING(Contents.STRING), VARIABLE_STRING(Contents.STRING);

        /** As {@link Hdf5Values#type} names it when it is read. */
        private final String words;

        Type(String words) {
            this.words = words;
        }
    }

    private final Type type;
    private final int[] shape;
    private final int elementBytes;
    private final int count;
    private final Content elements;
    private final List<byte[]> texts;

    private Hdf5Data(Type type, int[] shape, int elementBytes, int count, Content elements, List<byte[]> texts) {
        this.type = type;
        this.shape = shape.clone();
        this.elementBytes = elementBytes;
        this.count = count;
        this.elements = elements;
        this.texts = texts;
        requireCount();
    }

    /** float32. As many values as the shape says, else [FILE-31]. */
    public static Hdf5Data floats(int[] shape, float... values) {
        return floats(shape, values.length, new float[][] {values});
    }

    private static Hdf5Data floats(int[] shape, int count, float[][] rows) {
        return new Hdf5Data(Type.FLOAT32, shape, 4, count, to -> new NumberRows(shape, rows).writeTo(to, NumberType.F32), List.of());
    }

    /** float32, as they stand in rows. */
    public static Hdf5Data floats(NumberRows numbers) {
        return floats(numbers.shape(), (int) Math.min(numbers.count(), Integer.MAX_VALUE), numbers.rows());
    }

    /** float32 of two axes, row by row; all rows must be equally long, else [FILE-31]. */
    public static Hdf5Data rows(float[][] rows) {
        int length = rows.length == 0 ? 0 : Objects.requireNonNull(rows[0], "rows").length;
        boolean even = Arrays.stream(rows).allMatch(row -> Objects.requireNonNull(row, "rows").length == length);
        int count = even ? Math.multiplyExact(rows.length, length) : -1;
        return floats(new int[]{rows.length, length}, count, rows);
    }

    /** float64. As many values as the shape says, else [FILE-31]. {@code doubles(new int[]{0})} is how h5py writes an empty list. */
    public static Hdf5Data doubles(int[] shape, double... values) {
        return new Hdf5Data(Type.FLOAT64, shape, 8, values.length, buffered(8L * values.length, to -> to.asDoubleBuffer().put(values)), List.of());
    }

    /** int32. As many values as the shape says, else [FILE-31]. */
    public static Hdf5Data ints(int[] shape, int... values) {
        return new Hdf5Data(Type.INT32, shape, 4, values.length, buffered(4L * values.length, to -> to.asIntBuffer().put(values)), List.of());
    }

    /** int64. As many values as the shape says, else [FILE-31]. */
    public static Hdf5Data longs(int[] shape, long... values) {
        return new Hdf5Data(Type.INT64, shape, 8, values.length, buffered(8L * values.length, to -> to.asLongBuffer().put(values)), List.of());
    }

    private static Content buffered(long bytes, Consumer<ByteBuffer> elements) {
        return out -> {
            ByteBuffer buffer = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
            elements.accept(buffer);
            out.write(buffer.array());
        };
    }

    /** UTF-8 strings of variable length. As many as the shape says, else [FILE-31]. */
    public static Hdf5Data strings(int[] shape, List<String> values) {
        List<byte[]> texts = utf8(values);
        return new Hdf5Data(Type.VARIABLE_STRING, shape, 16, texts.size(), null, texts);
    }

    /** One UTF-8 string of variable length: what h5py writes for a Python string. */
    public static Hdf5Data string(String value) {
        return strings(new int[0], List.of(Objects.requireNonNull(value, "value")));
    }

    /**
     * UTF-8 strings padded with zero bytes to the longest of them, as Keras writes lists of names. As many as the shape says,
     * else [FILE-31].
     */
    public static Hdf5Data fixedStrings(int[] shape, List<String> values) {
        List<byte[]> texts = utf8(values);
        int longest = texts.stream().mapToInt(text -> text.length).max().orElse(0);
        int elementBytes = Math.max(1, longest);
        return new Hdf5Data(Type.FIXED_STRING, shape, elementBytes, texts.size(), to -> {
            for (byte[] text : texts) {
                to.write(text);
                to.write(new byte[elementBytes - text.length]);
            }
        }, texts);
    }

    /** Strings as bytes: without zero bytes, which end a string in a file, and without halves of surrogate pairs [FILE-35]. */
    private static List<byte[]> utf8(List<String> values) {
        for (String value : values) {
            if (value.indexOf(0) >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
                throw Refusal.of("FILE-35", "an HDF5 string", "text without zero characters and half surrogate pairs",
                        "\"" + value.replace('\0', '?') + "\"", "");
            }
        }
        return values.stream().map(value -> value.getBytes(StandardCharsets.UTF_8)).collect(Collectors.toList());
    }

    private void requireCount() {
        long expected = 1;
        for (int size : shape) {
            expected = size < 0 || expected < 0 ? -1 : Math.min(expected * size, Integer.MAX_VALUE);
        }
        if (expected != count || (long) count * elementBytes > Integer.MAX_VALUE - 64) {
            throw Refusal.of("FILE-31", "HDF5 data of shape " + Arrays.toString(shape),
                    expected + " values, together less than 2 GiB", count < 0 ? "rows of different lengths" : count + " values", "");
        }
    }

    Type type() {
        return type;
    }

    int[] shape() {
        return shape;
    }

    /** Bytes of one element in the file. */
    int elementBytes() {
        return elementBytes;
    }

    /** Bytes of all elements in the file. */
    int bytes() {
        return count * elementBytes;
    }

    /** The strings in UTF-8; empty for numbers. */
    List<byte[]> texts() {
        return texts;
    }

    /** Whether the strings need no more than ASCII. */
    boolean isAscii() {
        for (byte[] text : texts) {
            for (byte b : text) {
                if (b < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Adds type, shape and values to a checksum, as {@link Hdf5Values} does when they are read. */
    void addTo(Contents contents) {
        contents.typeAndShape(type.words, Arrays.stream(shape).asLongStream().toArray());
        if (!texts.isEmpty()) {
            texts.forEach(text -> contents.text(new String(text, StandardCharsets.UTF_8)));
        } else if (count > 0) {
            contents.bytes(this);
        }
    }

    /** Writes the bytes of the elements; not for strings of variable length. */
    @Override
    public void writeTo(OutputStream out) throws IOException {
        elements.writeTo(out);
    }
}
