package lstm4j.keras.hdf5;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.ModelFormatException;

/** Reads the structure of a file into a tree: each object once, at the first place where it is found. */
final class TreeReader {
    private final Source source;
    private final Map<Long, BytePlace> seen = new HashMap<>();
    private Hdf5Group root;

    private TreeReader(Source source) {
        this.source = source;
    }

    static Hdf5Group read(Superblock superblock) throws ModelFormatException {
        TreeReader reader = new TreeReader(superblock.source());
        Hdf5Node root = reader.object(BytePlace.ROOT, superblock.root(), 0);
        if (root instanceof Hdf5Group group) {
            return group;
        }
        throw superblock.source().fail("FILE-7", -1, "the root of the file is not a group", Source.DAMAGED);
    }

    private Hdf5Node object(BytePlace place, long address, int depth) throws ModelFormatException {
        seen.put(address, place);
        Source here = source.within(place);
        ObjectHeader header = ObjectHeader.read(here, address);
        Map<String, Hdf5Attribute> attributes = Attributes.read(here, place, header);
        if (header.first(HeaderMessage.SYMBOL_TABLE) != null || header.first(HeaderMessage.LINK_INFO) != null
                || header.first(HeaderMessage.LINK) != null || header.first(HeaderMessage.GROUP_INFO) != null) {
            return group(place, here, header, attributes, depth);
        }
        if (header.first(HeaderMessage.LAYOUT) != null && header.first(HeaderMessage.DATASPACE) != null
                && header.first(HeaderMessage.DATATYPE) != null) {
            return dataset(place, here, header, attributes);
        }
        String kind = header.first(HeaderMessage.DATATYPE) != null ? "named datatype" : "object that is neither group nor dataset";
        return new Hdf5Other(place, kind, attributes);
    }

    private Hdf5Node dataset(BytePlace place, Source here, ObjectHeader header, Map<String, Hdf5Attribute> attributes)
            throws ModelFormatException {
        if (header.first(HeaderMessage.DATASPACE).shared()) {
            return new Hdf5Other(place, "dataset whose shape lies in the table of shared messages", attributes);
        }
        Dataspace space = Dataspace.read(header.first(HeaderMessage.DATASPACE).read());
        Datatype type = Datatype.read(header.first(HeaderMessage.DATATYPE));
        Storage storage = DataLayout.read(header, space, type);
        return new Hdf5Dataset(place, attributes, here, type, space, storage);
    }

    private Hdf5Group group(BytePlace place, Source here, ObjectHeader header, Map<String, Hdf5Attribute> attributes, int depth)
            throws ModelFormatException {
        here.check(Limit.HDF5_DEPTH, depth, -1);
        Map<String, Hdf5Node> children = new LinkedHashMap<>();
        Hdf5Group group = new Hdf5Group(place, attributes, Collections.unmodifiableMap(children), root, here);
        if (root == null) {
            root = group;
        }
        for (Links.Link link : Links.read(here, header)) {
            children.put(link.name(), child(place.child(link.name()), link, depth));
        }
        return group;
    }

    private Hdf5Node child(BytePlace place, Links.Link link, int depth) throws ModelFormatException {
        if (link.isHard()) {
            BytePlace first = seen.get(link.address());
            return first == null ? object(place, link.address(), depth + 1) : new Hdf5Link(place, first::path, false);
        }
        if (link.isSoft() || link.isExternal()) {
            return new Hdf5Link(place, link::target, link.isExternal());
        }
        return new Hdf5Other(place, "link of kind " + link.kind(), Map.of());
    }
}
