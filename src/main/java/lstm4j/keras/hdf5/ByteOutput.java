package lstm4j.keras.hdf5;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The file that is being written: little-endian, growing at the end. Positions are addresses. */
final class ByteOutput {
    /** "No address". */
    static final long UNDEFINED = -1;
    /** What fits into a Java array. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 64;

    private ByteBuffer buffer;

    /** With room for what is expected; more than a Java array holds is refused now [FILE-34], before memory runs out. */
    ByteOutput(long expectedBytes) {
        requireFits(expectedBytes);
        buffer = allocate((int) Math.max(1024, expectedBytes));
    }

    private static void requireFits(long bytes) {
        if (bytes > MOST_BYTES) {
            throw Refusal.of("FILE-34", "the HDF5 file", "less than 2 GiB", bytes + " bytes", "");
        }
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer room(long bytes) {
        long needed = buffer.position() + bytes;
        requireFits(needed);
        if (needed > buffer.capacity()) {
            ByteBuffer larger = allocate((int) Math.min(Math.max(needed, 2L * buffer.capacity()), MOST_BYTES));
            buffer = larger.put(buffer.array(), 0, buffer.position());
        }
        return buffer;
    }

    int position() {
        return buffer.position();
    }

    ByteOutput u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    ByteOutput u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    ByteOutput u32(int value) {
        room(4).putInt(value);
        return this;
    }

    ByteOutput u64(long value) {
        room(8).putLong(value);
        return this;
    }

    ByteOutput bytes(byte[] bytes) {
        room(bytes.length).put(bytes);
        return this;
    }

    ByteOutput zeros(int count) {
        return bytes(new byte[count]);
    }

    /** Zeros up to the next multiple of 8. */
    ByteOutput align8() {
        return zeros(-position() & 7);
    }

    ByteOutput data(Hdf5Data data) {
        Buffer room = room(data.bytes()); // of this type its position can be set on Android 8
        data.putTo(buffer.array(), room.position());
        room.position(room.position() + data.bytes());
        return this;
    }

    /** Puts the bytes of {@code other} at the place where they were left out. */
    void patch(int at, ByteOutput other) {
        byte[] bytes = other.toBytes();
        System.arraycopy(bytes, 0, buffer.array(), at, bytes.length);
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
