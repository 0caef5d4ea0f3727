package lstm4j.keras.hdf5;

import java.util.List;

import lstm4j.keras.ModelFormatException;

/**
 * An array in an HDF5 file: the values of a dataset or an attribute, row-major, decoded when asked. Every decoding counts
 * against the limits of the file. Thread-safe.
 */
public abstract sealed class Hdf5Values permits Hdf5Dataset, Hdf5Attribute {
    /** What the elements are. */
    public enum Kind {
        /** IEEE 754 numbers of 16, 32 or 64 bits. */
        FLOAT,
        /** Integers of 1 to 8 bytes, signed or not. */
        INTEGER,
        /** Strings of fixed or variable length. */
        STRING,
        /** Anything else (compounds, enumerations, references, …): described by {@link #type()}, not read. */
        OTHER
    }

    Hdf5Values() {
    }

    /** Sizes along each axis: empty for a single value, {@code {0}} for an array or a null value without elements. */
    public long[] shape() {
        return new long[0];
    }

    /** What the elements are. */
    public Kind kind() {
        return Kind.OTHER;
    }

    /** The element type in words: {@code float32}, {@code int64 big-endian}, {@code string (variable length)}, {@code compound}. */
    public String type() {
        return "";
    }

    /** The values as floats, row-major: float16 and float32 exactly, float64 and integers rounded. Not numbers: [FILE-18]. */
    public float[] floats() throws ModelFormatException {
        return new float[0];
    }

    /** The values as doubles, row-major: exact but for integers beyond 2^53. Not numbers: [FILE-18]. */
    public double[] doubles() throws ModelFormatException {
        return new double[0];
    }

    /** The values of integers, row-major; unsigned ones beyond 2^63 − 1 and everything else: [FILE-18]. */
    public long[] longs() throws ModelFormatException {
        return new long[0];
    }

    /** The strings, row-major, without padding. An array without elements gives none, whatever its type; other kinds: [FILE-18]. */
    public List<String> strings() throws ModelFormatException {
        return List.of();
    }

    /** The one string of an attribute or dataset with one element, else [FILE-18]. */
    public String string() throws ModelFormatException {
        return "";
    }
}
