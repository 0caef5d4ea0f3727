package lstm4j.keras.hdf5;

import java.util.Arrays;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.ModelFormatException;

/**
 * The shape of an array. Source: HDF5 File Format Specification 3.0, IV.A.2.b, versions 1 and 2.
 *
 * @param sizes sizes along each axis; empty for a single value; {@code {0}} for the null dataspace
 * @param most largest sizes the array may be extended to, {@link Source#UNDEFINED} for no bound; chunk numbers depend on them
 */
record Dataspace(long[] sizes, long[] most) {
    static final int MAX_RANK = 32;
    private static final int HAS_MAXIMUM = 1;
    private static final int NULL_SPACE = 2;

    static Dataspace read(Cursor at) throws ModelFormatException {
        int version = at.u8();
        int rank = at.u8();
        int flags = at.u8();
        if (version != 1 && version != 2) {
            throw at.fail("FILE-5", "expected version 1 or 2 of a dataspace, got " + version, Source.DAMAGED);
        }
        if (rank > MAX_RANK) {
            throw at.fail("FILE-7", "expected a dataspace with at most " + MAX_RANK + " axes, got " + rank, Source.DAMAGED);
        }
        if (version == 1) {
            at.skip(5);
        } else if (at.u8() == NULL_SPACE) {
            return new Dataspace(new long[1], new long[1]);
        }
        long[] sizes = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            sizes[axis] = at.length();
        }
        long[] most = sizes.clone();
        for (int axis = 0; axis < rank && (flags & HAS_MAXIMUM) != 0; axis++) {
            most[axis] = at.lengthOrUnlimited();
            if (most[axis] >= 0 && most[axis] < sizes[axis]) {
                throw at.fail("FILE-7", "an array is larger than its largest size along axis " + axis + ": " + sizes[axis]
                        + " of " + most[axis], Source.DAMAGED);
            }
        }
        return new Dataspace(sizes, most);
    }

    int rank() {
        return sizes.length;
    }

    /** Product of the sizes, or −1 where it is 2^63 or more. */
    long elements() {
        long elements = 1;
        boolean empty = false;
        boolean overflow = false;
        for (long size : sizes) {
            empty |= size == 0;
            overflow |= Math.multiplyHigh(elements, size) != 0 || elements * size < 0;
            elements *= size;
        }
        return empty ? 0 : overflow ? -1 : elements;
    }

    /** Sizes as Python prints them: {@code (7, 50)}, {@code (3,)}, {@code ()}. */
    static String text(long[] sizes) {
        String list = Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        return "(" + list + (sizes.length == 1 ? ",)" : ")");
    }
}
