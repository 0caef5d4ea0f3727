package lstm4j.keras.zip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

import lstm4j.keras.bytes.Content;

/**
 * Makes a zip file of stored entries, each dated 1980-01-01 00:00, in the order in which they are added: the same
 * contents give the same bytes, everywhere and always. For files below 4 GiB. An entry is written twice: the first time its
 * bytes are only counted, since their number and checksum stand in front of them.
 */
public final class ZipBuilder implements Content {
    private static final int JANUARY_1ST_1980 = 1 << 5 | 1;
    private static final int VERSION = 20;
    private static final int UTF8_NAME = 1 << 11;
    private static final long MOST_BYTES = 0xffffffffL;

    private final Map<String, Content> entries = new LinkedHashMap<>();

    /** Number and checksum of bytes. */
    private static final class Tally extends OutputStream {
        private final CRC32 crc = new CRC32();
        private long count;

        @Override
        public void write(int oneByte) {
            crc.update(oneByte);
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            crc.update(bytes, from, length);
            count += length;
        }
    }

    /** Adds an entry. */
    public ZipBuilder add(String name, byte[] content) {
        return add(name, out -> out.write(content));
    }

    /** Adds an entry that is written piece by piece. */
    public ZipBuilder add(String name, Content content) {
        if (entries.put(name, content) != null) {
            throw new AssertionError("lstm4j bug: zip entry " + name + " twice");
        }
        return this;
    }

    /** The file in memory. */
    public byte[] build() {
        return toBytes();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        long at = 0;
        for (Map.Entry<String, Content> entry : entries.entrySet()) {
            byte[] name = entry.getKey().getBytes(UTF_8);
            Tally tally = new Tally();
            entry.getValue().writeTo(tally);
            byte[] fields = fields(name, tally);
            out.write(numbers(4).putInt(0x04034b50).array());
            out.write(fields);
            out.write(name);
            entry.getValue().writeTo(out);
            directory.write(numbers(6).putInt(0x02014b50).putShort((short) VERSION).array());
            directory.write(fields);
            directory.write(numbers(14).putInt(0).putInt(0).putShort((short) 0).putInt((int) at).array()); // no comment, disk 0, no attributes
            directory.write(name);
            at += 4 + fields.length + name.length + tally.count;
            requireFits(at);
        }
        out.write(directory.toByteArray());
        out.write(numbers(22).putInt(0x06054b50).putInt(0).putShort((short) entries.size()).putShort((short) entries.size())
                .putInt(directory.size()).putInt((int) at).putShort((short) 0).array());
    }

    private static void requireFits(long bytes) {
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException("[FILE-34] the archive: expected less than 4 GiB, got " + bytes + " bytes.");
        }
    }

    /** The fields that local header and directory share: version to extra length. */
    private static byte[] fields(byte[] name, Tally content) {
        boolean ascii = new String(name, UTF_8).length() == name.length;
        return numbers(26).putShort((short) VERSION).putShort((short) (ascii ? 0 : UTF8_NAME)).putShort((short) 0)
                .putShort((short) 0).putShort((short) JANUARY_1ST_1980)
                .putInt((int) content.crc.getValue()).putInt((int) content.count).putInt((int) content.count)
                .putShort((short) name.length).putShort((short) 0).array();
    }

    private static ByteBuffer numbers(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
