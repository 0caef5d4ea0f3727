package lstm4j;

import static lstm4j.train.Loss.MSE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Shape;
import lstm4j.testing.ChildJvm;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heaps with room for a model, but not for its file beside it. */
@Rule("FILE-99")
class FileMemoryTest {
    private static final long MB = 1 << 20;
    private static final long YOUNG = 3 * MB; // what the collector sets apart for new objects
    private static final long JVM = 3 * MB;   // what a virtual machine that does nothing keeps, and classes and constants of lstm4j

    @TempDir
    Path folder;
    private static Sequential model;

    @BeforeAll
    static void train() {
        model = Sequential.of(LSTM.units(400).returnSequences().inputShape(Shape.ANY, 20), LSTM.units(400), Dense.units(1)).seed(1).parallelism(1)
                .compile(new Adam(), MSE);
        model.trainOnBatch(Data.of(new float[][][] {{new float[20]}}, new float[][] {{1}}));
    }

    private String runs(long bytes, String... arguments) throws IOException, InterruptedException {
        return ChildJvm.run(FileMemory.class, new String[] {"-Xmx" + (bytes + YOUNG + JVM) / 1024 + "k", "-Xmn" + YOUNG / 1024 + "k", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"}, arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {".keras", ".h5"})
    void aModelIsLoadedAndSavedInWhatItsFootprintSays(String ending) throws IOException, InterruptedException {
        Path in = folder.resolve("in" + ending);
        Path out = folder.resolve("out" + ending);
        model.save(in);
        Footprint footprint = model.footprint(1, 1);
        assertTrue(footprint.loading() > 12 * model.architecture().parameterCount(), "weights and twice as much of Adam");
        assertTrue(Files.size(in) > footprint.loading() - footprint.saving() - MB, "the file would not fit beside them");
        assertEquals("", runs(footprint.loading(), "model", in.toString(), out.toString()));
        assertEquals(-1, Files.mismatch(in, out));
    }

    @ParameterizedTest
    @ValueSource(strings = {".keras", ".h5", ".safetensors"})
    void theWeightsAloneTakeAThirdOfThat(String ending) throws IOException, InterruptedException {
        Path in = folder.resolve("in" + ending);
        Path out = folder.resolve("out.safetensors");
        model.save(in);
        Footprint footprint = model.footprint(1, 1);
        assertEquals("", runs(footprint.weights() + footprint.saving(), "prediction", in.toString(), out.toString()));
        assertEquals(ModelFiles.load(in, false).predict(new float[1][3][20])[0][0], Sequential.load(out).predict(new float[1][3][20])[0][0]);
    }

    @Test
    void weightsAreReadBesideThoseOfTheModel() throws IOException, InterruptedException {
        Path file = folder.resolve("m.keras");
        model.save(file);
        for (String ending : new String[] {".weights.h5", ".npz", ".safetensors"}) {
            Path in = folder.resolve("in" + ending);
            Path out = folder.resolve("out" + ending);
            model.saveWeights(in);
            Footprint footprint = model.footprint(1, 1);
            assertEquals("", runs(2 * footprint.weights() + footprint.saving(), "weights", file.toString(), in.toString(), out.toString()));
            Sequential other = Sequential.of(model.architecture()).seed(2);
            other.loadWeights(out);
            assertArrayEquals(model.getWeights(), other.getWeights(), ending);
        }
    }
}
