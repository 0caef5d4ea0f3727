package lstm4j.keras.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.Inflater;

/**
 * Bytes that lie in memory, or in a file of which there is never more than a window in memory: a model can be read that leaves
 * no room for its file. Less than 2 GiB. Not thread-safe. Where reading the file fails it is an UncheckedIOException, of which
 * {@link FileBytes#with} makes an IOException with the name of the file.
 */
public final class Blob {
    /** Bytes that can be had as one {@link #buffer}; also the window: reads of up to this many need no memory outside the heap. */
    public static final int PIECE = 8192;

    private final Blob whole;   // what this is a part of, or this itself; the rest but begin and length is the whole's
    private final int begin;    // in the whole
    private final int length;
    private final RandomAccessFile file; // null where all is in memory
    private final byte[] window;
    private int start;          // of the window in the whole
    private int end;

    private Blob(Blob whole, int begin, int length, RandomAccessFile file, byte[] window) {
        this.whole = whole == null ? this : whole;
        this.begin = begin;
        this.length = length;
        this.file = file;
        this.window = window;
        this.end = file == null ? length : 0;
    }

    /** Bytes in memory, which are not copied. */
    public static Blob of(byte[] bytes) {
        return new Blob(null, 0, bytes.length, null, bytes);
    }

    /** The bytes of a file of less than 2 GiB, which stays open as long as they are read. */
    static Blob of(RandomAccessFile file) throws IOException {
        return new Blob(null, 0, Math.toIntExact(file.length()), file, new byte[PIECE]);
    }

    /** Some of them, counted from 0 again. */
    public Blob part(int from, int count) {
        requireInside(from, count);
        return new Blob(whole, begin + from, count, null, window);
    }

    /** How many there are. */
    public int length() {
        return length;
    }

    /** One byte. */
    public byte at(int place) {
        return window[place(place, 1)];
    }

    /** A number of {@code size} ≤ 8 bytes, least significant first, unsigned but for the 64th bit. */
    public long number(int place, int size) {
        int from = place(place, size);
        long value = 0;
        for (int k = size - 1; k >= 0; k--) {
            value = value << 8 | window[from + k] & 0xff;
        }
        return value;
    }

    /** At most {@link #PIECE} of them, between position and limit of the buffer; until something else is read. */
    public ByteBuffer buffer(int place, int count) {
        return ByteBuffer.wrap(window, place(place, count), count);
    }

    /** A copy of some of them. */
    public byte[] copy(int from, int count) {
        requireInside(from, count);
        byte[] copy = new byte[count];
        copyTo(from, copy, 0, count);
        return copy;
    }

    /** Copies some of them into an array. */
    public void copyTo(int from, byte[] target, int at, int count) {
        for (int done = 0, some; done < count; done += some) {
            some = Math.min(PIECE, count - done);
            System.arraycopy(window, place(from + done, some), target, at + done, some);
        }
    }

    /** Writes all of them. */
    public void writeTo(OutputStream out) throws IOException {
        for (int done = 0, some; done < length; done += some) {
            some = Math.min(PIECE, length - done);
            out.write(window, place(done, some), some);
        }
    }

    /** Gives an inflater that needs input the next piece from {@code from} on; returns where the next one begins. */
    public int feed(Inflater inflater, int from) {
        int count = inflater.needsInput() ? Math.min(PIECE, length - from) : 0;
        if (count > 0) {
            inflater.setInput(copy(from, count)); // which it reads later
        }
        return from + count;
    }

    private int place(int from, int count) {
        requireInside(from, count);
        return whole.inWindow(begin + from, begin + from + count, begin + length);
    }

    /** Where in the window the bytes from … to − 1 of the whole are, of a file at most {@link #PIECE}. */
    private int inWindow(int from, int to, int endOfPart) {
        if (from < start || to > end) {
            move(from, Math.min(PIECE, endOfPart - from));
        }
        return from - start;
    }

    private void move(int from, int count) {
        end = start; // nothing, should reading fail
        try {
            file.seek(from);
            file.readFully(window, 0, count);
        } catch (EOFException e) {
            throw new Unreadable("it became shorter while it was read", e);
        } catch (IOException e) {
            throw new Unreadable("reading failed: " + e.getMessage(), e);
        }
        start = from;
        end = from + count;
    }

    private void requireInside(int from, int count) {
        if (from < 0 || count < 0 || count > length - from) {
            throw new IndexOutOfBoundsException("Index " + ((long) from + count) + " out of bounds for length " + length);
        }
    }

    /** A file that cannot be read on; the name of the file is not known here. */
    static final class Unreadable extends UncheckedIOException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message, IOException cause) {
            super(message, cause);
        }
    }
}
