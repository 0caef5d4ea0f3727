package lstm4j.keras.hdf5;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Writes the strings of variable length: collections of the global heap, and the references to them. Strings are added in the
 * order in which their references will be asked for. Source: HDF5 File Format Specification 3.0, III.E.
 */
final class StringHeap {
    /** The library makes no smaller collection. */
    private static final int LEAST_BYTES = 4096;
    /** A collection is closed before it becomes larger, unless it has only one string. */
    private static final int MOST_BYTES = 1 << 16;
    private static final int HEADER_BYTES = 16;

    private record Reference(int length, long address, int number) {
    }

    private final List<byte[]> texts = new ArrayList<>();
    private final Deque<Reference> references = new ArrayDeque<>();

    /** The strings of variable length of a dataset or an attribute, if it has any. */
    void add(Hdf5Data data) {
        if (data.type() == Hdf5Data.Type.VARIABLE_STRING) {
            texts.addAll(data.texts());
        }
    }

    /** Writes all strings that were added. */
    void writeTo(ByteOutput out) {
        List<byte[]> collection = new ArrayList<>();
        int bytes = HEADER_BYTES;
        for (byte[] text : texts) {
            int more = text.length == 0 ? 0 : HEADER_BYTES + padded(text.length);
            if (bytes + (long) more > MOST_BYTES && !collection.isEmpty()) {
                writeCollection(out, collection, bytes);
                collection.clear();
                bytes = HEADER_BYTES;
            }
            collection.add(text);
            bytes = Math.addExact(bytes, more);
        }
        if (bytes > HEADER_BYTES) {
            writeCollection(out, collection, bytes);
        } else {
            collection.forEach(empty -> references.add(new Reference(0, 0, 0)));
        }
    }

    private static int padded(int length) {
        return length + (-length & 7);
    }

    private void writeCollection(ByteOutput out, List<byte[]> collection, int bytes) {
        int address = out.position();
        int size = Math.max(bytes, LEAST_BYTES);
        out.bytes(new byte[]{'G', 'C', 'O', 'L', 1, 0, 0, 0}).u64(size);
        int number = 0;
        for (byte[] text : collection) {
            if (text.length == 0) {
                references.add(new Reference(0, 0, 0));
            } else {
                out.u16(++number).u16(0).u32(0).u64(text.length).bytes(text).align8();
                references.add(new Reference(text.length, address, number));
            }
        }
        int free = size - bytes;
        if (free >= HEADER_BYTES) {
            out.u64(0).u64(free); // number 0 is the free space
            free -= HEADER_BYTES;
        }
        out.zeros(free);
    }

    /** Writes the references to the strings of the next dataset or attribute. */
    void writeReferences(ByteOutput out, Hdf5Data data) {
        for (int k = 0; k < data.texts().size(); k++) {
            Reference reference = references.remove();
            out.u32(reference.length).u64(reference.address).u32(reference.number);
        }
    }
}
