package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import lstm4j.data.Idx;
import lstm4j.keras.bytes.Limits;
import lstm4j.keras.hdf5.Hdf5;
import lstm4j.keras.hdf5.Hdf5Group;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Flatten;
import lstm4j.layer.Input;
import lstm4j.layer.LSTM;
import lstm4j.testing.Budget;
import lstm4j.testing.Shared;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import org.junit.jupiter.api.Test;

/** Files of other people's Keras give the outputs that were recorded with them. Skipped where ../shared is not there. */
class SharedModelsTest {
    private static Path path(String name) {
        return Shared.path("fixtures/" + name);
    }

    private static float[][][] sequences() throws IOException {
        float[][][] sequences = new float[100][4][12];
        for (int n = 0; n < 100; n++) {
            List<String> lines = Files.readAllLines(path("keras-h5/sequence-classifier/sequences/" + n + ".csv"));
            for (int t = 0; t < 4; t++) {
                String[] numbers = lines.get(t).split(";");
                for (int j = 0; j < 12; j++) {
                    sequences[n][t][j] = Float.parseFloat(numbers[j]);
                }
            }
        }
        return sequences;
    }

    @Test
    void theSequenceClassifierGivesItsHundredPredictions() throws IOException {
        Sequential model = ModelFiles.load(path("keras-h5/sequence-classifier/lstm_th_keras_2_config.json"),
                path("keras-h5/sequence-classifier/lstm_th_keras_2_weights.h5"));
        List<String> expected = Files.readAllLines(path("keras-h5/sequence-classifier/predictions-0-99.csv"));
        float[][] got = model.predict(sequences());
        for (int n = 0; n < 100; n++) {
            assertEquals(Double.parseDouble(expected.get(n)), got[n][0], Budget.SEQUENCE_CLASSIFIER.limit(), "sequence " + n);
        }
        try (Stream<Path> variants = Files.list(path("hdf5"))) {
            for (Path file : variants.filter(p -> p.getFileName().toString().matches("fc_(?!nbit|szip).*")).toList()) {
                Sequential variant = ModelFiles.load(path("keras-h5/sequence-classifier/lstm_th_keras_2_config.json"), file);
                assertArrayEquals(got[0], variant.predict(new float[][][] {sequences()[0]})[0], file.toString());
            }
        }
    }

    @Test
    void theRegressionOfKeras1GivesItsPredictionsLayerByLayer() throws IOException {
        Path recorded = path("keras-h5/regression/simple_lstm_tf_keras_1_inputs_and_outputs.h5");
        Hdf5Group file = Hdf5.read(Files.readAllBytes(recorded), "recorded", Limits.DEFAULT);
        float[] inputs = file.dataset("inputs/lstm_input_1").floats();
        float[][][] x = new float[100][1][1];
        for (int n = 0; n < 100; n++) {
            x[n][0][0] = inputs[n];
        }
        Sequential model = Sequential.load(path("keras-h5/regression/simple_lstm_tf_keras_1_model.h5"));
        float[][] got = model.predict(x);
        float[] expected = file.dataset("predictions/dense_1").floats();
        float[] hidden = file.dataset("activations/lstm_1").floats();
        for (int n = 0; n < 100; n++) {
            assertEquals(expected[n], got[n][0], Budget.REGRESSION.limit(), "sample " + n);
        }
        Sequential lstm = Sequential.of(Input.shape(1, 1), model.architecture().layer(0));
        lstm.setWeights(Arrays.copyOf(model.getWeights(), 3));
        float[][] h = lstm.predict(x);
        for (int i = 0; i < hidden.length; i++) {
            assertEquals(hidden[i], h[i / 50][i % 50], Budget.FILE_PREDICTION.limit());
        }
    }

    @Test
    void theMnistWeightsGiveTheirRecordedAccuracyAndLoss() throws IOException {
        float[][][] images = Idx.images(Shared.path("datasets/mnist/t10k-images-idx3-ubyte.gz"));
        int[] labels = Idx.labels(Shared.path("datasets/mnist/t10k-labels-idx1-ubyte.gz"));
        Sequential model = Sequential.of(LSTM.units(20).returnSequences().inputShape(28, 28), Flatten.layer(),
                Dense.units(10).activation(ActivationFunction.SOFTMAX));
        model.loadWeights(path("tflite/mnist_lstm_weights_keras_layout.npz"));
        model.compile(new Adam(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, Metric.ACCURACY);
        var logs = model.evaluate(Data.of(images, labels), 500);
        assertEquals(0.9853, logs.get("accuracy"), Budget.MNIST_ACCURACY.limit());
        assertEquals(0.046331, logs.get("loss"), Budget.MNIST_LOSS.limit());
    }
}
