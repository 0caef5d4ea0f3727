package lstm4j.keras.hdf5;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import lstm4j.keras.bytes.ModelFormatException;

/**
 * The attributes of an object: messages of its header, or messages in a fractal heap. Source: HDF5 File Format Specification
 * 3.0, IV.A.2.m and v.
 */
final class Attributes {
    private final Source source;
    private final BytePlace owner;
    private final Map<String, Hdf5Attribute> attributes = new TreeMap<>();

    private Attributes(Source source, BytePlace owner) {
        this.source = source;
        this.owner = owner;
    }

    /** By name. */
    static Map<String, Hdf5Attribute> read(Source source, BytePlace owner, ObjectHeader header) throws ModelFormatException {
        Attributes found = new Attributes(source, owner);
        for (HeaderMessage message : header.all(HeaderMessage.ATTRIBUTE)) {
            found.add(message);
        }
        for (HeaderMessage info : header.all(HeaderMessage.ATTRIBUTE_INFO)) {
            found.dense(info.read());
        }
        return Collections.unmodifiableMap(found.attributes);
    }

    private void dense(Cursor at) throws ModelFormatException {
        at.version(0);
        int flags = at.u8();
        at.skip((flags & 1) != 0 ? 2 : 0);
        long heapAddress = at.address();
        long byName = at.address();
        if (heapAddress != Source.UNDEFINED) {
            FractalHeap heap = new FractalHeap(source, heapAddress);
            BTree2.walk(source, byName, BTree2.ATTRIBUTES_BY_NAME, item -> {
                Cursor id = item.slice(8, "the ID of an attribute");
                boolean shared = (item.u8() & 2) != 0;
                add(new HeaderMessage(HeaderMessage.ATTRIBUTE, shared, shared ? id : heap.object(id)));
            });
        }
    }

    private void add(HeaderMessage message) throws ModelFormatException {
        if (message.shared()) {
            throw source.fail("FILE-26", message.body().offset(), "an attribute lies in the table of shared messages",
                    "Rewrite the file with h5repack");
        }
        Cursor at = message.read();
        int version = at.u8();
        if (version < 1 || version > 3) {
            throw at.fail("FILE-5", "expected version 1, 2 or 3 of an attribute, got " + version, Source.DAMAGED);
        }
        int flags = at.u8(); // reserved in version 1
        int nameBytes = at.u16();
        int typeBytes = at.u16();
        int spaceBytes = at.u16();
        at.skip(version == 3 ? 1 : 0); // ASCII or UTF-8
        boolean padded = version == 1;
        String name = part(at, nameBytes, padded, "the name of an attribute").zeroTerminated();
        Cursor type = part(at, typeBytes, padded, "the type of an attribute");
        Cursor space = part(at, spaceBytes, padded, "the shape of an attribute");
        boolean namedType = version > 1 && (flags & 1) != 0;
        boolean sharedSpace = version > 1 && (flags & 2) != 0;
        if (sharedSpace) {
            throw at.fail("FILE-26", "the shape of an attribute lies in the table of shared messages",
                    "Rewrite the file with h5repack");
        }
        Cursor data = at.slice(at.remaining(), "the value of the attribute " + name);
        add(name, namedType ? Datatype.named() : Datatype.read(type), Dataspace.read(space), data);
    }

    /** Version 1 fills each part up to a multiple of 8 bytes. */
    private static Cursor part(Cursor at, int bytes, boolean padded, String what) throws ModelFormatException {
        Cursor part = at.slice(bytes, what);
        at.skip(padded ? Math.min(at.remaining(), -bytes & 7) : 0);
        return part;
    }

    private void add(String name, Datatype type, Dataspace space, Cursor data) throws ModelFormatException {
        source.object(data.offset());
        source.name(data.offset(), name);
        Links.requirePrintable(source, name);
        Hdf5Attribute attribute = new Hdf5Attribute(owner.attribute(name), source, type, space, new Storage.Inline(data));
        if (attributes.put(name, attribute) != null) {
            throw source.fail("FILE-10", data.offset(), "two attributes have the same name " + name, Source.DAMAGED);
        }
    }
}
