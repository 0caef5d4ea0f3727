package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;

import lstm4j.keras.KerasModels.Golden;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.hdf5.Hdf5;
import lstm4j.keras.hdf5.Hdf5Dataset;
import lstm4j.keras.hdf5.Hdf5Group;
import lstm4j.keras.zip.ZipEntries;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The optimizer's memory lies in a file of lstm4j as it lies in Keras's own. */
class OptimizerFilesTest {
    static Stream<Golden> compiled() throws IOException {
        return KerasModels.all().stream().filter(golden -> golden.toString().matches("keras3/.*\\.keras"))
                .filter(golden -> golden.expected().get("optimizer") != null && !golden.name().equals("custom_loss"));
    }

    private static Hdf5Group variables(byte[] archive) throws IOException {
        byte[] weights = ZipEntries.open(archive, "m.keras", Limits.DEFAULT).read("model.weights.h5");
        return Hdf5.read(weights, "m.weights.h5", Limits.DEFAULT).group("optimizer/vars");
    }

    @ParameterizedTest
    @MethodSource("compiled")
    @Rule("FILE-97")
    void aKerasFileHasEveryVariableThatKerasWrites(Golden golden) throws IOException {
        Hdf5Group theirs = variables(golden.bytes());
        Hdf5Group ours = variables(KerasWriter.keras(golden.read()));
        assertEquals(Set.copyOf(theirs.children().keySet()), Set.copyOf(ours.children().keySet()));
        for (String number : theirs.children().keySet()) {
            Hdf5Dataset expected = theirs.dataset(number);
            assertArrayEquals(expected.shape(), ours.dataset(number).shape(), number);
            assertArrayEquals(expected.doubles(), ours.dataset(number).doubles(), Budget.SLOTS_AGAINST_KERAS.limit(), number);
        }
    }
}
