package lstm4j.keras.hdf5;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

import lstm4j.keras.bytes.Content;

/**
 * The CRC-32 of what a tree says, wherever its parts lie in the file: names, types, shapes and values in the order of the names.
 * {@link Hdf5Writer#sealed} and {@link Hdf5Group#requireSeal} come to the same number.
 */
final class Contents {
    /** The type of texts, however they are stored. */
    static final String STRING = "string";

    private final CRC32 crc = new CRC32();

    void text(String text) {
        crc.update(text.getBytes(UTF_8));
        crc.update(0);
    }

    void typeAndShape(String type, long[] shape) {
        text(type);
        text(Arrays.toString(shape));
    }

    void bytes(Content content) {
        try {
            content.writeTo(new CheckedOutputStream(new OutputStream() {
                @Override
                public void write(int oneByte) {
                    // only the checksum is wanted
                }

                @Override
                public void write(byte[] bytes, int from, int count) {
                    // likewise
                }
            }, crc));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long value() {
        return crc.getValue();
    }
}
