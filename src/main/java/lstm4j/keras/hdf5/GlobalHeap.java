package lstm4j.keras.hdf5;

import java.util.HashMap;
import java.util.Map;

import lstm4j.keras.bytes.ModelFormatException;

/**
 * The collections that keep strings of variable length; those read are remembered. Source: HDF5 File Format
 * Specification 3.0, III.E.
 */
final class GlobalHeap {
    /** When more are remembered than this, all are forgotten: a bound on memory. */
    private static final int MOST_OBJECTS = 1 << 18;

    private final Source source;
    private final Map<Long, Map<Integer, Cursor>> collections = new HashMap<>();
    private int objects;

    GlobalHeap(Source source) {
        this.source = source;
    }

    /** The object with this number in the collection at this address: [FILE-24] where it is not there. */
    Cursor object(long address, int number) throws ModelFormatException {
        Map<Integer, Cursor> collection = collections.get(address);
        if (collection == null) {
            collection = read(address);
            remember(address, collection);
        }
        Cursor object = collection.get(number);
        if (object == null) {
            throw source.fail("FILE-24", source.base + address, "the string " + number + " is not in its heap collection",
                    Source.DAMAGED);
        }
        return object.whole();
    }

    private void remember(long address, Map<Integer, Cursor> collection) {
        if (objects > MOST_OBJECTS) {
            collections.clear();
            objects = 0;
        }
        collections.put(address, collection);
        objects += collection.size();
    }

    private Map<Integer, Cursor> read(long address) throws ModelFormatException {
        Cursor at = Cursor.at(source, address, "a global heap collection");
        at.signature("GCOL");
        at.version(1);
        at.skip(3);
        long size = at.length();
        Cursor objects = Cursor.at(source, address, size, "a global heap collection");
        int headerBytes = 8 + source.lengthBytes;
        objects.skip(headerBytes);
        Map<Integer, Cursor> collection = new HashMap<>();
        while (objects.remaining() >= headerBytes) {
            source.step(1);
            int number = objects.u16();
            objects.skip(6); // references and reserved
            long length = objects.length();
            if (number == 0) {
                break; // the free space at the end
            }
            collection.put(number, objects.slice(length, "a string in the global heap"));
            objects.skip(Math.min(objects.remaining(), -length & 7));
        }
        return collection;
    }
}
