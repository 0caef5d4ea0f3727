package lstm4j.engine;

/**
 * Bytes that arrays take in memory on a 64-bit virtual machine with references of 4 bytes, which it has with a heap below
 * 32 GB: a header of 16 bytes, the elements, and what is missing to a multiple of 8.
 */
public final class Bytes {
    private static final int HEADER = 16;

    private Bytes() {
    }

    /** An array of {@code length} elements of {@code each} bytes. */
    public static long array(long length, int each) {
        return (HEADER + length * each + 7) / 8 * 8;
    }

    /** float[length]. */
    public static long floats(long length) {
        return array(length, Float.BYTES);
    }

    /** Object[length] without the objects. */
    public static long references(long length) {
        return array(length, 4);
    }

    /** float[rows][columns]. */
    public static long rows(long rows, long columns) {
        return references(rows) + rows * floats(columns);
    }

    /** float[steps][rows][columns]. */
    public static long rows(long steps, long rows, long columns) {
        return references(steps) + steps * rows(rows, columns);
    }
}
