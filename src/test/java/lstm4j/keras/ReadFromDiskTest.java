package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.FileBytes;
import lstm4j.keras.bytes.Limits;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is read piece by piece gives the model, or the message, that its bytes give in memory. */
@Rule({"FILE-36", "FILE-99"})
class ReadFromDiskTest {
    private static final int DAMAGES = 6; // of each file

    @TempDir
    Path folder;

    private static List<Path> files() throws IOException {
        try (Stream<Path> models = Files.walk(Path.of("testdata/models")); Stream<Path> hdf5 = Files.walk(Path.of("testdata/hdf5"))) {
            return Stream.concat(models, hdf5).filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void wholeAndDamagedFilesAreAnsweredAsInMemory() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (Path path : files()) {
            byte[] bytes = Files.readAllBytes(path);
            assertSame(path, bytes);
            for (int n = 0; n < DAMAGES && bytes.length > 0; n++) {
                byte[] damaged = n % 3 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
                for (int flips = n % 3; flips > 0; flips--) {
                    damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                assertSame(path, damaged);
            }
        }
    }

    private void assertSame(Path path, byte[] bytes) throws IOException {
        Path copy = Files.write(folder.resolve(path.getFileName()), bytes);
        assertEquals(answer(Blob.of(bytes), copy), FileBytes.with(copy, Limits.DEFAULT, blob -> answer(blob, copy)), path.toString());
    }

    /** The numbers of a model, or what is said instead. */
    private static String answer(Blob blob, Path name) {
        try {
            KerasModel model = KerasReader.read(blob, name.toString(), Limits.DEFAULT, true);
            List<float[][]> numbers = new ArrayList<>(model.weights());
            model.optimizerState().ifPresent(state -> numbers.addAll(state.slots()));
            return model.name() + model.architecture().outputShape() + model.warnings() + Arrays.deepToString(numbers.toArray());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
