package lstm4j.keras.hdf5;

import java.util.Map;

import lstm4j.keras.ModelFormatException;

/** A group: children by name. Immutable. */
public final class Hdf5Group implements Hdf5Node {
    Hdf5Group() {
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public String path() {
        return "/";
    }

    @Override
    public Map<String, Hdf5Attribute> attributes() {
        return Map.of();
    }

    /**
     * Children by the name of their link, in creation order where the file keeps it, else in the order of the names. The tree
     * has no loops: a second hard link to an object, like a soft link, is a {@link Hdf5Link}.
     */
    public Map<String, Hdf5Node> children() {
        return Map.of();
    }

    /**
     * The node at a path below this group ({@code "layers/lstm/vars/0"}), or below the root where it begins with a slash. Links
     * on the way are followed. Null where a name is not there.
     *
     * @throws ModelFormatException [FILE-12] links in a circle, [FILE-13] a link into another file
     */
    public Hdf5Node find(String path) throws ModelFormatException {
        return null;
    }

    /** The group at this path, else [FILE-11] with a message that lists what is there. */
    public Hdf5Group group(String path) throws ModelFormatException {
        return null;
    }

    /** The dataset at this path, else [FILE-11] with a message that lists what is there. */
    public Hdf5Dataset dataset(String path) throws ModelFormatException {
        return null;
    }
}
