package lstm4j.keras.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.ModelFormatException;

/**
 * A place in a range of bytes, moving forward. The only way in which the package reads: every method checks that what it
 * reads lies inside the range, else [FILE-3]. Metadata are little-endian whatever machine wrote the file.
 */
final class Cursor {
    final Source source;
    private final Blob bytes;
    private final int begin;
    private final int end;
    private final String what;
    private int at;

    /** On {@code bytes[begin .. end)}, a range the caller has checked. */
    Cursor(Source source, Blob bytes, int begin, int end, String what) {
        this.source = source;
        this.bytes = bytes;
        this.begin = begin;
        this.end = end;
        this.at = begin;
        this.what = what;
    }

    /** A cursor on {@code length} bytes at an address, all of which must be in the file: [FILE-3]. */
    static Cursor at(Source source, long address, long length, String what) throws ModelFormatException {
        source.step(1);
        if (address < 0 || address > source.bytes.length() - source.base) {
            throw source.fail("FILE-3", -1, "the address of " + what + " is " + (address == Source.UNDEFINED ? "undefined"
                    : Long.toUnsignedString(address) + ", which is outside the file of " + source.bytes.length() + " bytes"), Source.DAMAGED);
        }
        if (length < 0 || length > source.bytes.length() - source.base - address) {
            throw source.fail("FILE-3", source.base + address, what + " should be " + Long.toUnsignedString(length)
                    + " bytes long, but the file has only " + (source.bytes.length() - source.base - address) + " from here", Source.DAMAGED);
        }
        int from = (int) (source.base + address);
        return new Cursor(source, source.bytes, from, from + (int) length, what);
    }

    /** A cursor from an address to the end of the file. */
    static Cursor at(Source source, long address, String what) throws ModelFormatException {
        return at(source, address, Math.max(0, source.bytes.length() - source.base - Math.max(0, address)), what);
    }

    /** Offset in the file, or −1 for bytes that were decoded into memory. */
    long offset() {
        return bytes == source.bytes ? at : -1;
    }

    int remaining() {
        return end - at;
    }

    private int take(long count) throws ModelFormatException {
        if (count < 0 || count > end - at) {
            throw fail("FILE-3", what + " ends too early: " + Long.toUnsignedString(count) + " more bytes are needed, "
                    + (end - at) + " are there", Source.DAMAGED);
        }
        int from = at;
        at += (int) count;
        return from;
    }

    void skip(long count) throws ModelFormatException {
        take(count);
    }

    /** Moves to the next multiple of 8 bytes from the beginning of the range. */
    void align8() throws ModelFormatException {
        take(-(at - begin) & 7);
    }

    int u8() throws ModelFormatException {
        return bytes.at(take(1)) & 0xff;
    }

    int u16() throws ModelFormatException {
        return (int) number(2, false);
    }

    long u32() throws ModelFormatException {
        return number(4, false);
    }

    /** The {@code size} ≤ 8 bytes as a number, unsigned but for the 64th bit. */
    long number(int size, boolean bigEndian) throws ModelFormatException {
        int from = take(size);
        long value = bytes.number(from, size);
        return bigEndian ? Long.reverseBytes(value) >>> 64 - 8 * size : value;
    }

    /** An unsigned number of {@code size} ≤ 8 bytes that must be below 2^63: [FILE-7]. */
    long unsigned(int size) throws ModelFormatException {
        long value = number(size, false);
        if (value < 0) {
            throw fail("FILE-7", what + " holds the impossible size " + Long.toUnsignedString(value), Source.DAMAGED);
        }
        return value;
    }

    /** An address; all bits set is {@link Source#UNDEFINED}. */
    long address() throws ModelFormatException {
        int size = source.offsetBytes;
        long value = number(size, false);
        boolean undefined = value == -1L >>> (64 - 8 * size);
        return undefined ? Source.UNDEFINED : value < 0 ? Long.MAX_VALUE : value;
    }

    /** A length, below 2^63. */
    long length() throws ModelFormatException {
        return unsigned(source.lengthBytes);
    }

    /** A length where all bits set means "no bound": {@link Source#UNDEFINED}. */
    long lengthOrUnlimited() throws ModelFormatException {
        int size = source.lengthBytes;
        long value = number(size, false);
        return value == -1L >>> (64 - 8 * size) ? Source.UNDEFINED : value < 0 ? Long.MAX_VALUE : value;
    }

    /** The next {@code count} bytes as a range of their own, which is skipped here. */
    Cursor slice(long count, String what) throws ModelFormatException {
        int from = take(count);
        return new Cursor(source, bytes, from, at, what);
    }

    /** The next {@code count} bytes, copied. */
    byte[] copy(long count) throws ModelFormatException {
        int from = take(count);
        return bytes.copy(from, at - from);
    }

    /** Copies the next {@code count} bytes to {@code target}. */
    void copyTo(byte[] target, int targetFrom, int count) throws ModelFormatException {
        bytes.copyTo(take(count), target, targetFrom, count);
    }

    /** All of the range, whatever was read of it, and without reading it. */
    Cursor whole() {
        return new Cursor(source, bytes, begin, end, what);
    }

    /** The next bytes without moving, or −1 at the end: to tell what follows. */
    int peek() {
        return at < end ? bytes.at(at) & 0xff : -1;
    }

    /** A string up to the next zero byte, which is consumed. For names: at most 64 KiB. */
    String zeroTerminated() throws ModelFormatException {
        int zero = at;
        while (zero < end && bytes.at(zero) != 0 && zero - at < 1 << 16) {
            zero++;
        }
        String text = text(zero - at);
        if (u8() != 0) {
            throw fail("FILE-7", what + " has a name without end", Source.DAMAGED);
        }
        return text;
    }

    /** The next {@code count} bytes as UTF-8: [FILE-23] where they are not. */
    String text(long count) throws ModelFormatException {
        int from = take(count);
        source.step(count >> 6);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.copy(from, (int) count))).toString();
        } catch (CharacterCodingException e) {
            at = from;
            throw fail("FILE-23", what + " is not UTF-8 text",
                    "lstm4j reads strings in ASCII and UTF-8, which is what Keras and h5py write");
        }
    }

    /** Number of the next {@code count} bytes before the zero or space bytes that end them. */
    int lengthWithout(int padding, int count) throws ModelFormatException {
        byte[] padded = copy(count);
        at -= count;
        int length = count;
        while (length > 0 && padded[length - 1] == padding) {
            length--;
        }
        return length;
    }

    /** Number of the next bytes, at most {@code count}, before the first zero byte. */
    int lengthBeforeZero(int count) throws ModelFormatException {
        int from = take(count);
        at = from;
        int length = 0;
        while (length < count && bytes.at(from + length) != 0) {
            length++;
        }
        return length;
    }

    /** Expects the four letters that begin a structure: [FILE-4]. */
    void signature(String letters) throws ModelFormatException {
        long offset = offset();
        int from = take(4);
        String got = new String(bytes.copy(from, 4), StandardCharsets.ISO_8859_1);
        if (!got.equals(letters)) {
            throw source.fail("FILE-4", offset, "expected " + what + ", which begins with \"" + letters + "\", got the bytes "
                    + hex(got), Source.DAMAGED);
        }
    }

    private static String hex(String bytes) {
        StringBuilder hex = new StringBuilder();
        bytes.chars().forEach(b -> hex.append(hex.length() == 0 ? "" : " ").append(String.format("%02x", b)));
        return hex.toString();
    }

    /** Expects a version byte of this value: [FILE-5]. */
    void version(int expected) throws ModelFormatException {
        long offset = offset();
        int got = u8();
        if (got != expected) {
            throw source.fail("FILE-5", offset, "expected version " + expected + " of " + what + ", got " + got,
                    "lstm4j knows the HDF5 file format 3.0; a newer or damaged file can be rewritten with h5repack");
        }
    }

    /** Expects the lookup3 checksum of everything from the beginning of the range up to here: [FILE-6]. */
    void checksum() throws ModelFormatException {
        source.step(at - begin >> 6);
        int computed = Checksums.lookup3(bytes, begin, at);
        expectChecksum(computed);
    }

    /** The same for a structure that holds its checksum in the middle: it counts as zero, and the cursor stays behind it. */
    void checksumInside() throws ModelFormatException {
        source.step(end - begin >> 6);
        byte[] copy = bytes.copy(begin, end - begin);
        int inside = at - begin;
        Arrays.fill(copy, inside, Math.min(inside + 4, copy.length), (byte) 0);
        expectChecksum(Checksums.lookup3(Blob.of(copy), 0, copy.length));
    }

    private void expectChecksum(int computed) throws ModelFormatException {
        int stored = (int) u32();
        if (stored != computed && source.checksums) {
            throw fail("FILE-6", String.format("the checksum of %s is %08x, but its bytes give %08x", what, stored, computed),
                    Source.DAMAGED);
        }
    }

    /** The next four bytes must be the Fletcher checksum of the {@code count} bytes before them: [FILE-22]. */
    void fletcher32(int count) throws ModelFormatException {
        int computed = Checksums.fletcher32(bytes, at - count, at);
        int stored = (int) u32();
        // Versions of the HDF5 library before 1.6.3 wrote the bytes of each sum the other way round; both are valid.
        int old = (computed & 0x00ff00ff) << 8 | (computed & 0xff00ff00) >>> 8;
        if (stored != computed && stored != old && source.checksums) {
            throw fail("FILE-22", String.format("the Fletcher checksum of %s is %08x, but its bytes give %08x", what, stored,
                    computed), Source.DAMAGED);
        }
    }

    /** The next {@code count} float32 values, bit for bit. */
    float[] floats(int count, boolean bigEndian) throws ModelFormatException {
        float[] values = new float[count];
        for (int done = 0, some; done < count; done += some) {
            some = Math.min(Blob.PIECE / 4, count - done);
            buffer(4 * some, bigEndian).asFloatBuffer().get(values, done, some);
        }
        return values;
    }

    /** The next {@code count} float64 values, bit for bit. */
    double[] doubles(int count, boolean bigEndian) throws ModelFormatException {
        double[] values = new double[count];
        for (int done = 0, some; done < count; done += some) {
            some = Math.min(Blob.PIECE / 8, count - done);
            buffer(8 * some, bigEndian).asDoubleBuffer().get(values, done, some);
        }
        return values;
    }

    private ByteBuffer buffer(int count, boolean bigEndian) throws ModelFormatException {
        return bytes.buffer(take(count), count).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    /** What is left of the range as bytes of their own. */
    Blob blob() {
        return bytes.part(at, end - at);
    }

    ModelFormatException fail(String rule, String problem, String hint) {
        return source.fail(rule, offset(), problem, hint);
    }
}
