package lstm4j.keras.hdf5;

import java.util.Map;

/** A dataset: a shape, an element type, and values that are decoded when asked. */
public final class Hdf5Dataset extends Hdf5Values implements Hdf5Node {
    private final BytePlace place;
    private final Map<String, Hdf5Attribute> attributes;
    private final Storage storage;

    Hdf5Dataset(BytePlace place, Map<String, Hdf5Attribute> attributes, Source source, Datatype type, Dataspace space,
            Storage storage) {
        super(place, source, type, space, storage);
        this.place = place;
        this.attributes = attributes;
        this.storage = storage;
    }

    @Override
    public String name() {
        return place.name();
    }

    @Override
    public String path() {
        return place.path();
    }

    @Override
    public Map<String, Hdf5Attribute> attributes() {
        return attributes;
    }

    /** How the values are stored, in words: {@code contiguous}, {@code compact}, {@code chunked (7, 50), shuffle, deflate}. */
    public String storage() {
        return storage.words();
    }
}
