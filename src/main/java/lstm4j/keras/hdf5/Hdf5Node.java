package lstm4j.keras.hdf5;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import lstm4j.keras.bytes.ModelFormatException;

/** Something that a group holds under a name: a group, a dataset, a link, or an object of another kind. */
public sealed interface Hdf5Node permits Hdf5Group, Hdf5Dataset, Hdf5Link, Hdf5Other {
    /** The last part of the path; empty for the root. */
    String name();

    /** The path from the root, such as {@code /layers/lstm/cell/vars/0}; {@code /} for the root. */
    String path();

    /** Attributes by name, in the order of their names. Links have none. */
    Map<String, Hdf5Attribute> attributes();

    /** The attribute of this name, or null. */
    default Hdf5Attribute attribute(String name) {
        return attributes().get(name);
    }

    /**
     * The strings of an attribute that Keras may have split because of its size: the attribute {@code name}, or where there
     * is none, {@code name0}, {@code name1}, … one after the other. Neither there: null.
     */
    default List<String> attributeStrings(String name) throws ModelFormatException {
        Hdf5Attribute whole = attribute(name);
        if (whole != null) {
            return whole.strings();
        }
        if (attribute(name + 0) == null) {
            return null;
        }
        List<String> strings = new ArrayList<>();
        for (int piece = 0; attribute(name + piece) != null; piece++) {
            strings.addAll(attribute(name + piece).strings());
        }
        return strings;
    }
}
