package lstm4j.keras.hdf5;

import java.util.List;

/**
 * Values to be written as a dataset or an attribute: a shape, an element type and the values, row-major. An empty shape is a
 * single value. Arrays are not copied: do not change them before the file is written.
 */
public final class Hdf5Data {
    private Hdf5Data() {
    }

    /** float32. As many values as the shape says, else [FILE-31]. */
    public static Hdf5Data floats(int[] shape, float... values) {
        return new Hdf5Data();
    }

    /** float64. As many values as the shape says, else [FILE-31]. {@code doubles(new int[]{0})} is how h5py writes an empty list. */
    public static Hdf5Data doubles(int[] shape, double... values) {
        return new Hdf5Data();
    }

    /** int32. As many values as the shape says, else [FILE-31]. */
    public static Hdf5Data ints(int[] shape, int... values) {
        return new Hdf5Data();
    }

    /** int64. As many values as the shape says, else [FILE-31]. */
    public static Hdf5Data longs(int[] shape, long... values) {
        return new Hdf5Data();
    }

    /** UTF-8 strings of variable length. As many as the shape says, else [FILE-31]. */
    public static Hdf5Data strings(int[] shape, List<String> values) {
        return new Hdf5Data();
    }

    /** One UTF-8 string of variable length: what h5py writes for a Python string. */
    public static Hdf5Data string(String value) {
        return new Hdf5Data();
    }

    /** UTF-8 strings padded with zero bytes to the longest of them, as Keras writes lists of names. As many as the shape says, else [FILE-31]. */
    public static Hdf5Data fixedStrings(int[] shape, List<String> values) {
        return new Hdf5Data();
    }
}
