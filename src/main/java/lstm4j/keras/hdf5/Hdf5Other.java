package lstm4j.keras.hdf5;

import java.util.Map;

/** An object that is neither group nor dataset, such as a named datatype: listed, not read. */
public final class Hdf5Other implements Hdf5Node {
    private final BytePlace place;
    private final String kind;
    private final Map<String, Hdf5Attribute> attributes;

    Hdf5Other(BytePlace place, String kind, Map<String, Hdf5Attribute> attributes) {
        this.place = place;
        this.kind = kind;
        this.attributes = attributes;
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

    /** What it is, in words. */
    public String kind() {
        return kind;
    }
}
