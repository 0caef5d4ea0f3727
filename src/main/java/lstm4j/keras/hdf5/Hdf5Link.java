package lstm4j.keras.hdf5;

import java.util.Map;
import java.util.function.Supplier;

/**
 * A name for something that lies elsewhere: a soft link, a second hard link to an object, or an external link (which is
 * shown but never followed).
 */
public final class Hdf5Link implements Hdf5Node {
    private final BytePlace place;
    private final Supplier<String> target;
    private final boolean external;

    Hdf5Link(BytePlace place, Supplier<String> target, boolean external) {
        this.place = place;
        this.target = target;
        this.external = external;
    }

    @Override
    public String name() {
        return place.name();
    }

    @Override
    public String path() {
        return place.path();
    }

    /** None: attributes belong to objects. */
    @Override
    public Map<String, Hdf5Attribute> attributes() {
        return Map.of();
    }

    /** Path of what the link means; for an external link {@code file:path}. */
    public String target() {
        return target.get();
    }

    /** Whether the link points into another file. */
    public boolean isExternal() {
        return external;
    }
}
