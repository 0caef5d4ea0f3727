package lstm4j.keras.bytes;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits are kept exactly, and say how to raise them. */
@Rule("FILE-9")
class LimitsTest {
    @ParameterizedTest
    @EnumSource(Limit.class)
    void theLimitItselfIsAllowedAndOneMoreIsRefusedByName(Limit limit) {
        Limits limits = Limits.DEFAULT.with(limit, 7);
        assertDoesNotThrow(() -> limits.check(limit, 7, "m.h5", 3));
        ModelFormatException refused = assertThrows(ModelFormatException.class, () -> limits.check(limit, 8, "m.h5", 3));
        assertEquals("FILE-9", refused.rule());
        assertEquals(3, refused.offset());
        assertEquals("[FILE-9] m.h5 at byte 3: expected at most 7 " + limit.words() + " (limit " + limit + "), got 8.\n"
                + "         Hint: If you trust the file, read it with Limits.DEFAULT.with(Limit." + limit + ", …).",
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"FILE_BYTES, 2147483648, | file | 2 GiB |", "ZIP_ENTRIES, 1000, '1000 entries'", "ZIP_RATIO, 200, 200 times the stored size each", "UNPACKED_BYTES, 67108864, the larger of 64 MiB",
        "UNPACKED_RATIO, 20, and 20 times the file", "JSON_BYTES, 16777216, | JSON | 16 MiB", "JSON_DEPTH, 64, 64 levels", "JSON_STRING, 1048576, 2²⁰ characters a string",
        "JSON_NUMBER, 64, 64 a number", "JSON_KEYS, 100000, 100 000 keys", "TENSOR_RANK, 8, 8 axes", "HDF5_DEPTH, 64, | HDF5 | 64 levels", "HDF5_OBJECTS, 100000, 100 000 objects",
        "HDF5_CHUNK_BYTES, 67108864, 64 MiB a chunk", "HDF5_TREE_DEPTH, 16, 16 levels of B-tree", "HDF5_STEPS, 5000000, 5·10⁶ steps", "NAME, 512, 512 characters", "LAYERS, 4096, 4096 layers"})
    void chapter9SaysTheDefault(Limit limit, long value, String words) throws IOException {
        assertEquals(value, limit.byDefault());
        assertTrue(Files.readString(Path.of("spec/09-files.md")).contains(words), words);
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void changingALimitChangesNeitherTheDefaultsNorAnotherLimit(Limit limit) {
        Limits changed = Limits.DEFAULT.with(limit, 7);
        assertTrue(limit.byDefault() > 7);
        for (Limit other : Limit.values()) {
            assertEquals(other.byDefault(), Limits.DEFAULT.get(other));
            assertEquals(other == limit ? 7 : other.byDefault(), changed.get(other));
        }
        assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULT.with(limit, -1));
    }

    @Test
    void unpackingMayAlwaysProduceTheFixedAmountAndMoreFromLargerFiles() {
        Limits limits = Limits.DEFAULT.with(Limit.UNPACKED_BYTES, 100).with(Limit.UNPACKED_RATIO, 20);
        assertDoesNotThrow(() -> limits.checkUnpacked(100, 1, "m", -1));
        assertThrows(ModelFormatException.class, () -> limits.checkUnpacked(101, 1, "m", -1));
        assertDoesNotThrow(() -> limits.checkUnpacked(2000, 100, "m", -1));
        assertThrows(ModelFormatException.class, () -> limits.checkUnpacked(2001, 100, "m", -1));
        Limits none = limits.with(Limit.UNPACKED_RATIO, Long.MAX_VALUE);
        assertDoesNotThrow(() -> none.checkUnpacked(Long.MAX_VALUE, 100, "m", -1));
    }
}
