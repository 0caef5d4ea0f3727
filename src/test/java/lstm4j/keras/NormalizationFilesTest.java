package lstm4j.keras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;

import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.layer.Architecture;
import lstm4j.testing.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Normalizations in the files of every Keras. */
class NormalizationFilesTest {
    @Rule("FILE-95")
    @ParameterizedTest
    @CsvSource({"2.1.6, 1", "2.2.4, 1", "2.3.1, 1", "1.2.2, 0", "2.2.4-tf, 0", "2.3.0-tf, 0", "2.15.0, 0", "3.15.0, 0"})
    void aMovingVarianceThatWasCorrectedIsToldToWhoLoads(String version, int warnings) throws ModelFormatException {
        byte[] json = ("{\"class_name\": \"Sequential\", \"keras_version\": \"" + version + "\", \"config\": {\"layers\": [{\"class_name\": \"BatchNormalization\", "
                + "\"config\": {\"name\": \"n\", \"batch_input_shape\": [null, 2]}}]}}").getBytes(UTF_8);
        Architecture architecture = KerasReader.readConfig(json, "m.json", Limits.DEFAULT);
        byte[] weights = KerasWriter.npz(KerasModel.of("m", architecture, Collections.nCopies(4, new float[1][2])));
        List<String> heard = KerasReader.read(json, "m.json", Blob.of(weights), "m.npz", Limits.DEFAULT).warnings();
        assertEquals(warnings, heard.stream().filter(warning -> warning.contains("v·N/(N − 1 − ε)")).count(), heard.toString());
    }
}
