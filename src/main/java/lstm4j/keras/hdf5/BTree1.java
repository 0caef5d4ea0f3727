package lstm4j.keras.hdf5;

import java.util.HashSet;
import java.util.Set;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.ModelFormatException;

/**
 * The older B-tree, of group members (type 0) and of chunks (type 1). It is walked from left to right; searching is not needed.
 * Source: HDF5 File Format Specification 3.0, III.A.1.
 */
final class BTree1 {
    static final int GROUP = 0;
    static final int CHUNKS = 1;

    /** Receives the entries of the lowest level: the key before a child, and the address of the child. */
    interface Visitor {
        void entry(Cursor key, long child) throws ModelFormatException;
    }

    private final Source source;
    private final int type;
    private final int keyBytes;
    private final Visitor visitor;
    private final Set<Long> seen = new HashSet<>();

    private BTree1(Source source, int type, int keyBytes, Visitor visitor) {
        this.source = source;
        this.type = type;
        this.keyBytes = keyBytes;
        this.visitor = visitor;
    }

    static void walk(Source source, long address, int type, int keyBytes, Visitor visitor) throws ModelFormatException {
        new BTree1(source, type, keyBytes, visitor).node(address, -1);
    }

    /** Level −1: whatever the node says. */
    private void node(long address, int expectedLevel) throws ModelFormatException {
        Cursor at = Cursor.at(source, address, "a B-tree node");
        if (!seen.add(address)) {
            throw at.fail("FILE-8", "a B-tree comes back to a node where it has been before", Source.DAMAGED);
        }
        source.check(Limit.HDF5_OBJECTS, seen.size(), at.offset());
        at.signature("TREE");
        at.version(type); // not a version, but the kind of node stands in its place
        int level = at.u8();
        if (expectedLevel >= 0 && level != expectedLevel) {
            throw at.fail("FILE-7", "expected a B-tree node of level " + expectedLevel + ", got " + level, Source.DAMAGED);
        }
        source.check(Limit.HDF5_TREE_DEPTH, level + 1L, at.offset());
        int entries = at.u16();
        at.skip(2L * source.offsetBytes); // siblings
        for (int entry = 0; entry < entries; entry++) {
            source.step(1);
            Cursor key = at.slice(keyBytes, "a key of a B-tree");
            long child = at.address();
            if (level > 0) {
                node(child, level - 1);
            } else {
                visitor.entry(key, child);
            }
        }
    }

    /** The chunk index of layout versions 1 to 3; without an address no chunk was ever written. */
    record Chunks(long address) implements ChunkIndex {
        @Override
        public void forEach(Source source, ChunkGrid array, Visitor visitor) throws ModelFormatException {
            if (address != Source.UNDEFINED) {
                int keyBytes = 8 + 8 * (array.rank() + 1);
                walk(source, address, CHUNKS, keyBytes, (key, child) -> chunk(key, child, array, visitor));
            }
        }

        private static void chunk(Cursor key, long child, ChunkGrid array, Visitor visitor) throws ModelFormatException {
            long bytes = key.u32();
            long mask = key.u32();
            long[] place = new long[array.rank()];
            for (int axis = 0; axis < place.length; axis++) {
                long first = key.unsigned(8);
                if (first % array.chunk()[axis] != 0) {
                    throw key.fail("FILE-20", "a chunk begins at element " + first + " of axis " + axis
                            + ", which is not a multiple of the chunk size " + array.chunk()[axis], Source.DAMAGED);
                }
                place[axis] = first / array.chunk()[axis];
            }
            visitor.chunk(place, child, bytes, mask);
        }
    }
}
