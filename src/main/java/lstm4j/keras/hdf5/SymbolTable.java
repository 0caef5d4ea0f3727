package lstm4j.keras.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the members of a group: a heap with their names, nodes with 8 members each, and a B-tree over the nodes. Source: HDF5
 * File Format Specification 3.0, III.A.1, III.B and III.D.
 */
final class SymbolTable {
    /** A node of members holds twice this many, a node of the B-tree twice {@link #TREE_K}: the superblock says so. */
    static final int LEAF_K = 4;
    static final int TREE_K = 16;
    private static final int ENTRY_BYTES = 40;

    /**
     * Where an object was written; for groups also its symbol table, which entries repeat.
     *
     * @param header address of the object header
     * @param tree address of the B-tree, or −1 for a dataset
     * @param heap address of the local heap
     */
    record Written(long header, long tree, long heap) {
    }

    /** A node, and the heap offset of the last (largest) name in or below it. */
    private record Node(long address, long lastName) {
    }

    private SymbolTable() {
    }

    /** Writes heap, nodes and tree for members in the order of their names; the header address of the result is still open. */
    static Written write(ByteOutput out, Map<String, Written> members) {
        long[] offsets = new long[members.size()];
        long heap = heap(out, List.copyOf(members.keySet()), offsets);
        List<Node> nodes = new ArrayList<>();
        List<Written> objects = List.copyOf(members.values());
        for (int first = 0; first < objects.size(); first += 2 * LEAF_K) {
            nodes.add(members(out, objects, offsets, first, Math.min(first + 2 * LEAF_K, objects.size())));
        }
        return new Written(ByteOutput.UNDEFINED, tree(out, nodes), heap);
    }

    /** Names one after the other, each ended by a zero byte and padded; at offset 0 the empty name that is less than all. */
    private static long heap(ByteOutput out, List<String> names, long[] offsets) {
        ByteOutput segment = new ByteOutput().zeros(8);
        for (int k = 0; k < offsets.length; k++) {
            offsets[k] = segment.position();
            segment.bytes(names.get(k).getBytes(StandardCharsets.UTF_8)).u8(0).align8();
        }
        long address = out.align8().position();
        int free = 1; // the value for "no free space"
        out.bytes(new byte[]{'H', 'E', 'A', 'P', 0, 0, 0, 0}).u64(segment.position()).u64(free).u64(address + 32)
                .bytes(segment.toBytes());
        return address;
    }

    private static Node members(ByteOutput out, List<Written> objects, long[] offsets, int from, int to) {
        long address = out.align8().position();
        out.bytes(new byte[]{'S', 'N', 'O', 'D', 1, 0}).u16(to - from);
        for (int k = from; k < to; k++) {
            entry(out, offsets[k], objects.get(k));
        }
        out.zeros((2 * LEAF_K - (to - from)) * ENTRY_BYTES);
        return new Node(address, offsets[to - 1]);
    }

    /** One member; also the entry of the root group in the superblock. */
    static void entry(ByteOutput out, long name, Written object) {
        boolean group = object.tree != ByteOutput.UNDEFINED;
        out.u64(name).u64(object.header).u32(group ? 1 : 0).u32(0).u64(group ? object.tree : 0).u64(group ? object.heap : 0);
    }

    /** Level by level until one node is left, whose address it returns. */
    private static long tree(ByteOutput out, List<Node> lowest) {
        List<Node> nodes = lowest;
        int level = 0;
        do {
            List<Node> parents = new ArrayList<>();
            int perNode = 2 * TREE_K;
            int siblings = Math.max(1, (nodes.size() + perNode - 1) / perNode);
            long first = out.align8().position();
            for (int k = 0; k < siblings; k++) {
                int from = k * perNode;
                List<Node> children = nodes.subList(from, Math.min(from + perNode, nodes.size()));
                long left = k == 0 ? ByteOutput.UNDEFINED : first + (k - 1L) * nodeBytes();
                long right = k == siblings - 1 ? ByteOutput.UNDEFINED : first + (k + 1L) * nodeBytes();
                parents.add(treeNode(out, level, from == 0 ? 0 : nodes.get(from - 1).lastName, children, left, right));
            }
            nodes = parents;
            level++;
        } while (nodes.size() > 1);
        return nodes.get(0).address;
    }

    private static int nodeBytes() {
        return 24 + 8 * (2 * TREE_K) + 8 * (2 * TREE_K + 1);
    }

    private static Node treeNode(ByteOutput out, int level, long firstKey, List<Node> children, long left, long right) {
        long address = out.position();
        out.bytes(new byte[]{'T', 'R', 'E', 'E', BTree1.GROUP, (byte) level}).u16(children.size()).u64(left).u64(right);
        out.u64(firstKey);
        long last = firstKey;
        for (Node child : children) {
            last = child.lastName;
            out.u64(child.address).u64(last);
        }
        out.zeros((int) (address + nodeBytes() - out.position()));
        return new Node(address, last);
    }
}
