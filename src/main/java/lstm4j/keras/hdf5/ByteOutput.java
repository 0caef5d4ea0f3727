package lstm4j.keras.hdf5;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

import lstm4j.keras.bytes.Content;

/** The file that is being written, or a part of it in memory: little-endian. Positions are addresses. */
final class ByteOutput {
    /** "No address". */
    static final long UNDEFINED = -1;
    /** What fits into a Java array, as some readers want. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 64;

    private final OutputStream out; // null where bytes are only counted
    private int position;

    /** In memory. */
    ByteOutput() {
        this(new ByteArrayOutputStream());
    }

    /** To a stream; null counts the bytes only, those of data without making them. */
    ByteOutput(OutputStream out) {
        this.out = out;
    }

    /** More than fits is refused before it is written [FILE-34]; where the stream fails, an UncheckedIOException. */
    private ByteOutput write(Content content, long bytes) {
        if (position + bytes > MOST_BYTES) {
            throw Refusal.of("FILE-34", "the HDF5 file", "less than 2 GiB", position + bytes + " bytes", "");
        }
        try {
            if (out != null) {
                content.writeTo(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        position += (int) bytes;
        return this;
    }

    int position() {
        return position;
    }

    private ByteOutput number(long value, int size) {
        byte[] bytes = new byte[size];
        for (int k = 0; k < size; k++) {
            bytes[k] = (byte) (value >> 8 * k);
        }
        return bytes(bytes);
    }

    ByteOutput u8(int value) {
        return number(value, 1);
    }

    ByteOutput u16(int value) {
        return number(value, 2);
    }

    ByteOutput u32(int value) {
        return number(value, 4);
    }

    ByteOutput u64(long value) {
        return number(value, 8);
    }

    ByteOutput bytes(byte[] bytes) {
        return write(to -> to.write(bytes), bytes.length);
    }

    ByteOutput zeros(int count) {
        return bytes(new byte[count]);
    }

    /** Zeros up to the next multiple of 8. */
    ByteOutput align8() {
        return zeros(-position & 7);
    }

    ByteOutput data(Hdf5Data data) {
        return write(data, data.bytes());
    }

    /** What was written into memory. */
    byte[] toBytes() {
        return ((ByteArrayOutputStream) out).toByteArray();
    }
}
