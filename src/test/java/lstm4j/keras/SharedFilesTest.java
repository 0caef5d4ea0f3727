package lstm4j.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import lstm4j.Sequential;
import lstm4j.keras.bytes.Blob;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.hdf5.Hdf5;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Flatten;
import lstm4j.layer.LSTM;
import lstm4j.layer.Masking;
import lstm4j.testing.Budget;
import lstm4j.testing.Shared;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that other people's Keras saved load, or are refused with the right message. Skipped where ../shared is not there. */
class SharedFilesTest {
    private static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(Shared.path("fixtures/" + name));
    }

    private static KerasModel read(String name) throws IOException {
        return KerasReader.read(bytes(name), name, Limits.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({"keras-h5/regression/simple_lstm_tf_keras_1_model.h5, 1.2.2, LSTM Dense",
        "keras-h5/regression/simple_lstm_tf_keras_2_model.h5, 2.0.6, LSTM Dense",
        "keras-h5/single-layer/lstm_tensorflow_1.h5, 1.2.2, LSTM", "keras-h5/single-layer/lstm_tensorflow_2.h5, 2.1.3, LSTM",
        "keras-h5/single-layer/embedding_lstm_tensorflow_1.h5, 1.2.2, Embedding LSTM",
        "keras-h5/single-layer/embedding_lstm_tensorflow_2.h5, 2.1.3, Embedding LSTM",
        "keras-v3/embedding-lstm-lstm-keras3.14.keras, 3.14.0, Embedding LSTM Dropout LSTM Dropout Dense",
        "keras-h5/single-layer/dense_tensorflow_2.h5, 2.1.3, Dense", "keras-h5/single-layer/adam.h5, 2.0.9, Dense Dense",
        "keras-h5/single-layer/sgd.h5, 2.0.9, Dense Dense", "keras-h5/single-layer/rmsprop.h5, 2.0.9, Dense Dense",
        "keras-h5/single-layer/adagrad.h5, 2.0.9, Dense Dense", "keras-h5/single-layer/adadelta.h5, 2.0.9, Dense Dense",
        "keras-h5/single-layer/adamax.h5, 2.0.9, Dense Dense", "keras-h5/single-layer/nadam.h5, 2.0.9, Dense Dense",
        "keras-h5/masking/masking_zero_lstm.h5, 2.2.0, Masking LSTM", "keras-h5/masking/masking_two_lstm.h5, 2.2.0, Masking LSTM",
        "keras-v3/har-keras3.10.keras, 3.10.0, LSTM Dropout LSTM Dense Dense",
        "keras-v3/practice-keras3.3.3.keras, 3.3.3, LSTM Dropout LSTM Dropout Dense Dense"})
    void aModelLoads(String name, String version, String layers) throws IOException {
        KerasModel model = read(name);
        assertEquals(version, model.kerasVersion());
        assertEquals(List.of(layers.split(" ")), model.architecture().layers().stream().map(layer -> layer.type()).toList());
        for (int i = 0; i < model.architecture().size(); i++) {
            if (model.architecture().layer(i) instanceof LSTM lstm) {
                assertEquals(version.startsWith("3") ? ActivationFunction.SIGMOID : ActivationFunction.HARD_SIGMOID_KERAS2, lstm.recurrentActivation());
            }
        }
    }

    /** Keras 1 has twelve arrays in each half, Keras 2 three. */
    @ParameterizedTest
    @ValueSource(strings = {"bidirectional_lstm_tensorflow_1.h5", "bidirectional_lstm_tensorflow_2.h5",
        "bidirectional_lstm_no_return_sequences_tensorflow_2.h5"})
    void theHalvesOfABidirectionalAreRead(String name) throws IOException {
        KerasModel model = read("keras-h5/single-layer/" + name);
        assertEquals(List.of("Bidirectional"), model.architecture().layers().stream().map(l -> l.type()).toList());
        assertEquals(20, model.architecture().outputShape().features());
        assertEquals(6, model.weights().size());
        String group = "bidirectional_1";
        boolean first = name.endsWith("1.h5");
        var arrays = Hdf5.read(bytes("keras-h5/single-layer/" + name), name, Limits.DEFAULT).group("model_weights/" + group);
        float[] second = arrays.dataset(first ? "backward_lstm_1_U_o:0" : "bidirectional_1/backward_lstm_1/recurrent_kernel:0").floats();
        for (int u = 0; u < 10; u++) {
            assertEquals(first ? second[3 * 10 + u] : second[3 * 40 + 30 + u], model.weights().get(4)[3][30 + u]);
        }
    }

    @Test
    void theSmallFunctionalModelsLoadOrNameWhatIsMissing() throws IOException {
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> files = Files.list(Shared.path("fixtures/keras-h5/small-functional"))) {
            for (Path file : files.sorted().toList()) {
                try {
                    KerasReader.read(Files.readAllBytes(file), file.toString(), Limits.DEFAULT);
                    missing.add("nothing");
                } catch (ModelFormatException e) {
                    assertEquals("FILE-60", e.rule(), e.getMessage());
                    missing.add(e.getMessage().replaceAll("(?s).*\\(([A-Za-z]+)\\) is of a class.*", "$1"));
                }
            }
        }
        assertTrue(Set.of("nothing").containsAll(missing), missing.toString());
    }

    /** Numbers printed by Keras 3.15.1 and, for the second file, tf.keras 2.15.1, for words 7t + 3 and 11t² + 5 modulo 4. */
    @ParameterizedTest
    @CsvSource({"keras-v3/embedding-lstm-lstm-keras3.14.keras, 20, 0.24477021396160126 0.05855439603328705 0.6289641261100769 0.9291468262672424 "
            + "0.011829201132059097 0.043462466448545456",
        "keras-h5/single-layer/embedding_lstm_tensorflow_2.h5, 10, -5.485811925609596e-06 0.005210035480558872 0.003948958124965429 "
            + "-0.004559603985399008 -0.0008748774416744709 0.01181098073720932"})
    void modelsOfWordsAgreeWithKeras(String name, int steps, String numbers) throws IOException {
        Sequential model = Sequential.load(bytes(name));
        int[][] x = new int[2][steps];
        for (int t = 0; t < steps; t++) {
            x[0][t] = (7 * t + 3) % 4;
            x[1][t] = (11 * t * t + 5) % 4;
        }
        float[][][] y = model.predictAll(x, Map.of()).rows();
        String[] expected = numbers.split(" ");
        for (int k = 0; k < 6; k++) {
            float[] last = y[k / 3][y[0].length - 1];
            assertEquals(Double.parseDouble(expected[k]), last[last.length - 3 + k % 3], Budget.FILE_PREDICTION.limit());
        }
    }

    @Test
    void configurationAndWeightsInTwoFilesMakeAModel() throws IOException {
        KerasModel model = KerasReader.read(bytes("keras-v3/loose/model.json"), "model.json", Blob.of(bytes("keras-v3/loose/model.weights.h5")),
                "model.weights.h5", Limits.DEFAULT);
        assertEquals(List.of("LSTM", "Dropout", "LSTM", "Dropout", "Dense", "Activation"), model.architecture().layers().stream().map(l -> l.type()).toList());
        assertEquals(8, model.weights().size());
    }

    @Test
    void theTwelveArraysOfKeras1AreFusedGateByGate() throws IOException {
        String name = "keras-h5/regression/simple_lstm_tf_keras_1_model.h5";
        KerasModel model = read(name);
        var group = Hdf5.read(bytes(name), name, Limits.DEFAULT).group("model_weights/lstm_1");
        for (int gate = 0; gate < 4; gate++) {
            String letter = "ifco".substring(gate, gate + 1);
            float[] recurrent = group.dataset("lstm_1_U_" + letter + ":0").floats();
            float[] bias = group.dataset("lstm_1_b_" + letter + ":0").floats();
            for (int u = 0; u < 50; u++) {
                assertEquals(bias[u], model.weights().get(2)[0][gate * 50 + u]);
                assertEquals(recurrent[7 * 50 + u], model.weights().get(1)[7][gate * 50 + u]);
            }
        }
        byte[] config = bytes("keras-h5/regression/simple_lstm_tf_keras_1_config.json");
        byte[] weights = bytes("keras-h5/regression/simple_lstm_tf_keras_1_weights.h5");
        KerasModel loose = KerasReader.read(config, "config", Blob.of(weights), "weights", Limits.DEFAULT);
        assertEquals(((LSTM) model.architecture().layer(0)).recurrentActivation(), ((LSTM) loose.architecture().layer(0)).recurrentActivation());
        assertEquals(model.architecture().inputShape(), loose.architecture().inputShape());
        for (int i = 0; i < model.weights().size(); i++) {
            assertArrayEquals(model.weights().get(i), loose.weights().get(i));
        }
    }

    @Test
    void theSequenceClassifierHasTheSameBitsInEveryReadableHdf5Variant() throws IOException {
        byte[] config = bytes("keras-h5/sequence-classifier/lstm_th_keras_2_config.json");
        KerasModel first = KerasReader.read(config, "config", Blob.of(bytes("keras-h5/sequence-classifier/lstm_th_keras_2_weights.h5")), "weights", Limits.DEFAULT);
        assertEquals(96, ((LSTM) first.architecture().layer(1)).units());
        int read = 0;
        try (Stream<Path> files = Files.list(Shared.path("fixtures/hdf5"))) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("fc_")).sorted().toList()) {
                byte[] weights = Files.readAllBytes(file);
                if (file.toString().matches(".*fc_(nbit|szip).h5")) {
                    assertThrows(ModelFormatException.class, () -> KerasReader.read(config, "config", Blob.of(weights), file.toString(), Limits.DEFAULT));
                    continue;
                }
                KerasModel model = KerasReader.read(config, "config", Blob.of(weights), file.toString(), Limits.DEFAULT);
                for (int i = 0; i < first.weights().size(); i++) {
                    assertArrayEquals(first.weights().get(i), model.weights().get(i), file.toString());
                }
                read++;
            }
        }
        assertEquals(12, read);
    }

    @Test
    void theWeightsOfTheMnistModelAreReadFromNpz() throws IOException {
        Architecture architecture = Architecture.of(List.of(LSTM.units(20).returnSequences().inputShape(28, 28), Flatten.layer(),
                Dense.units(10).activation(ActivationFunction.SOFTMAX)));
        List<float[][]> weights = KerasReader.readWeights(bytes("tflite/mnist_lstm_weights_keras_layout.npz"), "mnist.npz", architecture, false, Limits.DEFAULT);
        assertEquals(List.of(28, 20, 1, 560, 1), weights.stream().map(array -> array.length).toList());
    }

    @Test
    void theValueOfMaskingIsRead() throws IOException {
        assertEquals(2f, ((Masking) read("keras-h5/masking/masking_two_lstm.h5").architecture().layer(0)).value());
    }

    @Test
    void aModelOfTwoAndAHalfMegabytesLoadsFast() throws IOException {
        byte[] bytes = bytes("keras-v3/har-keras3.10.keras");
        long best = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long start = System.nanoTime();
            KerasReader.read(bytes, "har.keras", Limits.DEFAULT);
            best = Math.min(best, System.nanoTime() - start);
        }
        assertTrue(best < 2_000_000_000L, "took " + best / 1_000_000 + " ms: far beyond the 50 ms it takes warm");
    }
}
