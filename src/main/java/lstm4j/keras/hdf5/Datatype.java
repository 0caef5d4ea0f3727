package lstm4j.keras.hdf5;

import java.util.Arrays;

import lstm4j.keras.bytes.ModelFormatException;

/**
 * The type of the elements of an array. Source: HDF5 File Format Specification 3.0, IV.A.2.d.
 *
 * @param kind what lstm4j can read it as
 * @param words the type in words
 * @param size bytes of one element
 * @param bigEndian whether the most significant byte comes first
 * @param signed whether an integer has a sign
 * @param variable whether the element is a reference to a string in the global heap
 * @param padding how a string of fixed length ends: {@link #ZERO_ENDED}, {@link #ZERO_PADDED} or {@link #SPACE_PADDED}
 */
record Datatype(Hdf5Kind kind, String words, int size, boolean bigEndian, boolean signed, boolean variable, int padding) {
    static final int ZERO_ENDED = 0;
    static final int ZERO_PADDED = 1;
    static final int SPACE_PADDED = 2;

    private static final String[] CLASSES = {"integer", "float", "time", "string", "bitfield", "opaque", "compound", "reference",
            "enumeration", "variable-length sequence", "array", "complex number"};

    /** A type that is listed but not read. */
    static Datatype other(String words, int size) {
        return new Datatype(Hdf5Kind.OTHER, words, size, false, false, false, 0);
    }

    static Datatype read(HeaderMessage message) throws ModelFormatException {
        return message.shared() ? named() : read(message.read());
    }

    /** A type that lies elsewhere in the file. */
    static Datatype named() {
        return other("committed (named) datatype", 1);
    }

    static Datatype read(Cursor at) throws ModelFormatException {
        int classAndVersion = at.u8();
        int bits = (int) at.number(3, false);
        long size = at.u32();
        if (size == 0 || size > Integer.MAX_VALUE) {
            throw at.fail("FILE-7", "expected elements of 1 to 2147483647 bytes, got " + size, Source.DAMAGED);
        }
        int elementClass = classAndVersion & 0xf;
        return switch (elementClass) {
            case 0 -> integer(at, bits, (int) size);
            case 1 -> floating(at, bits, (int) size);
            case 3 -> new Datatype(Hdf5Kind.STRING, "string (" + size + " bytes)", (int) size, false, false, false, bits & 0xf);
            case 9 -> (bits & 0xf) == 1 ? variableString(at, (int) size) : other(CLASSES[9], (int) size);
            default -> other(elementClass < CLASSES.length ? CLASSES[elementClass] : "class " + elementClass, (int) size);
        };
    }

    private static Datatype integer(Cursor at, int bits, int size) throws ModelFormatException {
        int firstBit = at.u16();
        int precision = at.u16();
        boolean signed = (bits & 8) != 0;
        if (size > 8 || firstBit != 0 || precision != 8 * size) {
            return other("integer of " + precision + " bits in " + size + " bytes", size);
        }
        boolean big = (bits & 1) != 0;
        return new Datatype(Hdf5Kind.INTEGER, (signed ? "int" : "uint") + 8 * size + order(big, size), size, big, signed, false, 0);
    }

    private static Datatype floating(Cursor at, int bits, int size) throws ModelFormatException {
        boolean big = (bits & 1) != 0;
        int[] layout = {bits >> 8 & 0xff, at.u16(), at.u16(), at.u8(), at.u8(), at.u8(), at.u8(), (int) at.u32()};
        boolean impliedBit = (bits >> 4 & 3) == 2;
        boolean vax = (bits & 0x40) != 0;
        if (vax || !impliedBit || !Arrays.equals(layout, ieee(size))) {
            return other("float of " + layout[2] + " bits in a layout that is not IEEE 754", size);
        }
        return new Datatype(Hdf5Kind.FLOAT, "float" + 8 * size + order(big, size), size, big, true, false, 0);
    }

    /** Sign position, bit offset, precision, exponent position and size, mantissa position and size, exponent bias. */
    private static int[] ieee(int size) {
        return switch (size) {
            case 2 -> new int[]{15, 0, 16, 10, 5, 0, 10, 15};
            case 4 -> new int[]{31, 0, 32, 23, 8, 0, 23, 127};
            case 8 -> new int[]{63, 0, 64, 52, 11, 0, 52, 1023};
            default -> new int[0];
        };
    }

    /** Length, address of a global heap collection, and number of the object in it. */
    private static Datatype variableString(Cursor at, int size) throws ModelFormatException {
        int expected = 4 + at.source.offsetBytes + 4;
        if (size != expected) {
            throw at.fail("FILE-7", "expected references of " + expected + " bytes to strings, got " + size, Source.DAMAGED);
        }
        return new Datatype(Hdf5Kind.STRING, "string (variable length)", size, false, false, true, 0);
    }

    private static String order(boolean bigEndian, int size) {
        return bigEndian && size > 1 ? " big-endian" : "";
    }
}
