package lstm4j.keras.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The bytes of a file or stream, as a whole or piece by piece, up to the limits and to what the memory holds. Spec: chapter 9, FILE-9. */
public final class FileBytes {
    private static final int MOST = Integer.MAX_VALUE - 16; // what an array can hold

    private FileBytes() {
    }

    /** The bytes of a file, pipe or device, up to {@link Limits#DEFAULT}. */
    public static byte[] read(Path path) throws IOException {
        return read(path, Limits.DEFAULT);
    }

    /**
     * The bytes of a file, pipe or device.
     *
     * @throws ModelFormatException FILE-9 for more than the limits allow or the memory holds, FILE-56 for a directory
     */
    public static byte[] read(Path path, Limits limits) throws IOException {
        if (Files.isDirectory(path)) {
            boolean saved = Files.exists(path.resolve("saved_model.pb"));
            throw new ModelFormatException("FILE-56", path.toString(), -1, "expected a file, got a directory" + (saved ? ", a TensorFlow SavedModel" : ""),
                    saved ? "in Python: tf.keras.models.load_model(\"" + path.getFileName() + "\").save(\"m.keras\")" : "name the file of the model");
        }
        limits.check(Limit.FILE_BYTES, Files.size(path), path.toString(), -1);
        try (InputStream in = Files.newInputStream(path)) {
            return read(in, Files.size(path), path.toString(), limits);
        }
    }

    /** What is made of bytes that are read as they are asked for. */
    @FunctionalInterface
    public interface Work<T> {
        /** Reads what it wants of them, and keeps nothing of them behind its end. */
        T on(Blob bytes) throws IOException;
    }

    /**
     * Does some work on the bytes of a file, which are not all in memory at once; those of a pipe or device are.
     *
     * @throws ModelFormatException as {@link #read(Path, Limits)}; FILE-9 also where there is not memory enough for the work
     */
    public static <T> T with(Path path, Limits limits, Work<T> work) throws IOException {
        if (!isSeekable(path)) {
            return work.on(Blob.of(read(path, limits)));
        }
        limits.with(Limit.FILE_BYTES, Math.min(limits.get(Limit.FILE_BYTES), MOST)).check(Limit.FILE_BYTES, Files.size(path), path.toString(), -1);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) { // an interrupt would close a channel
            return work.on(Blob.of(file));
        } catch (Blob.Unreadable e) {
            throw new FileSystemException(path.toString(), null, e.getMessage());
        } catch (OutOfMemoryError e) {
            throw tooLarge(path.toString());
        }
    }

    /** A file of the disk with bytes in it: those of {@code /proc} have a length of 0. */
    private static boolean isSeekable(Path path) throws IOException {
        return path.getFileSystem() == FileSystems.getDefault() && Files.isRegularFile(path) && Files.isReadable(path) && Files.size(path) > 0;
    }

    private static ModelFormatException tooLarge(String name) {
        return new ModelFormatException("FILE-9", name, -1, "expected a file that fits into the memory of this JVM, got one that does not",
                "give it more with java -Xmx");
    }

    /** The bytes of a stream up to the limit on files: an endless stream ends there, too. */
    public static byte[] read(InputStream in) throws IOException {
        return read(in, 8192, "stream", Limits.DEFAULT);
    }

    private static byte[] read(InputStream in, long expected, String name, Limits limits) throws IOException {
        long most = Math.min(Math.min(limits.get(Limit.FILE_BYTES), MOST), Runtime.getRuntime().maxMemory() / 2);
        byte[] bytes;
        try {
            bytes = upTo(in, (int) most + 1, (int) Math.min(expected, most) + 1);
        } catch (OutOfMemoryError e) {
            throw tooLarge(name);
        }
        limits.with(Limit.FILE_BYTES, most).check(Limit.FILE_BYTES, bytes.length, name, -1);
        return bytes;
    }

    /** The first bytes of a stream, at most {@code most}: {@code readNBytes}, which the oldest Android that is to do has not. */
    private static byte[] upTo(InputStream in, int most, int expected) throws IOException {
        byte[] bytes = new byte[expected];
        int count = 0;
        for (int read = 0; read >= 0 && count < most; count += Math.max(0, read)) {
            if (count == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * count, most));
            }
            read = in.read(bytes, count, bytes.length - count);
        }
        return Arrays.copyOf(bytes, count);
    }
}
