package lstm4j.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The bytes of an IDX file, inflated if need be, counted and checked: nothing is allocated for what a header only claims.
 * A plain file must have exactly the length its header declares; a gzipped one is cut off there.
 */
final class IdxStream implements Closeable {
    private static final int UNSIGNED_BYTE = 8;
    private static final int LONGEST_AXIS = 65_535;       // of rows and columns
    private static final long DEFLATE_AT_MOST = 1032;     // no deflate stream grows by more than this factor
    private static final String DOWNLOAD = "the file is damaged or was cut off; download it again";

    private final Path file;
    private final InputStream in;
    private final long length;      // bytes of the file on disk
    private final boolean gzip;
    private long offset;            // bytes read so far, after inflating
    private long declared;          // bytes in all, header included

    private IdxStream(Path file, InputStream in, long length, boolean gzip) {
        this.file = file;
        this.in = in;
        this.length = length;
        this.gzip = gzip;
    }

    static IdxStream open(Path file) throws IOException {
        DataFormatException.requireFile(file);
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            raw.mark(2);
            boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
            raw.reset();
            InputStream in = gzip ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16) : raw;
            return new IdxStream(file, in, Files.size(file), gzip);
        } catch (EOFException | ZipException e) {
            raw.close();
            throw brokenGzip(file, 0, e);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** The file must not be gzipped, else [DATA-48]. */
    void requirePlain() throws DataFormatException {
        if (gzip) {
            throw DataFormatException.of("DATA-48", file, "a plain file, which can be mapped", "a gzipped one", "unpack it first: gunzip");
        }
    }

    /** Reads magic and sizes of an array with {@code axes} axes and checks them against the length of the file. */
    int[] header(int axes) throws IOException {
        byte[] magic = bytes(4);
        if (magic[0] != 0 || magic[1] != 0 || magic[2] != UNSIGNED_BYTE || magic[3] != axes) {
            throw DataFormatException.atByte("DATA-22", file, 0, "00 00 08 0" + axes + " (IDX " + content(axes) + ")",
                    hex(magic), magicHint(magic, axes));
        }
        int[] sizes = new int[axes];
        double product = 1;
        for (int axis = 0; axis < axes; axis++) {
            byte[] b = bytes(4);
            sizes[axis] = b[0] << 24 | (b[1] & 0xFF) << 16 | (b[2] & 0xFF) << 8 | b[3] & 0xFF;
            requireSize(axis, sizes[axis]);
            product *= sizes[axis];
        }
        double holds = gzip ? length * DEFLATE_AT_MOST - offset : length - offset;
        if (product > holds) {
            throw DataFormatException.atByte("DATA-24", file, offset, product(sizes) + " more bytes, as its header declares",
                    gzip ? "a file of " + length + " bytes, which cannot inflate to that many" : (long) holds + "", DOWNLOAD);
        }
        declared = offset + (long) product;
        return sizes;
    }

    /** The plain file must end where its header, which has been read, says, else [DATA-24]. */
    void requireLength() throws DataFormatException {
        if (length > declared) {
            throw DataFormatException.atByte("DATA-24", file, declared, "the end of the file, as its header declares",
                    length - declared + " more bytes", "the header is damaged, or files were joined");
        }
    }

    private void requireSize(int axis, int size) throws DataFormatException {
        String name = axis == 0 ? "count" : axis == 1 ? "number of rows" : "number of columns";
        int most = axis == 0 ? Integer.MAX_VALUE : LONGEST_AXIS;
        if (size < 1 || size > most) {
            throw DataFormatException.atByte("DATA-23", file, offset - 4, "a " + name + " from 1 to " + most,
                    String.valueOf(Integer.toUnsignedLong(size)), "the header is damaged, or the file has no data");
        }
    }

    /** The data will need about this many bytes of memory; refuses more than {@code memory}. */
    void requireMemory(double bytes, long memory) throws DataFormatException {
        if (bytes > memory) {
            throw DataFormatException.of("DATA-23", file, "data that fit into " + (memory >> 20) + " MB of memory",
                    "about " + (long) (bytes / (1 << 20)) + " MB of numbers", "give Java more memory: java -Xmx4g …");
        }
    }

    /** Reads exactly {@code buffer.length} bytes, else [DATA-24]. */
    void fill(byte[] buffer) throws IOException {
        require(buffer.length, guarded(() -> in.readNBytes(buffer, 0, buffer.length)));
    }

    /** Reads exactly {@code count} bytes, else [DATA-24]; memory grows only as they come. */
    byte[] bytes(int count) throws IOException {
        byte[][] bytes = new byte[1][];
        require(count, guarded(() -> {
            bytes[0] = in.readNBytes(count);
            return bytes[0].length;
        }));
        return bytes[0];
    }

    /** Nothing may follow, else [DATA-24]; for a gzipped file this also checks its checksum. */
    void requireEnd() throws IOException {
        if (guarded(in::read) >= 0) {
            throw DataFormatException.atByte("DATA-24", file, offset, "the end of the file, as its header declares",
                    gzip ? "more bytes" : length - offset + " more bytes", "the header is damaged, or files were joined");
        }
    }

    private void require(int wanted, int got) throws DataFormatException {
        offset += got;
        if (got < wanted) {
            throw DataFormatException.atByte("DATA-24", file, offset,
                    declared == 0 ? "a header of 8 or 16 bytes" : declared - offset + " more bytes, as its header declares",
                    "the end of the file", offset == 0 ? "the file is empty; download it again" : DOWNLOAD);
        }
    }

    /** A step of reading. */
    private interface Read {
        int count() throws IOException;
    }

    private int guarded(Read read) throws IOException {
        try {
            return read.count();
        } catch (EOFException | ZipException e) {
            throw brokenGzip(file, offset, e);
        }
    }

    private static DataFormatException brokenGzip(Path file, long offset, IOException e) {
        String got = e instanceof EOFException ? "its end in the middle" : "a broken one (" + e.getMessage() + ")";
        return DataFormatException.atByte("DATA-25", file, offset, "a whole gzip stream", got, DOWNLOAD);
    }

    private static String magicHint(byte[] magic, int axes) {
        if (magic[0] == 0 && magic[1] == 0 && magic[2] == UNSIGNED_BYTE && (magic[3] == 1 || magic[3] == 3)) {
            return "this is a file of " + (axes == 1 ? "images; the labels are" : "labels; the images are")
                    + " in the file with \"" + (axes == 1 ? "labels" : "images") + "\" in its name";
        }
        if (magic[0] == 0 && magic[1] == 0 && magic[2] >= 9 && magic[2] <= 14) {
            return "this IDX file holds numbers of another type; only unsigned bytes are read";
        }
        if (magic[0] == 'P' && magic[1] == 'K') {
            return "this is a zip archive (or .npz); unpack it first";
        }
        if (magic[0] == '<') {
            return "this looks like a web page: the download did not give the file itself";
        }
        if (magic[0] == 0x1F && magic[1] == (byte) 0x8B) {
            return "the file was gzipped twice; unpack it once";
        }
        return "this is no IDX file";
    }

    private static String content(int axes) {
        return axes == 1 ? "labels" : "images";
    }

    private static String product(int[] sizes) {
        return String.join("·", Arrays.stream(sizes).mapToObj(String::valueOf).toList());
    }

    private static String hex(byte[] bytes) {
        return String.format("%02x %02x %02x %02x", bytes[0], bytes[1], bytes[2], bytes[3]);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
