package lstm4j.keras.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

class NumberTypeTest {
    /** A half's value from its definition: (−1)^s · 2^(e−15) · (1 + f/1024), or f · 2^−24 below the smallest normal. */
    private static double half(int bits) {
        int e = bits >> 10 & 31;
        int f = bits & 1023;
        double magnitude = e == 0 ? f * 0x1p-24 : e == 31 ? (f == 0 ? Double.POSITIVE_INFINITY : Double.NaN) : Math.scalb(1 + f / 1024.0, e - 15);
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }

    @Test
    void everyHalfBecomesItsFloatAndComesBack() {
        for (int bits = 0; bits < 0x10000; bits++) {
            float value = NumberType.halfToFloat((short) bits);
            assertEquals(half(bits), value, "half " + bits);
            if (!Float.isNaN(value)) {
                assertEquals((short) bits, NumberType.floatToHalf(value), "half " + bits);
            }
        }
        assertTrue(Float.isNaN(NumberType.halfToFloat(NumberType.floatToHalf(Float.NaN))));
    }

    @Test
    void aFloatBetweenTwoHalvesGoesToTheNearestAndATieToTheEvenOne() {
        for (int bits = 0; bits < 0x7bff; bits++) {
            double middle = (half(bits) + half(bits + 1)) / 2;
            int even = (bits & 1) == 0 ? bits : bits + 1;
            assertEquals((short) even, NumberType.floatToHalf((float) middle), "tie above half " + bits);
            assertEquals((short) bits, NumberType.floatToHalf(Math.nextDown((float) middle)), "below the tie above half " + bits);
            assertEquals((short) (bits + 1), NumberType.floatToHalf(Math.nextUp((float) middle)), "above the tie above half " + bits);
        }
        assertEquals((short) 0x7bff, NumberType.floatToHalf(65519.996f));
        assertEquals((short) 0x7c00, NumberType.floatToHalf(65520f));
    }

    @Test
    void integersAreCutToTheirRange() {
        ByteBuffer buffer = ByteBuffer.allocate(64);
        for (NumberType type : new NumberType[] {NumberType.I8, NumberType.U8, NumberType.I16, NumberType.U16}) {
            type.write(buffer.clear(), 1e9f);
            double most = type.name().startsWith("U") ? Math.scalb(1, type.bytes() * 8) - 1 : Math.scalb(1, type.bytes() * 8 - 1) - 1;
            assertEquals((float) most, type.read(buffer, 0));
        }
        NumberType.U64.write(buffer.clear(), 0x1p63f);
        assertEquals(0x1p63f, NumberType.U64.read(buffer, 0));
        NumberType.BF16.write(buffer.clear(), 1.00390625f); // a tie: 1 + 2^-8
        assertEquals(1f, NumberType.BF16.read(buffer, 0));
    }
}
