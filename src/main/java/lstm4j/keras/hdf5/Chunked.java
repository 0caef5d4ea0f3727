package lstm4j.keras.hdf5;

import java.util.Arrays;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.ModelFormatException;

/**
 * An array cut into chunks of equal shape, each stored, and perhaps filtered, on its own. Chunks reach over the edge of the
 * array where the sizes do not divide; chunks that were never written hold the fill value.
 */
record Chunked(Dataspace space, long[] chunk, int elementBytes, FillValue fill, Filters filters, boolean edgesUnfiltered,
        ChunkIndex index) implements Storage {
    /** What fits into a Java array with room to spare, whatever the limits say. */
    private static final long MOST_CHUNK_BYTES = 1L << 30;

    @Override
    public String words() {
        return "chunked " + Hdf5Values.text(chunk) + filters.words();
    }

    @Override
    public Cursor load(Source source, int length) throws ModelFormatException {
        filters.requireKnown(source);
        source.check(Limit.HDF5_CHUNK_BYTES, chunkBytes(), -1);
        if (chunkBytes() > MOST_CHUNK_BYTES) {
            throw source.fail("FILE-9", -1, "expected chunks of at most " + MOST_CHUNK_BYTES + " bytes, got " + chunkBytes(),
                    "Rewrite the file with smaller chunks");
        }
        byte[] array = fill.repeated(length);
        index.forEach(source, this, (place, address, bytes, mask) -> put(source, array, place, address, bytes, mask));
        return new Cursor(source, array, 0, length, "the data of the array");
    }

    int rank() {
        return chunk.length;
    }

    /** Bytes of one decoded chunk; beyond 2^63 the largest long. */
    long chunkBytes() {
        long bytes = new Dataspace(chunk, chunk).elements();
        return bytes < 0 || Math.multiplyHigh(bytes, elementBytes) != 0 || bytes * elementBytes < 0 ? Long.MAX_VALUE
                : bytes * elementBytes;
    }

    /** Chunks along an axis of {@code size} elements. */
    private long count(int axis, long size) {
        return size / chunk[axis] + (size % chunk[axis] == 0 ? 0 : 1);
    }

    /** Whether the chunk holds elements of the array as it is now: an array may have been made smaller. */
    private boolean isInside(long[] place) {
        for (int axis = 0; axis < chunk.length; axis++) {
            if (place[axis] < 0 || place[axis] >= count(axis, space.sizes()[axis])) {
                return false;
            }
        }
        return true;
    }

    /** Moves to the next chunk, the last axis fastest; false after the last. */
    boolean next(long[] place) {
        for (int axis = chunk.length - 1; axis >= 0; axis--) {
            if (++place[axis] < count(axis, space.sizes()[axis])) {
                return true;
            }
            place[axis] = 0;
        }
        return false;
    }

    /** Number of a chunk, row-major, in the array at its largest size; −1 where that is 2^63 or more. */
    long number(long[] place) {
        long number = 0;
        for (int axis = 0; axis < chunk.length; axis++) {
            long count = count(axis, space.most()[axis]);
            if (count != 0 && number > (Long.MAX_VALUE - place[axis]) / count) {
                return -1;
            }
            number = number * count + place[axis];
        }
        return number;
    }

    /**
     * The place of the chunk with this number, or null where it lies outside the array. The axis {@code first} varies most
     * slowly; the others follow in order.
     */
    long[] place(long number, int first) {
        long[] place = new long[chunk.length];
        long rest = number;
        for (int axis = chunk.length - 1; axis >= 0; axis--) {
            if (axis != first) {
                long count = Math.max(1, count(axis, space.most()[axis]));
                place[axis] = rest % count;
                rest /= count;
            }
        }
        place[first] = rest;
        return isInside(place) ? place : null;
    }

    /** Decodes one chunk into its place in the array. */
    private void put(Source source, byte[] array, long[] place, long address, long stored, long mask) throws ModelFormatException {
        source.step(1);
        if (!isInside(place)) {
            return;
        }
        int bytes = (int) chunkBytes();
        boolean plain = filters.isEmpty() || edgesUnfiltered && isPartial(place);
        Cursor at = source.at(address, plain || stored == ChunkIndex.UNFILTERED ? bytes : stored, "a chunk");
        source.charge((long) bytes + at.remaining());
        Cursor decoded = plain ? at : filters.undo(at, mask, bytes);
        copy(decoded, array, place, 0, 0);
    }

    private boolean isPartial(long[] place) {
        for (int axis = 0; axis < chunk.length; axis++) {
            if (rows(place, axis) < chunk[axis]) {
                return true;
            }
        }
        return false;
    }

    /** Elements of the chunk along an axis that are inside the array. */
    private long rows(long[] place, int axis) {
        return Math.min(chunk[axis], space.sizes()[axis] - place[axis] * chunk[axis]);
    }

    /** Copies what is inside the array, row by row; {@code element} is where the rows of the axes before begin in the array. */
    private void copy(Cursor from, byte[] array, long[] place, int axis, long element) throws ModelFormatException {
        if (axis == chunk.length) {
            from.copyTo(array, (int) (element * elementBytes), elementBytes);
            return;
        }
        long rows = rows(place, axis);
        long start = element * space.sizes()[axis] + place[axis] * chunk[axis];
        if (axis == chunk.length - 1) {
            from.copyTo(array, (int) (start * elementBytes), (int) (rows * elementBytes));
            from.skip((chunk[axis] - rows) * elementBytes);
            return;
        }
        for (long row = 0; row < rows; row++) {
            copy(from, array, place, axis + 1, start + row);
        }
        from.skip((chunk[axis] - rows) * bytesBelow(axis));
    }

    /** Bytes of one row of the chunk along an axis. */
    private long bytesBelow(int axis) {
        return Arrays.stream(chunk, axis + 1, chunk.length).reduce(elementBytes, (a, b) -> a * b);
    }
}
