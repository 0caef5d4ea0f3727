package lstm4j.keras.hdf5;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.ModelFormatException;

/** A group: children by name. Immutable. */
public final class Hdf5Group implements Hdf5Node {
    /** More links than this on one path are a circle. */
    private static final int MOST_LINKS = 32;
    /** Names that a message about a missing one lists. */
    private static final int NAMES_IN_MESSAGE = 12;

    private final BytePlace place;
    private final Map<String, Hdf5Attribute> attributes;
    private final Map<String, Hdf5Node> children;
    private final Hdf5Group root;
    private final Source source;

    /** {@code root} is null where this is the root. */
    Hdf5Group(BytePlace place, Map<String, Hdf5Attribute> attributes, Map<String, Hdf5Node> children, Hdf5Group root,
            Source source) {
        this.place = place;
        this.attributes = attributes;
        this.children = children;
        this.root = root == null ? this : root;
        this.source = source;
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

    /**
     * Children by the name of their link, in creation order where the file keeps it, else in the order of the names. The tree
     * has no loops: a second hard link to an object, like a soft link, is a {@link Hdf5Link}.
     */
    public Map<String, Hdf5Node> children() {
        return children;
    }

    /**
     * The node at a path below this group ({@code "layers/lstm/vars/0"}), or below the root where it begins with a slash. Links
     * on the way are followed. Null where a name is not there.
     *
     * @throws ModelFormatException [FILE-12] links in a circle, [FILE-13] a link into another file
     */
    public Hdf5Node find(String path) throws ModelFormatException {
        Deque<String> names = new ArrayDeque<>();
        Hdf5Group group = start(path, names, this);
        int links = 0;
        while (!names.isEmpty()) {
            Hdf5Node child = group.children.get(names.pop());
            if (child instanceof Hdf5Link link) {
                requireInside(link, ++links);
                group = start(link.target(), names, group);
            } else if (child instanceof Hdf5Group next) {
                group = next;
            } else {
                return names.isEmpty() ? child : null;
            }
        }
        return group;
    }

    /** Puts the names of a path before those still to be followed, and says where to begin. */
    private static Hdf5Group start(String path, Deque<String> names, Hdf5Group relative) {
        String[] parts = path.split("/");
        for (int k = parts.length - 1; k >= 0; k--) {
            if (!parts[k].isEmpty() && !parts[k].equals(".")) {
                names.push(parts[k]);
            }
        }
        return path.startsWith("/") ? relative.root : relative;
    }

    private void requireInside(Hdf5Link link, int links) throws ModelFormatException {
        if (link.isExternal()) {
            throw source.fail("FILE-13", -1, link.path() + " is a link into another file, " + link.target()
                    + ", which lstm4j never opens", "Copy what it points to into this file, for example with h5copy");
        }
        if (links > MOST_LINKS) {
            throw source.fail("FILE-12", -1, "the link " + link.path() + " to " + link.target() + " leads in a circle", "");
        }
    }

    /** The group at this path, else [FILE-11] with a message that lists what is there. */
    public Hdf5Group group(String path) throws ModelFormatException {
        if (find(path) instanceof Hdf5Group group) {
            return group;
        }
        throw missing("group", path);
    }

    /** The dataset at this path, else [FILE-11] with a message that lists what is there. */
    public Hdf5Dataset dataset(String path) throws ModelFormatException {
        if (find(path) instanceof Hdf5Dataset dataset) {
            return dataset;
        }
        throw missing("dataset", path);
    }

    /**
     * Compares the CRC-32 that {@link Hdf5Writer#sealed} left in an attribute of this root with what is here. Returns this.
     *
     * @throws ModelFormatException [FILE-93] something was changed; without the attribute nothing is compared
     */
    public Hdf5Group requireSeal(String attribute) throws ModelFormatException {
        Hdf5Attribute seal = attributes.get(attribute);
        if (seal != null && (seal.longs().length != 1 || seal.longs()[0] != contentsWithout(attribute))) {
            throw source.fail("FILE-93", -1, "expected the contents that were sealed when the file was written (attribute " + attribute + "), got others",
                    "The file was damaged or edited; copy it again, or delete the attribute if the change was meant");
        }
        return this;
    }

    /** The checksum of everything in and below this group but one attribute of the group itself. */
    private long contentsWithout(String seal) throws ModelFormatException {
        Contents contents = new Contents();
        Map<String, Hdf5Attribute> others = sorted(attributes);
        others.remove(seal);
        add(this, others, contents);
        return contents.value();
    }

    private static void add(Hdf5Node node, Map<String, Hdf5Attribute> attributes, Contents contents) throws ModelFormatException {
        for (Hdf5Attribute attribute : sorted(attributes).values()) {
            contents.text(attribute.name());
            attribute.addTo(contents);
        }
        if (node instanceof Hdf5Dataset dataset) {
            dataset.addTo(contents);
        } else if (node instanceof Hdf5Group group) {
            for (Map.Entry<String, Hdf5Node> child : sorted(group.children).entrySet()) {
                contents.text(child.getKey());
                add(child.getValue(), child.getValue().attributes(), contents);
            }
        } else {
            contents.text(node.getClass().getSimpleName());
        }
        contents.text(""); // here the object ends
    }

    private static <T> Map<String, T> sorted(Map<String, T> named) {
        Map<String, T> sorted = new TreeMap<>(Links::compareNames);
        sorted.putAll(named);
        return sorted;
    }

    private ModelFormatException missing(String kind, String path) throws ModelFormatException {
        Hdf5Node there = find(path);
        String names = children.keySet().stream().limit(NAMES_IN_MESSAGE).collect(Collectors.joining(", "));
        String more = children.size() > NAMES_IN_MESSAGE ? ", … (" + children.size() + " in all)" : "";
        return source.fail("FILE-11", -1, "expected " + path + " to be a " + kind + ", but " + describe(there),
                children.isEmpty() ? path() + " is empty" : path() + " holds " + names + more);
    }

    private static String describe(Hdf5Node node) {
        if (node == null) {
            return "it is not there";
        }
        if (node instanceof Hdf5Other other) {
            return "it is of another kind: " + other.kind();
        }
        return node instanceof Hdf5Group ? "it is a group" : "it is a dataset";
    }
}
