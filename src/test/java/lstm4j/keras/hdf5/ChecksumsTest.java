package lstm4j.keras.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;

import lstm4j.keras.bytes.Blob;
import org.junit.jupiter.api.Test;

/** Published values. Files by h5py cover the rest: each structure in them carries a checksum that the library wrote. */
class ChecksumsTest {
    private static int lookup3(String text) {
        byte[] bytes = ("--" + text + "!").getBytes(StandardCharsets.US_ASCII);
        return Checksums.lookup3(Blob.of(bytes), 2, 2 + text.length());
    }

    @Test
    void lookup3GivesTheValuesThatItsAuthorPublished() {
        assertEquals(0xdeadbeef, lookup3(""));
        assertEquals(0x17770551, lookup3("Four score and seven years ago"));
    }

    /** Published for words with the least significant byte first; HDF5 takes the other byte first, hence pairs are swapped. */
    @Test
    void fletcher32GivesThePublishedValues() {
        byte[] abcdef = "badcfe".getBytes(StandardCharsets.US_ASCII);
        byte[] abcdefgh = "badcfehg".getBytes(StandardCharsets.US_ASCII);
        assertEquals(0x56502D2A, Checksums.fletcher32(Blob.of(abcdef), 0, 6));
        assertEquals(0xEBE19591, Checksums.fletcher32(Blob.of(abcdefgh), 0, 8));
        assertEquals(0, Checksums.fletcher32(Blob.of(new byte[9]), 0, 9));
    }
}
