package lstm4j.keras.bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** How a file stores one number. Reading rounds to float once; 64-bit integers and doubles may lose digits there. */
public enum NumberType {
    /** IEEE half precision. */
    F16(2),
    /** The upper half of a float. */
    BF16(2),
    /** IEEE single precision: what Keras stores. */
    F32(4),
    /** IEEE double precision. */
    F64(8),
    /** Truth values, one byte each. */
    BOOL(1),
    /** Signed integers. */
    I8(1),
    /** Signed integers. */
    I16(2),
    /** Signed integers. */
    I32(4),
    /** Signed integers. */
    I64(8),
    /** Unsigned integers. */
    U8(1),
    /** Unsigned integers. */
    U16(2),
    /** Unsigned integers. */
    U32(4),
    /** Unsigned integers. */
    U64(8);

    private final int bytes;

    NumberType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** The type of that name, or null. */
    public static NumberType named(String name) {
        for (NumberType type : values()) {
            if (type.name().equals(name.toUpperCase(Locale.ROOT))) {
                return type;
            }
        }
        return null;
    }

    /** The number at byte {@code at}, in the buffer's byte order, rounded to the nearest float. */
    public float read(ByteBuffer from, int at) {
        return switch (this) {
            case F16 -> halfToFloat(from.getShort(at));
            case BF16 -> Float.intBitsToFloat(from.getShort(at) << 16);
            case F32 -> from.getFloat(at);
            case F64 -> (float) from.getDouble(at);
            case BOOL -> from.get(at) == 0 ? 0 : 1;
            case I8 -> from.get(at);
            case I16 -> from.getShort(at);
            case I32 -> from.getInt(at);
            case I64 -> from.getLong(at);
            case U8 -> from.get(at) & 0xff;
            case U16 -> from.getShort(at) & 0xffff;
            case U32 -> from.getInt(at) & 0xffffffffL;
            case U64 -> unsigned(from.getLong(at));
        };
    }

    /** The numbers that lie one after the other from byte {@code at} on, and are there, rounded to float. */
    void read(Blob from, int at, ByteOrder order, float[] values) {
        for (int done = 0, some; done < values.length; done += some) {
            some = Math.min(Blob.PIECE / bytes, values.length - done);
            ByteBuffer piece = from.buffer(at + done * bytes, some * bytes).order(order);
            for (int k = 0; k < some; k++) {
                values[done + k] = read(piece, piece.position() + k * bytes);
            }
        }
    }

    /** Writes a number, NaN as the one canonical NaN: rounded to nearest, ties to even, for half types; cut towards zero and to the range for integers. */
    public void write(ByteBuffer to, float value) {
        switch (this) {
            case F16 -> to.putShort(floatToHalf(value));
            case BF16 -> to.putShort(floatToBfloat(value));
            case F32 -> to.putInt(Float.floatToIntBits(value));
            case F64 -> to.putLong(Double.doubleToLongBits(value));
            case BOOL -> to.put((byte) (value == 0 ? 0 : 1));
            case I8 -> to.put((byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, (int) value)));
            case I16 -> to.putShort((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, (int) value)));
            case I32 -> to.putInt((int) value);
            case I64 -> to.putLong((long) value);
            case U8 -> to.put((byte) Math.max(0, Math.min(0xff, (int) value)));
            case U16 -> to.putShort((short) Math.max(0, Math.min(0xffff, (int) value)));
            case U32 -> to.putInt((int) Math.max(0, Math.min(0xffffffffL, (long) value)));
            case U64 -> to.putLong(value < 0x1p63f ? Math.max(0, (long) value)
                    : value < 0x1p64f ? (long) (value * 0.5f) << 1 : -1); // halving a float is exact
        }
    }

    private static float unsigned(long bits) {
        // Shifted out bits are kept in the lowest one, so that the single rounding below sees them.
        return bits >= 0 ? bits : (float) (bits >>> 1 | bits & 1) * 2;
    }

    /** Half precision to float: exact. */
    static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >> 10 & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) { // zero and subnormal: fraction·2^−24
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * 0x1p-24f));
        }
        int rebased = exponent == 0x1f ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | rebased << 23 | fraction << 13);
    }

    /** Float to half precision, to nearest, ties to even. */
    static short floatToHalf(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude > 0x7f800000) {
            return (short) (sign | 0x7e00 | magnitude >> 13 & 0x3ff); // NaN, quiet
        }
        if (magnitude >= 0x477ff000) { // 65520 and above round to infinity
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x38800000) { // below 2^−14: adding 0.5 leaves a multiple of 2^−24, rounded by the addition itself
            float shifted = Float.intBitsToFloat(magnitude) + 0.5f;
            return (short) (sign | Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(0.5f));
        }
        int even = magnitude >> 13 & 1;
        return (short) (sign | magnitude - (112 << 23) + 0xfff + even >> 13);
    }

    private static short floatToBfloat(float value) {
        int bits = Float.floatToIntBits(value);
        if ((bits & 0x7fffffff) > 0x7f800000) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }
}
