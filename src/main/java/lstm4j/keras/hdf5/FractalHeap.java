package lstm4j.keras.hdf5;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.ModelFormatException;

/**
 * The heap that keeps links and attributes of objects with many of them. Small objects lie in direct blocks, found through a
 * doubling table of indirect blocks; huge ones in the file, found through a B-tree; tiny ones in their own ID. All checksums
 * are verified. Source: HDF5 File Format Specification 3.0, III.G.
 */
final class FractalHeap {
    /** The library makes direct blocks of 64 KiB by default; a checksum needs a copy of the block. */
    private static final long MOST_BLOCK_BYTES = 1 << 26;

    private final Source source;
    private final boolean checksummed;
    private final long hugeTree;
    private final int width;
    private final long firstBytes;
    private final long mostDirectBytes;
    private final int offsetBytes;
    private final int lengthBytes;
    private final long root;
    private final int rootRows;
    private final int headerBytes;
    private final Set<Long> verified = new HashSet<>();
    private Map<Long, Cursor> huge;

    /** Opens the heap whose header is at {@code address}. */
    FractalHeap(Source source, long address) throws ModelFormatException {
        this.source = source;
        Cursor at = Cursor.at(source, address, "the header of a fractal heap");
        at.signature("FRHP");
        at.version(0);
        at.skip(2); // bytes of an ID: the trees of the IDs say it again
        int filters = at.u16();
        if (filters != 0) {
            throw at.fail("FILE-26", "links or attributes are kept in a compressed heap", "Rewrite the file with h5repack");
        }
        checksummed = (at.u8() & 2) != 0;
        long mostManaged = at.u32();
        at.length(); // next ID of a huge object
        hugeTree = at.address();
        at.skip(source.lengthBytes + (long) source.offsetBytes); // free space
        at.skip(8L * source.lengthBytes); // statistics
        width = at.u16();
        firstBytes = at.length();
        mostDirectBytes = at.length();
        int bits = at.u16();
        at.skip(2); // rows of the root at the beginning
        root = at.address();
        rootRows = at.u16();
        at.checksum();
        if (width == 0 || Long.bitCount(firstBytes) != 1 || Long.bitCount(mostDirectBytes) != 1 || mostDirectBytes < firstBytes
                || mostDirectBytes > MOST_BLOCK_BYTES || bits == 0 || bits > 64) {
            throw at.fail("FILE-7", "the parameters of a fractal heap contradict each other", Source.DAMAGED);
        }
        offsetBytes = (bits + 7) / 8;
        lengthBytes = Math.min(log2(mostDirectBytes), log2(Math.max(1, mostManaged))) / 8 + 1;
        headerBytes = 4 + 1 + source.offsetBytes + offsetBytes + (checksummed ? 4 : 0);
    }

    private static int log2(long value) {
        return 63 - Long.numberOfLeadingZeros(value);
    }

    /** The bytes of the object with this ID. */
    Cursor object(Cursor id) throws ModelFormatException {
        source.step(1);
        int flags = id.u8();
        int kind = flags >> 4 & 3;
        if (flags >> 6 != 0 || kind == 3) {
            throw id.fail("FILE-7", "the ID of a heap object begins with " + flags, Source.DAMAGED);
        }
        if (kind == 1) {
            return hugeObject(id);
        }
        if (kind == 2) {
            return id.slice((flags & 0xf) + 1L, "a tiny heap object");
        }
        long offset = id.unsigned(offsetBytes);
        long length = id.unsigned(lengthBytes);
        return managed(offset, length);
    }

    /** Goes down from the root to the direct block that covers the offset. */
    private Cursor managed(long offset, long length) throws ModelFormatException {
        long block = root;
        long rest = offset;
        int rows = rootRows;
        long blockBytes = firstBytes;
        while (rows > 0) {
            long firstRow = width * firstBytes;
            int row = rest < firstRow ? 0 : log2(rest / firstRow) + 1;
            long rowBegin = row == 0 ? 0 : firstRow << row - 1;
            blockBytes = row == 0 ? firstBytes : firstBytes << row - 1;
            if (row >= rows || row > 62 || blockBytes <= 0 || rowBegin < 0) {
                throw source.fail("FILE-3", -1, "an object at offset " + offset + " of a heap lies outside it", Source.DAMAGED);
            }
            long column = (rest - rowBegin) / blockBytes;
            block = child(block, rows, row, column);
            rest -= rowBegin + column * blockBytes;
            rows = blockBytes <= mostDirectBytes ? 0 : log2(blockBytes) - log2(firstRow) + 1;
        }
        return inBlock(block, rest, length, blockBytes);
    }

    /** The address of a child in the table of an indirect block. */
    private long child(long block, int rows, int row, long column) throws ModelFormatException {
        Cursor at = Cursor.at(source, block, "an indirect block of a heap");
        at.signature("FHIB");
        at.version(0);
        at.skip(source.offsetBytes + (long) offsetBytes); // header and offset
        Cursor table = at.slice((long) rows * width * source.offsetBytes, "the table of an indirect block");
        if (verified.add(block)) {
            at.checksum();
        }
        table.skip(((long) row * width + column) * source.offsetBytes);
        return table.address();
    }

    private Cursor inBlock(long block, long offset, long length, long blockBytes) throws ModelFormatException {
        Cursor at = Cursor.at(source, block, blockBytes, "a direct block of a heap");
        Cursor whole = at.whole();
        if (verified.add(block)) {
            at.signature("FHDB");
            at.version(0);
            at.skip(source.offsetBytes + (long) offsetBytes);
            if (checksummed) {
                at.checksumInside();
            }
        }
        if (offset < headerBytes) {
            throw whole.fail("FILE-3", "an object lies inside the header of its heap block", Source.DAMAGED);
        }
        whole.skip(offset);
        return whole.slice(length, "an object in a heap");
    }

    private Cursor hugeObject(Cursor id) throws ModelFormatException {
        if (id.remaining() >= source.offsetBytes + source.lengthBytes) {
            long address = id.address();
            return Cursor.at(source, address, id.length(), "a huge heap object");
        }
        long key = id.unsigned(Math.min(8, id.remaining()));
        if (huge == null) {
            huge = new HashMap<>();
            BTree2.walk(source, hugeTree, BTree2.HUGE_INDIRECT, this::addHuge);
        }
        Cursor object = huge.get(key);
        if (object == null) {
            throw id.fail("FILE-24", "the huge object " + key + " is not in its heap", Source.DAMAGED);
        }
        return object.whole();
    }

    private void addHuge(Cursor item) throws ModelFormatException {
        long address = item.address();
        Cursor object = Cursor.at(source, address, item.length(), "a huge heap object");
        huge.put(item.length(), object);
        source.check(Limit.HDF5_OBJECTS, huge.size(), item.offset());
    }
}
