package lstm4j.keras.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The bytes of a whole file or stream, up to the limits and to what the memory holds. Spec: chapter 9, FILE-9. */
public final class FileBytes {
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

    /** The bytes of a stream up to the limit on files: an endless stream ends there, too. */
    public static byte[] read(InputStream in) throws IOException {
        return read(in, 8192, "stream", Limits.DEFAULT);
    }

    private static byte[] read(InputStream in, long expected, String name, Limits limits) throws IOException {
        long most = Math.min(Math.min(limits.get(Limit.FILE_BYTES), Integer.MAX_VALUE - 16), Runtime.getRuntime().maxMemory() / 2);
        byte[] bytes;
        try {
            bytes = upTo(in, (int) most + 1, (int) Math.min(expected, most) + 1);
        } catch (OutOfMemoryError e) {
            throw new ModelFormatException("FILE-9", name, -1, "expected a file that fits into the memory of this JVM, got one that does not",
                    "give it more with java -Xmx");
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
