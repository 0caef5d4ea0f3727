package lstm4j.keras.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import org.junit.jupiter.api.Test;

/** Element conversions, where files by h5py do not show every case. */
class NumbersTest {
    /** Against the definition: (−1)^sign · 2^(exponent − 15) · 1.mantissa, and 2^−14 · 0.mantissa below. */
    @Test
    void everyFloat16BecomesTheFloat32OfTheSameValue() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 31;
            double mantissa = (bits & 1023) / 1024.0;
            double size = exponent == 31 ? (mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                    : exponent == 0 ? Math.scalb(mantissa, -14) : Math.scalb(1 + mantissa, exponent - 15);
            double expected = bits >> 15 == 0 ? size : -size;
            assertEquals((float) expected, Numbers.half(bits), "bits " + Integer.toHexString(bits));
        }
    }

    private static Cursor cursor(byte[] bytes) {
        return new Cursor(new Source(Blob.of(bytes), "numbers", Limits.DEFAULT, true), Blob.of(bytes), 0, bytes.length, "numbers");
    }

    private static Datatype integers(int size, boolean bigEndian, boolean signed) {
        return new Datatype(Hdf5Kind.INTEGER, "integers", size, bigEndian, signed, false, 0);
    }

    @Test
    void integersOfEverySizeKeepTheirSignInEitherByteOrder() throws ModelFormatException {
        byte[] little = {-2, -1, -1, -1, -1, -1, -1, -1};
        byte[] big = {-1, -1, -1, -1, -1, -1, -1, -2};
        for (int size = 1; size <= 8; size++) {
            assertEquals(-2, Numbers.longs(cursor(little), integers(size, false, true), 1)[0]);
            byte[] end = java.util.Arrays.copyOfRange(big, 8 - size, 8);
            assertEquals(-2, Numbers.longs(cursor(end), integers(size, true, true), 1)[0]);
            if (size < 8) {
                assertEquals((1L << 8 * size) - 2, Numbers.longs(cursor(end), integers(size, true, false), 1)[0]);
            }
        }
    }

    @Test
    void unsignedIntegersBeyondLongAreRefusedAsLongsAndRoundedOnceAsFloats() throws ModelFormatException {
        byte[] largest = {-1, -1, -1, -1, -1, -1, -1, -1};
        Datatype type = integers(8, false, false);
        assertEquals("FILE-18",
                assertThrows(ModelFormatException.class, () -> Numbers.longs(cursor(largest), type, 1)).rule());
        assertEquals(0x1p64, Numbers.doubles(cursor(largest), type, 1)[0]);
        assertEquals(0x1p64f, Numbers.floats(cursor(largest), type, 1)[0]);
        // 2^63 + 2^39 + 1 lies just above the middle between two floats; by way of a double it would be rounded down.
        byte[] aboveTie = ByteBuffer.allocate(8).putLong(0x8000008000000001L).array();
        assertEquals(0x1.000002p63f, Numbers.floats(cursor(aboveTie), integers(8, true, false), 1)[0]);
    }
}
