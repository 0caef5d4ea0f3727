package lstm4j.keras.hdf5;

import java.util.Map;

/**
 * A name for something that lies elsewhere: a soft link, a second hard link to an object, or an external link (which is
 * shown but never followed).
 *
 * @param name last part of the path
 * @param path path of the link itself
 * @param target path of what it means; for an external link {@code file:path}
 * @param external whether it points into another file
 */
public record Hdf5Link(String name, String path, String target, boolean external) implements Hdf5Node {
    @Override
    public Map<String, Hdf5Attribute> attributes() {
        return Map.of();
    }
}
