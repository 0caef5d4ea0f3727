package lstm4j.keras.hdf5;

import lstm4j.keras.bytes.ModelFormatException;

/** Elements in the file to Java numbers. float32 and float64 keep every bit, also of NaN. */
final class Numbers {
    private Numbers() {
    }

    static float[] floats(Cursor raw, Datatype type, int count) throws ModelFormatException {
        if (type.kind() == Hdf5Kind.FLOAT && type.size() == Float.BYTES) {
            return raw.floats(count, type.bigEndian());
        }
        float[] values = new float[count];
        for (int k = 0; k < count; k++) {
            values[k] = type.kind() == Hdf5Kind.FLOAT && type.size() == 2 ? half((int) raw.number(2, type.bigEndian()))
                    : type.kind() == Hdf5Kind.FLOAT ? (float) Double.longBitsToDouble(raw.number(8, type.bigEndian()))
                    : integerAsFloat(raw, type);
        }
        return values;
    }

    static double[] doubles(Cursor raw, Datatype type, int count) throws ModelFormatException {
        if (type.kind() == Hdf5Kind.FLOAT && type.size() == Double.BYTES) {
            return raw.doubles(count, type.bigEndian());
        }
        if (type.kind() == Hdf5Kind.FLOAT) {
            float[] floats = floats(raw, type, count);
            double[] values = new double[count];
            for (int k = 0; k < count; k++) {
                values[k] = floats[k];
            }
            return values;
        }
        double[] values = new double[count];
        for (int k = 0; k < count; k++) {
            values[k] = integerAsDouble(raw, type);
        }
        return values;
    }

    static long[] longs(Cursor raw, Datatype type, int count) throws ModelFormatException {
        long[] values = new long[count];
        for (int k = 0; k < count; k++) {
            values[k] = integer(raw, type);
            if (values[k] < 0 && !type.signed()) {
                throw raw.fail("FILE-18", "the unsigned number " + Long.toUnsignedString(values[k])
                        + " does not fit into a Java long", "Ask for doubles");
            }
        }
        return values;
    }

    /** An integer with its sign; an unsigned one of 8 bytes may come out negative. */
    private static long integer(Cursor raw, Datatype type) throws ModelFormatException {
        long bits = raw.number(type.size(), type.bigEndian());
        int unused = 64 - 8 * type.size();
        return type.signed() ? bits << unused >> unused : bits;
    }

    private static double integerAsDouble(Cursor raw, Datatype type) throws ModelFormatException {
        long value = integer(raw, type);
        return value >= 0 || type.signed() ? value : 2.0 * halved(value);
    }

    /** Rounded once: not by way of a double. */
    private static float integerAsFloat(Cursor raw, Datatype type) throws ModelFormatException {
        long value = integer(raw, type);
        return value >= 0 || type.signed() ? value : 2.0f * halved(value);
    }

    /** Half of an unsigned long; the lost bit is kept in the last one, where it decides rounding as it would have done. */
    private static long halved(long value) {
        return value >>> 1 | value & 1;
    }

    /** IEEE 754 binary16 to binary32, exactly: 1 sign, 5 exponent and 10 mantissa bits. */
    static float half(int bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1f;
        int mantissa = bits & 0x3ff;
        if (exponent == 0x1f) {
            return Float.intBitsToFloat(sign | 0x7f800000 | mantissa << 13);
        }
        if (exponent == 0) {
            float small = mantissa * 0x1p-24f;
            return sign == 0 ? small : -small;
        }
        return Float.intBitsToFloat(sign | exponent - 15 + 127 << 23 | mantissa << 13);
    }
}
