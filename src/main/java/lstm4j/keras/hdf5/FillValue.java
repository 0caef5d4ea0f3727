package lstm4j.keras.hdf5;

import lstm4j.keras.bytes.ModelFormatException;

/**
 * What elements hold that were never written. Source: HDF5 File Format Specification 3.0, IV.A.2.e and f, versions 1 to 3.
 *
 * @param bytes one element; empty for zeros
 */
record FillValue(byte[] bytes) {
    static final FillValue ZERO = new FillValue(new byte[0]);
    private static final int DEFINED_3 = 0x20;

    /** From the message of today, or from the one of old files; either may be null. */
    static FillValue read(HeaderMessage recent, HeaderMessage old) throws ModelFormatException {
        if (recent != null) {
            return recent.shared() ? ZERO : read(recent.read());
        }
        return old == null || old.shared() ? ZERO : value(old.read());
    }

    private static FillValue read(Cursor at) throws ModelFormatException {
        int version = at.u8();
        if (version < 1 || version > 3) {
            throw at.fail("FILE-5", "expected version 1, 2 or 3 of a fill value, got " + version, Source.DAMAGED);
        }
        boolean given;
        if (version == 3) {
            given = (at.u8() & DEFINED_3) != 0;
        } else {
            at.skip(2); // when space is allocated, when the value is written
            int defined = at.u8();
            given = version == 1 || defined != 0;
        }
        return given ? value(at) : ZERO;
    }

    private static FillValue value(Cursor at) throws ModelFormatException {
        long size = at.u32();
        // A size of −1 means "undefined" in version 2.
        return size == 0 || size == 0xffffffffL ? ZERO : new FillValue(at.copy(size));
    }

    /** An array of {@code length} bytes, filled. */
    byte[] repeated(int length) {
        byte[] filled = new byte[length];
        for (int at = 0; bytes.length > 0 && at < length; at += bytes.length) {
            System.arraycopy(bytes, 0, filled, at, Math.min(bytes.length, length - at));
        }
        return filled;
    }
}
