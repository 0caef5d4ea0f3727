package lstm4j.keras.hdf5;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Changes bytes of a file in memory, found by what stands there: to build what no honest writer writes. */
final class Patch {
    final byte[] bytes;
    private int at;

    Patch(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** Goes to the next place where these bytes stand. */
    Patch find(byte... wanted) {
        for (int from = at; from + wanted.length <= bytes.length; from++) {
            if (ByteBuffer.wrap(bytes, from, wanted.length).equals(ByteBuffer.wrap(wanted))) {
                at = from;
                return this;
            }
        }
        throw new AssertionError("the bytes to patch are not in the file");
    }

    Patch find(String text) {
        return find(text.getBytes(StandardCharsets.UTF_8));
    }

    Patch findLong(long value) {
        return find(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    }

    Patch skip(int count) {
        at += count;
        return this;
    }

    int position() {
        return at;
    }

    Patch put(int... values) {
        for (int value : values) {
            bytes[at++] = (byte) value;
        }
        return this;
    }

    Patch putLong(long value) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at, value);
        at += 8;
        return this;
    }

    Patch put(String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            put(b);
        }
        assertTrue(at <= bytes.length);
        return this;
    }
}
