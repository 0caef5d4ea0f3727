package lstm4j.keras.hdf5;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import lstm4j.keras.bytes.Content;
import lstm4j.keras.bytes.Limit;

/**
 * Writes an HDF5 file from groups, datasets and attributes: the old format (superblock 0, symbol tables, contiguous data) that
 * h5py writes by default and every HDF5 library reads. Equal trees give equal bytes, in whatever order they were built.
 * Spec: chapter 9, files.
 *
 * <pre>
 * Hdf5Writer root = Hdf5Writer.root();
 * root.attribute("backend", Hdf5Data.string("lstm4j"));
 * root.group("layers/lstm/cell/vars").dataset("0", Hdf5Data.floats(new int[]{2, 3}, kernel));
 * byte[] file = root.toBytes(); // or piece by piece: root.writeTo(out)
 * </pre>
 */
public final class Hdf5Writer implements Content {
    private static final int SUPERBLOCK_BYTES = 96;
    private final String path;
    private final int depth;
    private final Hdf5Data data;
    /** In the order that the format demands of group members. */
    private final Map<String, Hdf5Writer> children = new TreeMap<>(Links::compareNames);
    private final Map<String, Hdf5Data> attributes = new TreeMap<>(Links::compareNames);

    /** A dataset, or a group where {@code data} is null. */
    private Hdf5Writer(String path, int depth, Hdf5Data data) {
        this.path = path;
        this.depth = depth;
        this.data = data;
    }

    /** An empty root group. */
    public static Hdf5Writer root() {
        return new Hdf5Writer("", 0, null);
    }

    /** The group at a path below this one; what is missing on the way is made. A dataset in its place: [FILE-33]. */
    public Hdf5Writer group(String path) {
        Hdf5Writer group = this;
        for (String name : path.split("/", -1)) {
            Hdf5Writer child = group.children.get(name);
            group = child == null ? group.add(name, null) : child;
            if (group.data != null) {
                throw taken(group.path, "a group");
            }
        }
        return group;
    }

    /** Adds a dataset to this group, and returns it so that attributes can be added. Name taken: [FILE-33]. */
    public Hdf5Writer dataset(String name, Hdf5Data data) {
        if (children.containsKey(name)) {
            throw taken(path + "/" + name, "a dataset");
        }
        return add(name, data);
    }

    private Hdf5Writer add(String name, Hdf5Data data) {
        if (this.data != null) {
            throw Refusal.of("FILE-33", label(), "a group to add " + name + " to", "a dataset", "");
        }
        requireName(name);
        if (depth >= Limit.HDF5_DEPTH.byDefault()) {
            throw Refusal.of("FILE-30", label(), "at most " + Limit.HDF5_DEPTH.byDefault() + " levels of groups", "one more", "");
        }
        Hdf5Writer child = new Hdf5Writer(path + "/" + name, depth + 1, data);
        children.put(name, child);
        return child;
    }

    /** Adds an attribute to this group or dataset. Name taken: [FILE-33]; more than 64 KiB: [FILE-32]. Returns this. */
    public Hdf5Writer attribute(String name, Hdf5Data data) {
        requireName(name);
        if (attributes.containsKey(name)) {
            throw taken(label() + ", attribute " + name, "an attribute");
        }
        long bytes = Header.attributeBytes(name, data);
        if (bytes > Header.MOST_MESSAGE_BYTES) {
            throw Refusal.of("FILE-32", label() + ", attribute " + name, "at most " + Header.MOST_MESSAGE_BYTES
                    + " bytes, all that an HDF5 object header holds", bytes + " bytes",
                    "Split it into " + name + "0, " + name + "1, … as Keras does, or write strings of variable length");
        }
        attributes.put(name, data);
        return this;
    }

    /**
     * Seals the file of which this is the root: adds the CRC-32 of all that is in it as an attribute of this name, which
     * {@link Hdf5Group#requireSeal} compares. What is added later breaks the seal. Returns this.
     */
    public Hdf5Writer sealed(String attribute) {
        Contents contents = new Contents();
        addTo(contents);
        return attribute(attribute, Hdf5Data.longs(new int[0], contents.value()));
    }

    private void addTo(Contents contents) {
        attributes.forEach((name, value) -> {
            contents.text(name);
            value.addTo(contents);
        });
        if (data != null) {
            data.addTo(contents);
        }
        children.forEach((name, child) -> {
            contents.text(name);
            child.addTo(contents);
        });
        contents.text(""); // here the object ends
    }

    private String label() {
        return depth == 0 ? "/" : path;
    }

    private static IllegalArgumentException taken(String path, String wanted) {
        return Refusal.of("FILE-33", path, "a free name for " + wanted, "a name that is in use", "");
    }

    /** Names are those the reader takes: without slash and control characters, not too long [FILE-30]. */
    private void requireName(String name) {
        boolean bad = name.isEmpty() || name.equals(".") || name.indexOf('/') >= 0 || name.length() > Limit.NAME.byDefault()
                || name.chars().anyMatch(Character::isISOControl) || !StandardCharsets.UTF_8.newEncoder().canEncode(name);
        if (bad) {
            throw Refusal.of("FILE-30", "HDF5 group " + path + "/", "a name of 1 to " + Limit.NAME.byDefault()
                    + " characters without slash and control characters", "\"" + name.replaceAll("\\p{Cntrl}", "?") + "\"", "");
        }
    }

    /** Writes the whole file of which this is the root; more than 2 GiB are [FILE-34] before the first byte. */
    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (depth > 0 || data != null) {
            throw Refusal.of("FILE-33", label(), "the root group to write a file from", "a part of it", "");
        }
        ByteOutput counted = new ByteOutput(null);
        SymbolTable.Written root = writeAll(counted, new byte[SUPERBLOCK_BYTES]);
        try {
            writeAll(new ByteOutput(out), superblock(root, counted.position()));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private SymbolTable.Written writeAll(ByteOutput out, byte[] superblock) {
        StringHeap strings = new StringHeap();
        addStrings(strings);
        out.bytes(superblock);
        strings.writeTo(out);
        SymbolTable.Written root = write(out, strings);
        out.align8();
        return root;
    }

    /** In the order in which {@link #write} will ask for the references. */
    private void addStrings(StringHeap strings) {
        children.values().forEach(child -> child.addStrings(strings));
        if (data != null) {
            strings.add(data);
        }
        attributes.values().forEach(strings::add);
    }

    /** Writes everything below this object, and then the object itself. */
    private SymbolTable.Written write(ByteOutput out, StringHeap strings) {
        Map<String, SymbolTable.Written> members = new LinkedHashMap<>();
        children.forEach((name, child) -> members.put(name, child.write(out, strings)));
        Header header = new Header();
        SymbolTable.Written table = new SymbolTable.Written(0, ByteOutput.UNDEFINED, ByteOutput.UNDEFINED);
        if (data == null) {
            table = SymbolTable.write(out, members);
            header.symbolTable(table.tree(), table.heap());
        } else {
            long address = writeData(out, strings);
            header.dataset(data, address, data.bytes());
        }
        attributes.forEach((name, value) -> header.attribute(name, value, strings));
        long address = out.align8().position();
        header.writeTo(out);
        return new SymbolTable.Written(address, table.tree(), table.heap());
    }

    private long writeData(ByteOutput out, StringHeap strings) {
        long address = data.bytes() == 0 ? ByteOutput.UNDEFINED : out.align8().position();
        if (data.type() == Hdf5Data.Type.VARIABLE_STRING) {
            strings.writeReferences(out, data);
        } else {
            out.data(data);
        }
        return address;
    }

    /** Source: HDF5 File Format Specification 3.0, II.A, version 0. */
    private static byte[] superblock(SymbolTable.Written root, long end) {
        ByteOutput out = new ByteOutput();
        out.bytes(new byte[]{(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'});
        out.zeros(5).u8(8).u8(8).u8(0).u16(SymbolTable.LEAF_K).u16(SymbolTable.TREE_K).u32(0);
        out.u64(0).u64(ByteOutput.UNDEFINED).u64(end).u64(ByteOutput.UNDEFINED);
        SymbolTable.entry(out, 0, root);
        return out.toBytes();
    }
}
