package lstm4j.keras.zip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Makes a zip file of stored entries, each dated 1980-01-01 00:00, in the order in which they are added: the same
 * contents give the same bytes, everywhere and always. For files below 2 GiB.
 */
public final class ZipBuilder {
    private static final int JANUARY_1ST_1980 = 1 << 5 | 1;
    private static final int VERSION = 20;
    private static final int UTF8_NAME = 1 << 11;

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** Adds an entry. */
    public ZipBuilder add(String name, byte[] content) {
        if (entries.put(name, content) != null) {
            throw new AssertionError("lstm4j bug: zip entry " + name + " twice");
        }
        return this;
    }

    /** The file. */
    public byte[] build() {
        long size = 22;
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            size += 30 + 46 + 2L * entry.getKey().getBytes(UTF_8).length + entry.getValue().length;
        }
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer directory = ByteBuffer.allocate(entries.keySet().stream().mapToInt(n -> 46 + n.getBytes(UTF_8).length).sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        entries.forEach((name, content) -> {
            int header = file.position();
            file.putInt(0x04034b50);
            describe(file, name, content);
            file.put(name.getBytes(UTF_8)).put(content);
            directory.putInt(0x02014b50).putShort((short) VERSION);
            describe(directory, name, content);
            directory.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0).putInt(header); // no comment, disk 0, no attributes
            directory.put(name.getBytes(UTF_8));
        });
        int start = file.position();
        file.put(directory.array(), 0, directory.position());
        int length = file.position() - start;
        file.putInt(0x06054b50).putInt(0).putShort((short) entries.size()).putShort((short) entries.size());
        file.putInt(length).putInt(start).putShort((short) 0);
        return file.array();
    }

    /** The fields that local header and directory share: version to extra length. */
    private static void describe(ByteBuffer out, String name, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        boolean ascii = name.chars().allMatch(c -> c < 128);
        out.putShort((short) VERSION).putShort((short) (ascii ? 0 : UTF8_NAME)).putShort((short) 0);
        out.putShort((short) 0).putShort((short) JANUARY_1ST_1980);
        out.putInt((int) crc.getValue()).putInt(content.length).putInt(content.length);
        out.putShort((short) name.getBytes(UTF_8).length).putShort((short) 0);
    }
}
