package lstm4j.keras.hdf5;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Writes files for other programs to read: {@code mvn test -Dtest=WriteForH5pyTest -Dlstm4j.hdf5.write=FOLDER}, and then
 * {@code python testdata/gen/hdf5_check.py FOLDER}.
 */
class WriteForH5pyTest {
    @Test
    void randomTreesAndWhatIsInThem() throws IOException {
        String folder = System.getProperty("lstm4j.hdf5.write");
        Assumptions.assumeTrue(folder != null, "skipped: no folder was named with -Dlstm4j.hdf5.write");
        Files.createDirectories(Path.of(folder));
        for (int seed = 0; seed < 300; seed++) {
            RandomTree tree = new RandomTree(seed);
            Files.write(Path.of(folder, "random" + seed + ".h5"), tree.root.toBytes());
            Files.write(Path.of(folder, "random" + seed + ".tsv"), tree.lines);
        }
    }
}
