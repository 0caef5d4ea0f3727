package lstm4j.keras.bytes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes read from a file through a window are those of the file. */
class BlobTest {
    private static final int SIZE = 5 * Blob.PIECE + 17;

    @TempDir
    Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file"), bytes);
    }

    private static byte[] random() {
        byte[] bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @Test
    @Rule("FILE-99")
    void whereverOneReadsTheBytesAreThoseOfTheFile() throws IOException {
        byte[] all = random();
        FileBytes.with(file(all), Limits.DEFAULT, file -> {
            assertAgree(all, 0, file);
            assertAgree(all, 0, Blob.of(all));
            assertAgree(all, 100, file.part(100, SIZE - 150).part(0, SIZE - 200));
            return null;
        });
    }

    private static void assertAgree(byte[] all, int begin, Blob blob) throws IOException {
        Random random = new Random(2);
        for (int n = 0; n < 2000; n++) {
            int count = random.nextInt(random.nextBoolean() ? 10 : Blob.PIECE + 1);
            int from = random.nextInt(blob.length() - count + 1);
            byte[] expected = Arrays.copyOfRange(all, begin + from, begin + from + count);
            assertArrayEquals(expected, blob.copy(from, count));
            ByteBuffer buffer = blob.buffer(from, count);
            byte[] got = new byte[count];
            buffer.get(got);
            assertArrayEquals(expected, got);
            if (count >= 8) {
                assertEquals(ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN).getLong(), blob.number(from, 8));
                assertEquals(expected[0], blob.at(from));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        blob.writeTo(out);
        assertArrayEquals(Arrays.copyOfRange(all, begin, begin + blob.length()), out.toByteArray());
    }

    @Test
    void whatLiesOutsideIsNotRead() throws IOException {
        FileBytes.with(file(random()), Limits.DEFAULT, file -> {
            for (Blob blob : new Blob[] {file.part(10, 20), Blob.of(new byte[40]).part(10, 20), Blob.of(new byte[0])}) {
                assertThrows(IndexOutOfBoundsException.class, () -> blob.at(-1));
                assertThrows(IndexOutOfBoundsException.class, () -> blob.at(blob.length()));
                assertThrows(IndexOutOfBoundsException.class, () -> blob.number(blob.length() - 1, 2));
                assertThrows(IndexOutOfBoundsException.class, () -> blob.part(1, Integer.MAX_VALUE));
                assertThrows(IndexOutOfBoundsException.class, () -> blob.copy(0, -1));
            }
            return null;
        });
    }

    @Test
    void aFileThatBecomesShorterMeanwhileFailsWithAWord() throws IOException {
        Path path = file(random());
        IOException failed = assertThrows(IOException.class, () -> FileBytes.with(path, Limits.DEFAULT, blob -> {
            blob.at(0);
            try (RandomAccessFile other = new RandomAccessFile(path.toFile(), "rw")) {
                other.setLength(Blob.PIECE);
            }
            return blob.copy(0, SIZE);
        }));
        assertEquals(path + ": it became shorter while it was read", failed.getMessage());
    }

    @Test
    @Rule("FILE-9")
    void workThatFindsNoMemoryEndsInTheOneException() throws IOException {
        Path path = file(random());
        ModelFormatException failed = assertThrows(ModelFormatException.class, () -> FileBytes.with(path, Limits.DEFAULT, blob -> {
            throw new OutOfMemoryError();
        }));
        assertEquals("FILE-9", failed.rule());
        assertEquals("FILE-9", assertThrows(ModelFormatException.class,
                () -> FileBytes.with(path, Limits.DEFAULT.with(Limit.FILE_BYTES, SIZE - 1), blob -> null)).rule());
    }
}
