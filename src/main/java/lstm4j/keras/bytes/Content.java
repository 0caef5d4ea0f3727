package lstm4j.keras.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Bytes that are written one piece after the other, the same every time: a file that need not be in memory as a whole. */
@FunctionalInterface
public interface Content {
    /** Writes all of them. */
    void writeTo(OutputStream out) throws IOException;

    /** All of them in memory. */
    default byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
