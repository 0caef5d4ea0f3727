package lstm4j.keras.hdf5;

import java.util.Arrays;

/** How an array is cut into chunks of equal shape, which may reach over its edges: where each is, by place and by number. */
record ChunkGrid(Dataspace space, long[] chunk, int elementBytes) {
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
    boolean isInside(long[] place) {
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

    boolean isPartial(long[] place) {
        for (int axis = 0; axis < chunk.length; axis++) {
            if (rows(place, axis) < chunk[axis]) {
                return true;
            }
        }
        return false;
    }

    /** Elements of the chunk along an axis that are inside the array. */
    long rows(long[] place, int axis) {
        return Math.min(chunk[axis], space.sizes()[axis] - place[axis] * chunk[axis]);
    }

    /** Bytes of one row of the chunk along an axis. */
    long bytesBelow(int axis) {
        return Arrays.stream(chunk, axis + 1, chunk.length).reduce(elementBytes, (a, b) -> a * b);
    }
}
