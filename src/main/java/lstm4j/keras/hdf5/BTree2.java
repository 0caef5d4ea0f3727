package lstm4j.keras.hdf5;

import java.util.HashSet;
import java.util.Set;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.ModelFormatException;

/**
 * The newer B-tree: records of equal size in leaves and in inner nodes. It is walked in order; searching is not needed. All
 * checksums are verified. Source: HDF5 File Format Specification 3.0, III.A.2.
 */
final class BTree2 {
    static final int HUGE_INDIRECT = 1;
    static final int LINKS_BY_NAME = 5;
    static final int ATTRIBUTES_BY_NAME = 8;
    static final int CHUNKS_PLAIN = 10;
    static final int CHUNKS_FILTERED = 11;

    /** Signature, version and type before the records of a node, and the checksum behind them. */
    private static final int NODE_OVERHEAD = 10;

    /** Receives the records in order. */
    interface Visitor {
        void entry(Cursor item) throws ModelFormatException;
    }

    private final Source source;
    private final Visitor visitor;
    private final Set<Long> seen = new HashSet<>();
    private final int type;
    private final long nodeBytes;
    private final int recordBytes;
    private final int depth;
    /** Bytes in which a node's number of records is written. */
    private final int countBytes;
    /** Bytes in which the number of all records below a node of a level is written. */
    private final int[] totalBytes;

    private BTree2(Cursor at, int type, Visitor visitor) throws ModelFormatException {
        this.source = at.source;
        this.visitor = visitor;
        this.type = type;
        nodeBytes = at.u32();
        recordBytes = at.u16();
        depth = at.u16();
        source.check(Limit.HDF5_TREE_DEPTH, depth + 1L, at.offset());
        if (recordBytes == 0 || nodeBytes < NODE_OVERHEAD + recordBytes) {
            throw at.fail("FILE-7", "a B-tree has nodes of " + nodeBytes + " bytes for records of " + recordBytes, Source.DAMAGED);
        }
        totalBytes = new int[depth + 1];
        long most = (nodeBytes - NODE_OVERHEAD) / recordBytes;
        countBytes = bytesFor(most);
        for (int level = 1; level <= depth; level++) {
            int pointer = source.offsetBytes + countBytes + totalBytes[level - 1];
            long mostHere = Math.max(0, nodeBytes - NODE_OVERHEAD - pointer) / (recordBytes + pointer);
            most = saturated(mostHere + 1, most) + mostHere;
            totalBytes[level] = bytesFor(most);
        }
    }

    /** Bytes of {@code value}, at least one. */
    private static int bytesFor(long value) {
        return (63 - Long.numberOfLeadingZeros(Math.max(1, value))) / 8 + 1;
    }

    private static long saturated(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? Math.min(a * b, Long.MAX_VALUE >> 1) : Long.MAX_VALUE >> 1;
    }

    /** Walks the tree whose header is at {@code address}; it must hold records of {@code type}. */
    static void walk(Source source, long address, int type, Visitor visitor) throws ModelFormatException {
        if (address == Source.UNDEFINED) {
            return;
        }
        Cursor at = Cursor.at(source, address, "the header of a B-tree");
        at.signature("BTHD");
        at.version(0);
        int got = at.u8();
        if (got != type) {
            throw at.fail("FILE-7", "expected a B-tree with records of type " + type + ", got " + got, Source.DAMAGED);
        }
        BTree2 tree = new BTree2(at, got, visitor);
        at.skip(2); // when nodes are split and merged
        long root = at.address();
        int records = at.u16();
        at.length(); // all records
        at.checksum();
        if (root != Source.UNDEFINED) {
            tree.node(root, records, tree.depth);
        }
    }

    private void node(long address, long records, int level) throws ModelFormatException {
        Cursor at = Cursor.at(source, address, "a B-tree node");
        if (!seen.add(address)) {
            throw at.fail("FILE-8", "a B-tree comes back to a node where it has been before", Source.DAMAGED);
        }
        source.check(Limit.HDF5_OBJECTS, seen.size(), at.offset());
        at.signature(level == 0 ? "BTLF" : "BTIN");
        at.version(0);
        at.version(type);
        if (records > nodeBytes / recordBytes) {
            throw at.fail("FILE-7", "a B-tree node of " + nodeBytes + " bytes cannot hold " + records + " records", Source.DAMAGED);
        }
        Cursor items = at.slice(records * recordBytes, "the records of a B-tree node");
        Cursor children = at.slice(level == 0 ? 0
                : (records + 1) * (source.offsetBytes + countBytes + totalBytes[level - 1]), "the children of a B-tree node");
        at.checksum();
        for (long child = 0; level > 0 && child <= records; child++) {
            long childAddress = children.address();
            long childRecords = children.unsigned(countBytes);
            children.skip(totalBytes[level - 1]);
            node(childAddress, childRecords, level - 1);
            if (child < records) {
                visit(items);
            }
        }
        for (long item = 0; level == 0 && item < records; item++) {
            visit(items);
        }
    }

    private void visit(Cursor items) throws ModelFormatException {
        source.step(1);
        visitor.entry(items.slice(recordBytes, "a record of a B-tree"));
    }

    /** The chunk index 5 of layout version 4. */
    record Chunks(long address, boolean filtered) implements ChunkIndex {
        static Chunks locate(Cursor at, boolean filtered) throws ModelFormatException {
            at.skip(6); // node size, when nodes are split and merged: the tree's own header says it again
            return new Chunks(at.address(), filtered);
        }

        @Override
        public void forEach(Source source, ChunkGrid array, ChunkIndex.Visitor visitor) throws ModelFormatException {
            walk(source, address, filtered ? CHUNKS_FILTERED : CHUNKS_PLAIN, item -> chunk(item, filtered, array, visitor));
        }

        private static void chunk(Cursor item, boolean filtered, ChunkGrid array, ChunkIndex.Visitor visitor)
                throws ModelFormatException {
            int sizeBytes = item.remaining() - item.source.offsetBytes - 4 - 8 * array.rank();
            if (filtered && (sizeBytes < 1 || sizeBytes > 8)) {
                throw item.fail("FILE-7", "a chunk's stored size is written in " + sizeBytes + " bytes", Source.DAMAGED);
            }
            long chunk = item.address();
            long bytes = filtered ? item.unsigned(sizeBytes) : UNFILTERED;
            long mask = filtered ? item.u32() : 0;
            long[] place = new long[array.rank()];
            for (int axis = 0; axis < place.length; axis++) {
                place[axis] = item.unsigned(8);
            }
            visitor.chunk(place, chunk, bytes, mask);
        }
    }
}
