package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

import lstm4j.ModelFiles;
import lstm4j.Predictor;
import lstm4j.Sequential;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.layer.RuleException;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A layer that a functional model calls with training=True, in the files of each Keras; what files say of activity; where a model came from. */
class CalledInTrainingTest {
    private static final Path MODELS = Path.of("testdata/models");
    private final float[][][] x = Numbers.tensor(new SplittableRandom(3), 70, 4, 2, 1);

    private static Sequential always() throws IOException {
        return Sequential.load(MODELS.resolve("keras2/dropout_always.h5"));
    }

    @Test
    @Rule("DROP-3")
    void ofTfKerasItDropsInEveryCallOtherNumbers() throws IOException {
        Sequential model = always();
        float[][] first = model.predict(x);
        float[][] second = model.predict(x);
        assertFalse(Arrays.deepEquals(first, second));
        Sequential again = always().parallelism(3);
        assertArrayEquals(first, again.predict(x), "the same model, the same call");
        assertArrayEquals(second, again.predict(x));
        Predictor predictor = always().predictor(7);
        float[][] out = new float[70][2];
        predictor.predict(x, out);
        assertArrayEquals(first, out);
        predictor.predict(x, out);
        assertArrayEquals(second, out);
        assertTrue(assertThrows(RuleException.class, () -> predictor.step(x[0][0], out[0])).getMessage().contains("always, which drops other numbers in each call"));
        assertTrue(model.explain().contains("In every call a random 50 %"), model.explain());
    }

    @Test
    @Rule("DROP-3")
    void itIsEvaluatedWithDroppedNumbersAndTrains() throws IOException {
        Sequential model = always().compile(new Adam(), Loss.MSE);
        Data data = Data.of(x, new float[70][2]);
        assertTrue(model.evaluate(data).get("loss") != model.evaluate(data).get("loss"));
        model.trainOnBatch(data);
    }

    @Test
    @Rule("DROP-3")
    void noFileCanSaySoButThatOfItsWeights(@TempDir Path folder) throws IOException {
        Sequential model = always();
        for (String name : new String[] {"m.keras", "m.h5", "m.safetensors"}) {
            assertEquals("FILE-80", assertThrows(RuleException.class, () -> model.save(folder.resolve(name))).rule());
        }
        model.saveWeights(folder.resolve("m.weights.h5"));
    }

    @Test
    @Rule("DROP-3")
    void ofKeras3ItDropsInTrainingAlone() throws IOException {
        KerasModel file = KerasReader.read(Files.readAllBytes(MODELS.resolve("keras3/dropout_always.keras")), "m.keras", Limits.DEFAULT);
        assertTrue(file.warnings().get(0).contains("\"always\" is called with training=True"), file.warnings().toString());
        assertEquals(0, file.architecture().layers().stream().filter(layer -> layer.dropsAlways()).count());
    }

    @ParameterizedTest
    @Rule("DROP-3")
    @CsvSource({"GaussianNoise, 'stddev: 1', refused", "LSTM, 'units: 2, dropout: 0.5', refused", "LSTM, 'units: 2', same", "BatchNormalization, , refused", "Dense, 'units: 2', same"})
    void otherLayersAreTheSameThenOrRefused(String type, String options, String expected) throws ModelFormatException {
        String config = "'name': 'a'" + (options == null ? "" : ", " + options.replaceAll("(\\w+):", "'$1':"));
        byte[] json = ("{'keras_version': '2.15.0', 'class_name': 'Functional', 'config': {'name': 'm', 'layers': ["
                + "{'class_name': 'InputLayer', 'name': 'in', 'config': {'name': 'in', 'batch_input_shape': [null, 4, 2]}, 'inbound_nodes': []}, {'class_name': '" + type
                + "', 'name': 'a', 'config': {" + config + "}, 'inbound_nodes': [[['in', 0, 0, {'training': true}]]]}], "
                + "'input_layers': [['in', 0, 0]], 'output_layers': [['a', 0, 0]]}}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        if (expected.equals("same")) {
            assertEquals(type, KerasReader.readConfig(json, "m.json", Limits.DEFAULT).layer(0).type());
        } else {
            String message = assertThrows(ModelFormatException.class, () -> KerasReader.readConfig(json, "m.json", Limits.DEFAULT)).getMessage();
            assertTrue(message.contains("DROP-3"), message);
        }
    }

    @ParameterizedTest
    @Rule("REG-1")
    @CsvSource({"1.2.2, false", "2.3.1, false", "2.2.4-tf, true", "2.4.0, true", "2.15.0, true", "3.12.0, false", "3.14.0, true", "'', false"})
    void whatIsAddedForActivityIsNotTrainedOnWhereThatKerasDoesNotDivideIt(String version, boolean divides) throws IOException {
        KerasModel model = KerasReader.read(Files.readAllBytes(MODELS.resolve("keras3/activity_regularization.keras")), "m.keras", Limits.DEFAULT);
        assertEquals(0, model.obstacles().size());
        byte[] json = new String(KerasWriter.json(model), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"keras_version\": \"" + version + "\", ").getBytes(StandardCharsets.UTF_8);
        KerasModel old = KerasReader.read(json, "m.json", lstm4j.keras.bytes.Blob.of(KerasWriter.weightsH5(model)), "m.weights.h5", Limits.DEFAULT);
        assertEquals(divides ? 0 : 1, old.obstacles().size());
        Sequential sequential = Sequential.of(old.architecture());
        ModelFiles.restore(sequential, old);
        sequential.predict(x);
        RuleException refused = assertThrows(RuleException.class, () -> sequential.evaluate(Data.of(x, new float[70][2])));
        assertEquals(divides ? "FIT-20" : "FILE-68", refused.rule());
        assertTrue(divides || refused.getMessage().contains("a sum over the samples"), refused.getMessage());
    }

    @Test
    @Rule("REG-1")
    void tfKerasDividesTooAndGoesOn() throws IOException {
        Sequential.load(MODELS.resolve("keras2/activity_regularization.h5")).compile(new Adam(), Loss.MSE).trainOnBatch(Data.of(x, new float[70][2]));
    }

    @Test
    @Rule("FILE-98")
    void theKerasOfTheFirstFileIsSaidAndKept(@TempDir Path folder) throws IOException {
        Sequential model = Sequential.load(MODELS.resolve("keras2/stacked_cells.h5"));
        for (String name : new String[] {"m.keras", "m.h5"}) {
            assertTrue(model.summary().endsWith("\n From a file of Keras 2.15.0"), model.summary());
            model.save(folder.resolve(name));
            model = Sequential.load(folder.resolve(name));
        }
        assertTrue(model.summary().endsWith("\n From a file of Keras 2.15.0"), model.summary());
        Sequential own = Sequential.of(model.architecture());
        own.save(folder.resolve("own.keras"));
        assertFalse(Sequential.load(folder.resolve("own.keras")).summary().contains("From a file"));
    }
}
