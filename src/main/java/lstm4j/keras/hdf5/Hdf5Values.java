package lstm4j.keras.hdf5;

import java.util.List;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.ModelFormatException;

/**
 * An array in an HDF5 file: the values of a dataset or an attribute, row-major, decoded when asked. Every decoding counts
 * against the limits of the file ({@link Limit#UNPACKED_BYTES}). Thread-safe.
 */
public abstract sealed class Hdf5Values permits Hdf5Dataset, Hdf5Attribute {
    /** What a string costs in memory besides its letters. */
    private static final int STRING_BYTES = 64;
    /** What fits into a Java array. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 64;

    private final Source source;
    private final BytePlace place;
    private final Datatype type;
    private final Dataspace space;
    private final Storage storage;

    Hdf5Values(BytePlace place, Source source, Datatype type, Dataspace space, Storage storage) {
        this.place = place;
        this.source = source;
        this.type = type;
        this.space = space;
        this.storage = storage;
    }

    /** Sizes along each axis: empty for a single value, {@code {0}} for an array or a null value without elements. */
    public long[] shape() {
        return space.sizes().clone();
    }

    /** What the elements are. */
    public Hdf5Kind kind() {
        return type.kind();
    }

    /** The element type in words: {@code float32}, {@code int64 big-endian}, {@code string (variable length)}, {@code compound}. */
    public String type() {
        return type.words();
    }

    /** The values as floats, row-major: float16 and float32 exactly, float64 and integers rounded. Not numbers: [FILE-18]. */
    public float[] floats() throws ModelFormatException {
        int count = count(Float.BYTES);
        requireNumbers(count);
        return count == 0 ? new float[0] : Numbers.floats(load(count), type, count);
    }

    /** The same as rows along the last axis; a list is one row, a single value one row of one. */
    public float[][] rows() throws ModelFormatException {
        int count = count(Float.BYTES);
        requireNumbers(count);
        int columns = count == 0 || space.rank() == 0 ? 1 : (int) space.sizes()[space.rank() - 1];
        float[][] rows = new float[count / columns][];
        Cursor raw = count == 0 ? null : load(count);
        for (int r = 0; r < rows.length; r++) {
            rows[r] = Numbers.floats(raw, type, columns);
        }
        return rows;
    }

    /** The values as doubles, row-major: exact but for integers beyond 2^53. Not numbers: [FILE-18]. */
    public double[] doubles() throws ModelFormatException {
        int count = count(Double.BYTES);
        requireNumbers(count);
        return count == 0 ? new double[0] : Numbers.doubles(load(count), type, count);
    }

    /** The values of integers, row-major; unsigned ones beyond 2^63 − 1 and everything else: [FILE-18]. */
    public long[] longs() throws ModelFormatException {
        int count = count(Long.BYTES);
        if (count > 0 && kind() != Hdf5Kind.INTEGER) {
            throw wrongKind("integers");
        }
        return count == 0 ? new long[0] : Numbers.longs(load(count), type, count);
    }

    /** The strings, row-major, without padding. An array without elements gives none, whatever its type; other kinds: [FILE-18]. */
    public List<String> strings() throws ModelFormatException {
        int count = count(STRING_BYTES);
        if (count > 0 && kind() != Hdf5Kind.STRING) {
            throw wrongKind("strings");
        }
        return count == 0 ? List.of() : Texts.read(load(count), type, count);
    }

    /** The one string of an attribute or dataset with one element, else [FILE-18]. */
    public String string() throws ModelFormatException {
        List<String> strings = strings();
        if (strings.size() != 1) {
            throw named().fail("FILE-18", -1, "expected one string, got an array of shape " + Dataspace.text(space.sizes()), "");
        }
        return strings.get(0);
    }

    /** Adds type, shape and values to a checksum; the letters of strings, else the bytes as they are stored. */
    void addTo(Contents contents) throws ModelFormatException {
        boolean text = kind() == Hdf5Kind.STRING;
        contents.typeAndShape(text ? Contents.STRING : type(), space.sizes());
        if (text) {
            strings().forEach(contents::text);
            return;
        }
        int count = count(type.size());
        if (count > 0) {
            contents.bytes(load(count).slice((long) count * type.size(), "the data of the array").blob()::writeTo);
        }
    }

    private Source named() {
        return source.within(place);
    }

    private void requireNumbers(int count) throws ModelFormatException {
        if (count > 0 && kind() != Hdf5Kind.FLOAT && kind() != Hdf5Kind.INTEGER) {
            throw wrongKind("numbers");
        }
    }

    private ModelFormatException wrongKind(String wanted) {
        if (kind() == Hdf5Kind.OTHER) {
            return named().fail("FILE-17", -1, "expected " + wanted + ", got elements of the type " + type(),
                    "lstm4j reads IEEE floats, integers and strings");
        }
        return named().fail("FILE-18", -1, "expected " + wanted + ", got elements of the type " + type(), "");
    }

    /**
     * Number of elements, once the limits allow to decode them into {@code bytesEach} and the budget has been charged. Sizes
     * are only checked here, so that a listing can show an array that is too large to read.
     */
    private int count(int bytesEach) throws ModelFormatException {
        Source named = named();
        long count = space.elements();
        named.check(Limit.TENSOR_RANK, space.rank(), -1);
        for (long size : space.sizes()) {
            named.check(Limit.TENSOR_DIMENSION, size, -1);
        }
        long each = Math.max(bytesEach, type.size());
        long bytes = count < 0 || count > Long.MAX_VALUE / each ? Long.MAX_VALUE : count * each;
        named.check(Limit.TENSOR_BYTES, bytes, -1);
        if (bytes > MOST_BYTES) {
            throw named.fail("FILE-19", -1, "an array of shape " + Dataspace.text(space.sizes()) + " has " + bytes
                    + " bytes, more than a Java array can hold", "");
        }
        named.charge(bytes);
        return (int) count;
    }

    private Cursor load(int count) throws ModelFormatException {
        return storage.load(named(), count * type.size());
    }
}
