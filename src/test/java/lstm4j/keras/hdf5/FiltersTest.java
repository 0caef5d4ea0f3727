package lstm4j.keras.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.zip.Deflater;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import org.junit.jupiter.api.Test;

/** Chunks that do not hold what they should; good ones come from h5py, in testdata/hdf5. */
class FiltersTest {
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER32 = 3;

    private static Cursor cursor(byte... bytes) {
        return new Cursor(new Source(Blob.of(bytes), "chunk.h5", Limits.DEFAULT, true), Blob.of(bytes), 0, bytes.length, "a chunk");
    }

    /** A pipeline message of version 2 with filters that each have one parameter. */
    private static Filters filters(int parameter, int... ids) throws ModelFormatException {
        ByteOutput message = new ByteOutput().u8(2).u8(ids.length);
        for (int id : ids) {
            message.u16(id);
            if (id >= 256) {
                message.u16(0);
            }
            message.u16(0).u16(1).u32(parameter);
        }
        return Filters.read(cursor(message.toBytes()));
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] stored = new byte[bytes.length + 64];
        int length = deflater.deflate(stored);
        deflater.end();
        return Arrays.copyOf(stored, length);
    }

    private static String ruleOf(Filters filters, byte[] stored, int length) {
        return assertThrows(ModelFormatException.class, () -> filters.undo(cursor(stored), 0, length)).rule();
    }

    @Test
    void aChunkOfExactlyTheRightLengthIsInflated() throws ModelFormatException {
        byte[] bytes = {1, 2, 3, 4, 5};
        assertArrayEquals(bytes, filters(6, DEFLATE).undo(cursor(deflated(bytes)), 0, 5).copy(5));
    }

    @Test
    void aChunkThatInflatesToMoreThanItsSizeIsRefusedBeforeItGrows() throws ModelFormatException {
        byte[] bomb = deflated(new byte[50_000_000]);
        assertTrue(bomb.length < 100_000);
        assertEquals("FILE-21", ruleOf(filters(6, DEFLATE), bomb, 1000));
        assertEquals("FILE-21", ruleOf(filters(6, DEFLATE), deflated(new byte[1001]), 1000));
    }

    @Test
    void aChunkThatInflatesToLessIsRefused() throws ModelFormatException {
        assertEquals("FILE-21", ruleOf(filters(6, DEFLATE), deflated(new byte[999]), 1000));
        byte[] cut = deflated(new byte[1000]);
        assertEquals("FILE-21", ruleOf(filters(6, DEFLATE), Arrays.copyOf(cut, cut.length - 5), 1000));
    }

    @Test
    void bytesThatAreNotDeflatedAreRefused() throws ModelFormatException {
        assertEquals("FILE-21", ruleOf(filters(6, DEFLATE), new byte[]{1, 2, 3, 4}, 4));
        assertEquals("FILE-21", ruleOf(filters(6, DEFLATE), new byte[0], 4));
    }

    @Test
    void shuffledBytesGoBackToTheirElementsAndTheRestStays() throws ModelFormatException {
        byte[] shuffled = {1, 4, 2, 5, 3, 6, 7};
        assertArrayEquals(new byte[]{1, 2, 3, 4, 5, 6, 7}, filters(3, SHUFFLE).undo(cursor(shuffled), 0, 7).copy(7));
    }

    @Test
    void aShuffleOfElementsWithoutBytesIsRefused() throws ModelFormatException {
        assertEquals("FILE-7", ruleOf(filters(0, SHUFFLE), new byte[4], 4));
        assertEquals("FILE-7", ruleOf(filters(-1, SHUFFLE), new byte[4], 4));
    }

    @Test
    void aWrongFletcherChecksumIsRefused() throws ModelFormatException {
        // Words 0x0102 and 0x0304: sums 0x0406 and 0x0102 + 0x0406 = 0x0508; stored least significant byte first.
        byte[] good = {1, 2, 3, 4, 0x06, 0x04, 0x08, 0x05};
        assertArrayEquals(new byte[]{1, 2, 3, 4}, filters(0, FLETCHER32).undo(cursor(good), 0, 4).copy(4));
        byte[] olderLibraries = {1, 2, 3, 4, 0x04, 0x06, 0x05, 0x08};
        assertArrayEquals(new byte[]{1, 2, 3, 4}, filters(0, FLETCHER32).undo(cursor(olderLibraries), 0, 4).copy(4));
        good[0] = 2;
        assertEquals("FILE-22", ruleOf(filters(0, FLETCHER32), good, 4));
        assertEquals("FILE-3", ruleOf(filters(0, FLETCHER32), new byte[3], 4));
    }

    @Test
    void aFilterThatTheMaskSwitchesOffIsLeftOut() throws ModelFormatException {
        assertArrayEquals(new byte[]{9, 8}, filters(0, SHUFFLE, DEFLATE).undo(cursor((byte) 9, (byte) 8), 0b11, 2).copy(2));
    }

    @Test
    void filtersThatAreNotSupportedAreRefusedByTheirName() throws ModelFormatException {
        Filters lz4 = filters(0, SHUFFLE, 32004);
        assertEquals(", shuffle, lz4", lz4.words());
        ModelFormatException refused = assertThrows(ModelFormatException.class,
                () -> lz4.requireKnown(new Source(Blob.of(new byte[0]), "m.h5", Limits.DEFAULT, true)));
        assertEquals("FILE-16", refused.rule());
        assertTrue(refused.getMessage().contains("the filter lz4"), refused.getMessage());
        assertTrue(refused.getMessage().contains("h5repack"), refused.getMessage());
    }
}
