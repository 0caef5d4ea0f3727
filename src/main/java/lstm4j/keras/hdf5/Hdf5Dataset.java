package lstm4j.keras.hdf5;

import java.util.Map;

/** A dataset: a shape, an element type, and values that are decoded when asked. */
public final class Hdf5Dataset extends Hdf5Values implements Hdf5Node {
    Hdf5Dataset() {
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public String path() {
        return "";
    }

    @Override
    public Map<String, Hdf5Attribute> attributes() {
        return Map.of();
    }

    /** How the values are stored, in words: {@code contiguous}, {@code compact}, {@code chunked (7, 50), shuffle, deflate}. */
    public String storage() {
        return "";
    }
}
