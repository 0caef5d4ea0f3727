package lstm4j.keras.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import org.junit.jupiter.api.Test;

/** A file of the new format carries a checksum of its superblock: one wrong bit is seen. */
class MetadataChecksumTest {
    private static final int CHECKSUM = 44; // of a superblock of version 2 or 3

    @Test
    void aWrongChecksumOfMetadataIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("testdata/hdf5/new-dense.h5"));
        bytes[CHECKSUM] ^= 1;
        ModelFormatException refused = assertThrows(ModelFormatException.class, () -> Hdf5.read(bytes, "new.h5", Limits.DEFAULT));
        assertEquals("FILE-6", refused.rule());
    }
}
