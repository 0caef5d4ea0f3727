package lstm4j.keras.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Small files cut off at every byte and with every single bit flipped: each ends in a tree or in a ModelFormatException. Flips
 * are read without looking at checksums, as if an attacker had written right ones, and some of them again with checksums.
 */
@Rule("FILE-36")
class DamagedFilesTest {
    private static Stream<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("testdata/hdf5"))) {
            all.filter(file -> file.toString().endsWith(".h5")).sorted().forEach(files::add);
        }
        return files.stream();
    }

    @TestFactory
    Stream<DynamicTest> anUndamagedFileAnswers() throws IOException {
        return files().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(),
                () -> assertTrue(Exhaust.read(Files.readAllBytes(file), true) > 0)));
    }

    @TestFactory
    Stream<DynamicTest> aFileThatIsCutOffIsRefusedWithTheLengthItShouldHave() throws IOException {
        return files().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            byte[] bytes = Files.readAllBytes(file);
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                ModelFormatException refused = assertThrows(ModelFormatException.class,
                        () -> Hdf5.read(cut, "cut.h5", Limits.DEFAULT), "length " + length);
                assertEquals(length < 8 ? "FILE-1" : length < 96 && refused.rule().equals("FILE-3") ? "FILE-3" : "FILE-2",
                        refused.rule(), refused.getMessage());
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> everySingleBitFlipEndsInATreeOrInARefusal() throws IOException {
        return files().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(),
                () -> flip(Files.readAllBytes(file), 1, false)));
    }

    @TestFactory
    Stream<DynamicTest> aBitFlipInEveryByteEndsInATreeOrInARefusalWithChecksumsVerified() throws IOException {
        return files().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(),
                () -> flip(Files.readAllBytes(file), 9, true)));
    }

    private static void flip(byte[] bytes, int step, boolean checksums) {
        for (int bit = 0; bit < 8 * bytes.length; bit += step) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                Exhaust.read(bytes, checksums);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("bit " + bit % 8 + " of byte " + bit / 8, e);
            }
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }
}
