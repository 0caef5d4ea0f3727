package lstm4j.keras.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import org.junit.jupiter.api.Test;

class ZipTest {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    private static byte[] two() {
        return new ZipBuilder().add("a.txt", HELLO).add("dir/ü.bin", new byte[300]).build();
    }

    /** What java.util.zip makes: deflated, sizes behind the data. */
    private static byte[] deflated(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a.txt"));
            zip.write(content);
        }
        return out.toByteArray();
    }

    private static ZipEntries open(byte[] bytes) throws ModelFormatException {
        return ZipEntries.open(bytes, "a.zip", Limits.DEFAULT);
    }

    private static String rule(byte[] bytes) {
        return assertThrows(ModelFormatException.class, () -> {
            ZipEntries zip = open(bytes);
            for (String name : zip.names()) {
                zip.read(name);
            }
        }).rule();
    }

    private static int directory(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
    }

    @Test
    void whatIsWrittenIsReadHereAndByTheJdk() throws IOException {
        ZipEntries zip = open(two());
        assertEquals(List.of("a.txt", "dir/ü.bin"), List.copyOf(zip.names()));
        assertArrayEquals(HELLO, zip.read("a.txt"));
        assertArrayEquals(new byte[300], zip.read("dir/ü.bin"));
        assertNull(zip.read("b"));
        try (ZipInputStream jdk = new ZipInputStream(new ByteArrayInputStream(two()))) {
            ZipEntry entry = jdk.getNextEntry();
            assertEquals("a.txt", entry.getName());
            assertEquals(1980, entry.getTimeLocal().getYear());
            assertArrayEquals(HELLO, jdk.readAllBytes());
            assertEquals("dir/ü.bin", jdk.getNextEntry().getName());
        }
    }

    @Test
    void theSameEntriesGiveTheSameBytes() {
        assertArrayEquals(two(), two());
    }

    @Test
    void deflatedEntriesOfTheJdkAreRead() throws IOException {
        assertArrayEquals("hello hello hello".getBytes(UTF_8), open(deflated("hello hello hello".getBytes(UTF_8))).read("a.txt"));
        assertArrayEquals(new byte[0], open(deflated(new byte[0])).read("a.txt"));
    }

    @Test
    void backslashesAreSlashesAndPathsAreOnlyNames() throws ModelFormatException {
        byte[] zip = new ZipBuilder().add("layers\\lstm\\0", HELLO).add("../../etc/passwd", HELLO).build();
        assertEquals(List.of("layers/lstm/0", "../../etc/passwd"), List.copyOf(open(zip).names()));
        assertEquals("FILE-47", rule(new ZipBuilder().add("a\\b", HELLO).add("a/b", HELLO).build()));
    }

    @Test
    void aWrongChecksumIsFound() {
        byte[] zip = two();
        zip[30 + 5] ^= 1; // first byte of "hello"
        assertEquals("FILE-48", rule(zip));
    }

    @Test
    void damagedDeflateDataAreFound() throws IOException {
        byte[] zip = deflated("hello hello hello hello".getBytes(UTF_8));
        for (int bit = 0; bit < 8; bit++) {
            byte[] changed = zip.clone();
            changed[36] ^= (byte) (1 << bit);
            assertEquals("FILE-48", rule(changed));
        }
    }

    @Test
    void centralAndLocalHeaderMustAgree() {
        for (int field : new int[] {6, 8, 14, 18, 22, 30}) { // flags, method, crc, packed, size, first letter of the name
            byte[] zip = two();
            zip[field] ^= field == 6 ? 8 : 2;
            String rule = rule(zip);
            assertEquals("FILE-45", rule, "local field " + field);
        }
    }

    @Test
    void featuresThatKerasNeverUsesAreRefusedByName() {
        byte[] encrypted = two();
        encrypted[directory(encrypted) + 8] |= 1;
        assertEquals("FILE-46", rule(encrypted));
        byte[] bzip2 = two();
        bzip2[directory(bzip2) + 10] = 12;
        String message = assertThrows(ModelFormatException.class, () -> open(bzip2)).getMessage();
        assertTrue(message.contains("compression method 12 of a.txt"), message);
        byte[] zip64 = two();
        ByteBuffer.wrap(zip64).putInt(directory(zip64) + 20, -1);
        assertTrue(assertThrows(ModelFormatException.class, () -> open(zip64)).getMessage().contains("zip64"));
    }

    @Test
    void overlappingEntriesAreRefused() {
        // Two names in the directory for one and the same local entry: the quoted overlap of zip bombs, in its simplest form.
        byte[] zip = new ZipBuilder().add("aa", HELLO).add("aa2", HELLO).build();
        int directory = directory(zip);
        ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(directory + 46 + 2 + 42, 0); // the second entry points at the first
        assertEquals("FILE-45", rule(zip)); // names differ
        assertEquals("FILE-47", rule(withOneInsideTheOther()));
    }

    /** A whole local entry "bb" that serves as the content of "aa". */
    private static byte[] nested() {
        byte[] zip = new ZipBuilder().add("bb", HELLO).build();
        byte[] local = new byte[30 + 2 + 5];
        System.arraycopy(zip, 0, local, 0, local.length);
        return local;
    }

    private static byte[] withOneInsideTheOther() {
        byte[] outer = new ZipBuilder().add("aa", nested()).build();
        byte[] inner = new ZipBuilder().add("bb", HELLO).build();
        int outerDirectory = directory(outer);
        int innerDirectory = directory(inner);
        ByteBuffer result = ByteBuffer.allocate(outerDirectory + 48 + 48 + 22).order(ByteOrder.LITTLE_ENDIAN);
        result.put(outer, 0, outerDirectory + 48).put(inner, innerDirectory, 48);
        result.putInt(outerDirectory + 48 + 42, 32); // bb begins where the content of aa does
        result.putInt(0x06054b50).putInt(0).putShort((short) 2).putShort((short) 2).putInt(96).putInt(outerDirectory).putShort((short) 0);
        return result.array();
    }

    @Test
    void zipBombsAreRefusedBeforeTheyInflate() throws IOException {
        assertEquals("FILE-9", rule(deflated(new byte[10_000_000]))); // 1000 times its size
        byte[] many = deflated(new byte[100]);
        assertEquals("FILE-9", assertThrows(ModelFormatException.class,
                () -> ZipEntries.open(many, "a.zip", Limits.DEFAULT.with(Limit.UNPACKED_BYTES, 50).with(Limit.UNPACKED_RATIO, 0))).rule());
        ZipBuilder crowd = new ZipBuilder();
        for (int i = 0; i < 1001; i++) {
            crowd.add("e" + i, new byte[0]);
        }
        assertEquals("FILE-9", rule(crowd.build()));
    }

    @Test
    void aDeclaredSizeThatIsNotTheInflatedOneIsRefused() throws IOException {
        for (int delta : new int[] {-1, 1}) {
            byte[] zip = deflated("hello hello hello".getBytes(UTF_8));
            ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
            int directory = directory(zip);
            buffer.putInt(directory + 24, buffer.getInt(directory + 24) + delta);
            buffer.putInt(directory - 4, buffer.getInt(directory - 4) + delta);
            assertEquals("FILE-48", rule(zip));
        }
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        for (byte[] zip : List.of(two(), deflated(HELLO))) {
            for (int length = 0; length < zip.length; length++) {
                assertEquals("FILE-45", rule(Arrays.copyOf(zip, length)));
            }
        }
    }
}
