package lstm4j.keras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import lstm4j.keras.bytes.AtomicFile;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.hdf5.Hdf5Data;
import lstm4j.keras.hdf5.Hdf5Writer;
import lstm4j.keras.zip.ZipBuilder;
import lstm4j.keras.zip.ZipEntries;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Broken and hostile files end in a model or in a ModelFormatException: nothing else, and soon. */
@Rule({"FILE-36", "ERR-2"})
class HostileFilesTest {
    private static final Architecture DENSE = Architecture.of(List.of(Dense.units(2).inputShape(3).name("dense")));

    /** A small file of each format, saved by lstm4j from a Dense layer. */
    static List<byte[]> small() {
        KerasModel model = KerasModel.of("m", DENSE, List.of(new float[][] {{1, 2}, {3, 4}, {5, 6}}, new float[][] {{7, 8}}));
        return List.of(KerasWriter.keras(model), KerasWriter.h5(model), KerasWriter.weightsH5(model), KerasWriter.npz(model),
                KerasWriter.safetensors(model), KerasWriter.json(model));
    }

    static Stream<byte[]> files() {
        return small().stream();
    }

    /** Reads bytes in every way that the library offers; any other exception than the checked one fails the test. */
    static void readAnyhow(byte[] bytes, String what) {
        List<Reading> ways = List.of(
                b -> KerasReader.read(b, "hostile", Limits.DEFAULT),
                b -> KerasReader.readWeights(b, "hostile", DENSE, false, Limits.DEFAULT),
                b -> KerasReader.readWeights(b, "hostile", DENSE, true, Limits.DEFAULT),
                b -> KerasReader.readConfig(b, "hostile", Limits.DEFAULT));
        for (Reading way : ways) {
            try {
                way.read(bytes);
            } catch (ModelFormatException e) {
                assertTrue(e.rule().startsWith("FILE-") && e.getMessage().contains("hostile"), e.getMessage());
            } catch (Throwable e) {
                fail(what + " gave " + e, e);
            }
        }
    }

    private interface Reading {
        Object read(byte[] bytes) throws ModelFormatException;
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyTruncationIsAnsweredProperly(byte[] file) {
        for (int length = 0; length < file.length; length++) {
            readAnyhow(Arrays.copyOf(file, length), "length " + length);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void flippedBitsAreAnsweredProperly(byte[] file) {
        flip(file, 29); // every bit: HostileFilesExhaustive
    }

    /** Flips every {@code step}-th bit, one at a time; an odd step meets every place in a byte. */
    static void flip(byte[] file, int step) {
        for (int bit = 0; bit < 8 * file.length; bit += step) {
            file[bit / 8] ^= (byte) (1 << bit % 8);
            readAnyhow(file, "bit " + bit);
            file[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void flippedBitsInsideTheArchiveAreAnsweredProperly() throws ModelFormatException {
        // Outside, the checksum catches them all; here it is made right again.
        byte[] keras = small().get(0);
        ZipEntries zip = ZipEntries.open(keras, "m", Limits.DEFAULT);
        byte[] config = zip.read("config.json");
        byte[] metadata = zip.read("metadata.json");
        byte[] weights = zip.read("model.weights.h5");
        for (int bit = 0; bit < 8 * config.length; bit += 3) {
            config[bit / 8] ^= (byte) (1 << bit % 8);
            byte[] changed = new ZipBuilder().add("metadata.json", metadata).add("config.json", config).add("model.weights.h5", weights).build();
            readAnyhow(changed, "bit " + bit + " of config.json");
            config[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "version https://git-lfs.github.com/spec/v1\\noid sha256:00\\nsize 1 | this is a pointer, not the file",
        "<!DOCTYPE html><html> | web page", "'' | an empty file", "hello | no format", "(lp0 | no format"})
    void whatIsNoModelIsRecognised(String text, String words) {
        byte[] bytes = text.replace("\\n", "\n").getBytes(UTF_8);
        ModelFormatException e = assertThrows(ModelFormatException.class, () -> KerasReader.read(bytes, "m.keras", Limits.DEFAULT));
        assertEquals("FILE-56", e.rule());
        assertTrue(e.getMessage().contains(words), e.getMessage());
        assertThrows(ModelFormatException.class, () -> KerasReader.readConfig(bytes, "m.json", Limits.DEFAULT));
    }

    @Test
    @Rule("FILE-87")
    void aFileIsJudgedByItsContentNotItsName() throws IOException {
        byte[] h5 = KerasModels.golden("keras2/lstm.h5").bytes();
        assertEquals("2.15.0", KerasReader.read(h5, "really-hdf5.keras", Limits.DEFAULT).kerasVersion());
    }

    private static byte[] keras(String config) throws IOException {
        ZipEntries zip = ZipEntries.open(KerasModels.golden("keras3/lstm.keras").bytes(), "m", Limits.DEFAULT);
        return new ZipBuilder().add("metadata.json", zip.read("metadata.json")).add("config.json", config.getBytes(UTF_8))
                .add("model.weights.h5", zip.read("model.weights.h5")).build();
    }

    private static ModelFormatException refusal(UnaryOperator<String> change) throws IOException {
        ZipEntries zip = ZipEntries.open(KerasModels.golden("keras3/lstm.keras").bytes(), "m", Limits.DEFAULT);
        String config = new String(zip.read("config.json"), UTF_8);
        String changed = change.apply(config);
        Assertions.assertNotEquals(config, changed);
        byte[] file = keras(changed);
        return assertThrows(ModelFormatException.class, () -> KerasReader.read(file, "m.keras", Limits.DEFAULT), changed);
    }

    @Test
    @Rule({"FILE-88", "FILE-61"})
    void modulesAndFunctionsNamedByAFileAreNeverLookedUp() throws IOException {
        // CVE-2025-1550: a configuration that names any module. CVE-2024-3660: code in a Lambda layer. CVE-2026-1462: another model inside.
        assertEquals("FILE-61", refusal(c -> c.replace("\"keras.layers\", \"class_name\": \"LSTM\"", "\"os\", \"class_name\": \"LSTM\"")).rule());
        assertEquals("FILE-61", refusal(c -> c.replace("\"keras.layers\", \"class_name\": \"LSTM\"", "\"keras_evil\", \"class_name\": \"LSTM\"")).rule());
        assertEquals("FILE-63", refusal(c -> c.replace("\"activation\": \"tanh\"",
                "\"activation\": {\"module\": \"os\", \"class_name\": \"function\", \"config\": \"system\", \"registered_name\": \"system\"}")).rule());
        assertEquals("FILE-60", refusal(c -> c.replace("\"class_name\": \"LSTM\"", "\"class_name\": \"Lambda\"")).rule());
        assertEquals("FILE-60", refusal(c -> c.replace("\"class_name\": \"LSTM\"", "\"class_name\": \"TFSMLayer\"")).rule());
        assertEquals("FILE-60", refusal(c -> c.replace("\"class_name\": \"Sequential\"", "\"class_name\": \"MyModel\"")).rule());
        assertEquals("FILE-60", refusal(c -> c.replace("\"class_name\": \"LSTM\"", "\"class_name\": \"java.lang.Runtime\"")).rule());
    }

    @Test
    void absurdSizesAreRefusedWithoutAllocating() throws IOException {
        assertEquals("FILE-70", refusal(c -> c.replace("\"units\": 4", "\"units\": 5000")).rule());
        for (String units : List.of("0", "-4", "2147483647", "1073741824", "1e300", "4.5", "\"4\"", "true", "[4]")) {
            String rule = refusal(c -> c.replace("\"units\": 4", "\"units\": " + units)).rule();
            assertTrue(List.of("FILE-43", "FILE-64", "FILE-9").contains(rule), units + " gave " + rule);
        }
        assertEquals("FILE-9", refusal(c -> c.replace("[null, null, 3]", "[null, null, 1, 1, 1, 1, 1, 1, 3]")).rule());
        assertEquals("FILE-43", refusal(c -> c.replace("[null, null, 3]", "[null, null, 0]")).rule());
        assertEquals("FILE-64", refusal(c -> c.replace("[null, null, 3]", "[null, 3]")).rule());
    }

    @Test
    void unknownOptionsAndNamesAreRefused() throws IOException {
        ModelFormatException e = refusal(c -> c.replace("\"units\": 4", "\"units\": 4, \"peephole\": true"));
        assertEquals("FILE-62", e.rule());
        assertTrue(e.getMessage().contains("peephole = true"), e.getMessage());
        assertEquals("FILE-9", refusal(c -> c.replace("\"name\": \"lstm\"", "\"name\": \"" + "x".repeat(513) + "\"")).rule());
        assertEquals("FILE-64", refusal(c -> c.replace("\"name\": \"lstm\"", "\"name\": \"a\\u0007b\"")).rule());
    }

    @Test
    void namesOfLayersAreDataNeverPaths() throws IOException {
        // CVE-2026-12479: a layer called ../../x wrote there. Names go into attributes and configurations only.
        Architecture architecture = Architecture.of(List.of(Dense.units(2).inputShape(3).name("../../outside")));
        KerasModel model = KerasModel.of("m", architecture, List.of(new float[3][2], new float[1][2]));
        Path folder = Files.createTempDirectory("names");
        AtomicFile.write(folder.resolve("m.keras"), KerasWriter.keras(model));
        AtomicFile.write(folder.resolve("m.h5"), KerasWriter.h5(model));
        for (String file : List.of("m.keras", "m.h5")) {
            KerasModel back = KerasReader.read(Files.readAllBytes(folder.resolve(file)), file, Limits.DEFAULT);
            assertEquals("../../outside", back.architecture().layer(0).name());
            Files.delete(folder.resolve(file));
        }
        Files.delete(folder); // empty: nothing else was written
    }

    @Test
    void manyLayersAndDeepConfigurationsAreBounded() throws IOException {
        String layer = "{\"class_name\":\"Dropout\",\"config\":{\"rate\":0.1}}";
        String many = "{\"class_name\":\"Sequential\",\"config\":[" + (layer + ",").repeat(5000) + layer + "]}";
        assertEquals("FILE-9", assertThrows(ModelFormatException.class,
                () -> KerasReader.readConfig(many.getBytes(UTF_8), "m.json", Limits.DEFAULT)).rule());
        assertEquals("FILE-9", refusal(c -> c.replace("\"units\": 4", "\"units\": " + "[".repeat(100) + "]".repeat(100))).rule());
    }

    @Test
    void circlesOfLayersEnd() {
        String circle = "{\"class_name\":\"Model\",\"config\":{\"layers\":[" + node("a", "b") + "," + node("b", "a") + "],"
                + "\"input_layers\":[[\"x\",0,0]],\"output_layers\":[[\"a\",0,0]]}}";
        assertEquals("FILE-66", Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertThrows(ModelFormatException.class,
                () -> KerasReader.readConfig(circle.getBytes(UTF_8), "m.json", Limits.DEFAULT))).rule());
    }

    private static String node(String name, String before) {
        return "{\"class_name\":\"Flatten\",\"name\":\"" + name + "\",\"config\":{\"name\":\"" + name + "\"},\"inbound_nodes\":[[[\"" + before + "\",0,0,{}]]]}";
    }

    @Test
    void weightsThatDoNotFitNameLayerAndShapes() throws IOException {
        ModelFormatException e = refusal(c -> c.replace("\"units\": 4", "\"units\": 5"));
        assertTrue(e.getMessage().contains("kernel (3, 20)") && e.getMessage().contains("(3, 16)"), e.getMessage());
        Hdf5Writer root = Hdf5Writer.root();
        root.group("layers/dense/vars").dataset("0", Hdf5Data.strings(new int[] {1}, List.of("text")));
        byte[] text = root.toBytes();
        assertThrows(ModelFormatException.class, () -> KerasReader.readWeights(text, "w.h5", DENSE, false, Limits.DEFAULT));
        byte[] empty = Hdf5Writer.root().toBytes();
        assertEquals("FILE-59", assertThrows(ModelFormatException.class, () -> KerasReader.readWeights(empty, "w.h5", DENSE, false, Limits.DEFAULT)).rule());
        assertEquals("FILE-57", assertThrows(ModelFormatException.class, () -> KerasReader.read(empty, "m.h5", Limits.DEFAULT)).rule());
    }

    @Test
    void archivesWithoutTheirPartsSaySo() {
        byte[] other = new ZipBuilder().add("data.pkl", new byte[1]).build();
        assertTrue(assertThrows(ModelFormatException.class, () -> KerasReader.read(other, "m.pt", Limits.DEFAULT)).getMessage().contains("PyTorch checkpoint"));
        byte[] noWeights = new ZipBuilder().add("config.json", KerasWriter.json(KerasModel.of("m", DENSE, List.of(new float[3][2], new float[1][2])))).build();
        assertEquals("FILE-57", assertThrows(ModelFormatException.class, () -> KerasReader.read(noWeights, "m.keras", Limits.DEFAULT)).rule());
        assertEquals("FILE-58", assertThrows(ModelFormatException.class, () -> KerasReader.read(small().get(5), "m.json", Limits.DEFAULT)).rule());
        assertEquals("FILE-58", assertThrows(ModelFormatException.class, () -> KerasReader.read(small().get(2), "m.weights.h5", Limits.DEFAULT)).rule());
        assertEquals("FILE-58", assertThrows(ModelFormatException.class, () -> KerasReader.read(small().get(3), "m.npz", Limits.DEFAULT)).rule());
    }
}
