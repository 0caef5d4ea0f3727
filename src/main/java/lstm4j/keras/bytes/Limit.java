package lstm4j.keras.bytes;

/**
 * One thing a model file may not exceed, with its default and the words for it. The defaults are far above every real
 * Keras model and far below what hurts: a file can make lstm4j neither allocate nor compute without bound.
 */
public enum Limit {
    /** Size of a file. */
    FILE_BYTES(2L << 30, "bytes in the file"),
    /** Entries of a zip archive. */
    ZIP_ENTRIES(1_000, "entries in the zip archive"),
    /** How many times larger than its stored bytes a zip entry may become. */
    ZIP_RATIO(200, "times the stored size of a zip entry"),
    /** Bytes that unpacking (zip entries, HDF5 chunks, fill values) may always produce, however small the file is. */
    UNPACKED_BYTES(64L << 20, "unpacked bytes"),
    /** How many times the size of the file unpacking may produce, where that is more than {@link #UNPACKED_BYTES}. */
    UNPACKED_RATIO(20, "times the size of the file unpacked"),
    /** Size of a JSON text. */
    JSON_BYTES(16L << 20, "bytes of JSON"),
    /** Nesting of objects and arrays in a JSON text. */
    JSON_DEPTH(64, "levels of JSON nesting"),
    /** Characters of one JSON string. */
    JSON_STRING(1L << 20, "characters in a JSON string"),
    /** Characters of one JSON number. */
    JSON_NUMBER(64, "characters in a JSON number"),
    /** Keys of all objects of a JSON text together. */
    JSON_KEYS(100_000, "keys in a JSON text"),
    /** Bytes of the JSON header of a safetensors file. */
    HEADER_BYTES(16L << 20, "bytes in the header"),
    /** Axes of one array. */
    TENSOR_RANK(8, "axes of an array"),
    /** Size of an array along one axis. */
    TENSOR_DIMENSION(Integer.MAX_VALUE, "elements along one axis of an array"),
    /** Bytes of one array, and of all arrays of a model together: 2 GiB, or three quarters of the Java heap where that is less. */
    TENSOR_BYTES(Math.min(2L << 30, Runtime.getRuntime().maxMemory() / 4 * 3), "bytes of arrays"),
    /** Layers of a model. */
    LAYERS(4_096, "layers in the model"),
    /** Characters of a name. */
    NAME(512, "characters in a name"),
    /** Nesting of HDF5 groups. */
    HDF5_DEPTH(64, "levels of HDF5 groups"),
    /** Groups, datasets, links and attributes of an HDF5 file together. */
    HDF5_OBJECTS(100_000, "HDF5 objects, links and attributes"),
    /** Bytes of one unpacked HDF5 chunk. */
    HDF5_CHUNK_BYTES(64L << 20, "bytes in an HDF5 chunk"),
    /** Levels of an HDF5 B-tree. */
    HDF5_TREE_DEPTH(16, "levels of an HDF5 B-tree"),
    /** Small steps of reading the structure of an HDF5 file: a bound on time that does not depend on a clock. */
    HDF5_STEPS(5_000_000, "steps to read the HDF5 structure");

    private final long byDefault;
    private final String words;

    Limit(long byDefault, String words) {
        this.byDefault = byDefault;
        this.words = words;
    }

    /** The value where nothing else is asked. */
    public long byDefault() {
        return byDefault;
    }

    /** What is counted, such as "levels of JSON nesting". */
    public String words() {
        return words;
    }
}
