package lstm4j.keras.hdf5;

import java.util.Map;

/**
 * An object that is neither group nor dataset, such as a named datatype: listed, not read.
 *
 * @param name last part of the path
 * @param path path of the object
 * @param kind what it is, in words
 * @param attributes its attributes
 */
public record Hdf5Other(String name, String path, String kind, Map<String, Hdf5Attribute> attributes) implements Hdf5Node {
}
