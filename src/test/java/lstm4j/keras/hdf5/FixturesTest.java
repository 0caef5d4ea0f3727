package lstm4j.keras.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.testing.Shared;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One model's weights as Keras wrote them, and rewritten by the tools of the HDF Group in every way they can. */
class FixturesTest {
    private static final List<String> UNREADABLE = List.of("fc_nbit.h5", "fc_szip.h5");

    private static Hdf5Group read(String name) throws IOException {
        return Hdf5.read(Files.readAllBytes(Shared.path("fixtures/" + name)), name, Limits.DEFAULT);
    }

    /** Bits of every weight, by way of the names that Keras wrote. */
    private static Map<String, List<Integer>> weights(Hdf5Group root) throws ModelFormatException {
        Map<String, List<Integer>> weights = new LinkedHashMap<>();
        for (String layer : root.attributeStrings("layer_names")) {
            for (String weight : root.group(layer).attributeStrings("weight_names")) {
                Hdf5Dataset dataset = root.group(layer).dataset(weight);
                List<Integer> bits = new java.util.ArrayList<>();
                for (float value : dataset.floats()) {
                    bits.add(Float.floatToRawIntBits(value));
                }
                weights.put(weight + Dataspace.text(dataset.shape()), bits);
            }
        }
        return weights;
    }

    @TestFactory
    Stream<DynamicTest> everyRewrittenFileGivesTheBitsThatKerasWrote() throws IOException {
        Map<String, List<Integer>> expected =
                weights(read("keras-h5/sequence-classifier/lstm_th_keras_2_weights.h5"));
        assertEquals(8, expected.size());
        assertEquals(12 * 384, expected.values().iterator().next().size());
        List<Path> files;
        try (Stream<Path> all = Files.list(Shared.path("fixtures/hdf5"))) {
            files = all.filter(file -> file.getFileName().toString().startsWith("fc_")).sorted().toList();
        }
        return files.stream().map(file -> file.getFileName().toString()).filter(name -> !UNREADABLE.contains(name))
                .map(name -> DynamicTest.dynamicTest(name, () -> assertEquals(expected, weights(read("hdf5/" + name)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nbit", "szip"})
    void filtersThatAreNotSupportedAreRefusedByName(String filter) throws IOException {
        Hdf5Group root = read("hdf5/fc_" + filter + ".h5");
        ModelFormatException refused = assertThrows(ModelFormatException.class, () -> weights(root));
        assertEquals("FILE-16", refused.rule());
        assertTrue(refused.getMessage().contains("the filter " + filter), refused.getMessage());
    }

    @Test
    void everyFileOfKerasIsReadWhole() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(Shared.path("fixtures/keras-h5"))) {
            files = all.filter(file -> file.toString().matches(".*\\.(h5|hdf5|keras)")).sorted().toList();
        }
        assertTrue(files.size() > 100, files.size() + " files");
        for (Path file : files) {
            String name = file.getFileName().toString();
            List<String> lines = Listing.of(name, Hdf5.read(Files.readAllBytes(file), name, Limits.DEFAULT));
            assertTrue(lines.size() > 1 && lines.stream().noneMatch(line -> line.matches(".*\t(filter|size|type)")), name);
        }
    }
}
