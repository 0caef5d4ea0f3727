package lstm4j;

import static lstm4j.layer.ActivationFunction.HARD_SIGMOID_KERAS2;
import static lstm4j.layer.ActivationFunction.SIGMOID;
import static lstm4j.layer.ActivationFunction.SOFTMAX;
import static lstm4j.layer.ActivationFunction.TANH;
import static lstm4j.testing.Json.list;
import static lstm4j.testing.Json.object;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Flatten;
import lstm4j.layer.GRU;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Recurrent;
import lstm4j.layer.Shape;
import lstm4j.layer.SimpleRNN;
import lstm4j.testing.Budget;
import lstm4j.testing.Json;
import lstm4j.testing.Rule;
import lstm4j.testing.Shared;

/** Single layers and small nets whose outputs other people's software recorded. */
@Rule({"LSTM-2", "GRU-3", "RNN-1", "DENSE-1"})
class FixturesTest {
    @ParameterizedTest
    @CsvSource({"LSTM, 0", "LSTM, 1", "LSTM, 2", "LSTM, 3", "LSTM, 4", "GRU, 0", "GRU, 1", "GRU, 2", "GRU, 3", "GRU, 4",
        "SimpleRNN, 0", "SimpleRNN, 1", "SimpleRNN, 2", "SimpleRNN, 3", "SimpleRNN, 4"})
    void kerasJsRecurrentCasesAreReproduced(String type, int number) {
        Map<String, Object> all = object(Json.read(Shared.path("fixtures/keras-js/recurrent/" + type + ".json")));
        Map<String, Object> fixture = object(all.get("recurrent." + type + "." + number));
        float[][] x = array(object(fixture.get("input")));
        int units = number == 1 ? 5 : 4;
        ActivationFunction gate = number == 1 ? SIGMOID : HARD_SIGMOID_KERAS2;
        Recurrent<?> recurrent = switch (type) {
            case "LSTM" -> LSTM.units(units).recurrentActivation(gate);
            case "GRU" -> GRU.units(units).recurrentActivation(gate).resetAfter(false);
            default -> SimpleRNN.units(units);
        };
        Layer layer = recurrent.activation(number == 1 ? SIGMOID : TANH).returnSequences(number == 2 || number == 4)
                .goBackwards(number >= 3).inputShape(x.length, x[0].length);
        Sequential model = Sequential.of(layer);
        float[][][] weights = list(fixture.get("weights")).stream().map(w -> array(object(w))).toArray(float[][][]::new);
        model.setWeights(weights);
        float[][] expected = array(object(fixture.get("expected")));
        float[][] got = model.predictSequences(new float[][][] {x})[0];
        assertEquals(expected.length, got.length);
        for (int t = 0; t < expected.length; t++) {
            assertArrayEquals(expected[t], got[t], (float) (type.equals("LSTM") ? Budget.RECORDED_SIX_DECIMALS : Budget.RECORDED_SIX_DECIMALS_RNN).limit());
        }
    }

    /** An array stored as shape and data; a vector becomes one row. */
    private static float[][] array(Map<String, Object> stored) {
        float[] shape = Json.row(stored.get("shape"));
        float[] data = Json.row(stored.get("data"));
        float[][] rows = new float[shape.length == 1 ? 1 : (int) shape[0]][(int) shape[shape.length - 1]];
        for (int n = 0; n < data.length; n++) {
            rows[n / rows[0].length][n % rows[0].length] = data[n];
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstm", "gru"})
    void rtNeuralNetsAreReproducedOverAHundredSteps(String kind) throws IOException {
        Layer first = Dense.units(8).activation(TANH).inputShape(Shape.ANY, 1);
        Sequential model = kind.equals("lstm") ? Sequential.of(first, LSTM.units(8).returnSequences(), Dense.units(1))
                : Sequential.of(first, GRU.units(8).returnSequences(), Dense.units(8).activation(SIGMOID), Dense.units(1));
        float[][][] weights = new float[model.getWeights().length][][];
        int w = 0;
        for (Object layer : list(object(Json.read(Shared.path("fixtures/rtneural/" + kind + ".json"))).get("layers"))) {
            for (Object array : list(object(layer).get("weights"))) {
                weights[w++] = list(array).get(0) instanceof Double ? new float[][] {Json.row(array)} : Json.rows(array);
            }
        }
        model.setWeights(weights);
        float[][] x = column("fixtures/rtneural/" + kind + "_x_python.csv");
        float[][] y = column("fixtures/rtneural/" + kind + "_y_python.csv");
        float[][] got = model.predictSequences(new float[][][] {x})[0];
        for (int t = 0; t < y.length; t++) {
            assertArrayEquals(y[t], got[t], (float) Budget.RECORDED_RTNEURAL.limit(), "step " + t);
        }
    }

    private static float[][] column(String name) throws IOException {
        return Files.readAllLines(Shared.path(name)).stream().map(line -> new float[] {Float.parseFloat(line)})
                .toArray(float[][]::new);
    }

    @Test
    void tfliteWeightsReadTheTenSampleDigits() throws IOException {
        Sequential model = Sequential.of(LSTM.units(20).returnSequences().inputShape(28, 28), Flatten.layer(),
                Dense.units(10).activation(SOFTMAX));
        try (ZipFile zip = new ZipFile(Shared.path("fixtures/tflite/mnist_lstm_weights_keras_layout.npz").toFile())) {
            float[][][] weights = new float[5][][];
            String[] names = {"lstm_kernel", "lstm_recurrent_kernel", "lstm_bias", "dense_kernel", "dense_bias"};
            for (int w = 0; w < names.length; w++) {
                weights[w] = npy(zip, zip.getEntry(names[w] + ".npy"), model.architecture().weights(w < 3 ? 0 : 2).get(w % 3).columns());
            }
            model.setWeights(weights);
        }
        for (int digit = 0; digit < 10; digit++) {
            float[][] image = image(Shared.path("fixtures/tflite/samples/sample" + digit + ".png"));
            float[] p = model.predict(new float[][][] {image})[0];
            int best = 0;
            for (int k = 1; k < 10; k++) {
                best = p[k] > p[best] ? k : best;
            }
            assertEquals(digit, best);
        }
    }

    private static float[][] npy(ZipFile zip, ZipEntry entry, int columns) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(zip.getInputStream(entry).readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        int header = 10 + bytes.getShort(8);
        String description = new String(bytes.array(), 10, header - 10, StandardCharsets.US_ASCII);
        assertTrue(description.contains("'<f4'"), description);
        boolean columnByColumn = description.contains("'fortran_order': True");
        float[][] rows = new float[(bytes.capacity() - header) / 4 / columns][columns];
        for (int n = 0; n < rows.length * columns; n++) {
            int row = columnByColumn ? n % rows.length : n / columns;
            rows[row][columnByColumn ? n / rows.length : n % columns] = bytes.getFloat(header + 4 * n);
        }
        return rows;
    }

    private static float[][] image(Path file) throws IOException {
        Raster raster = ImageIO.read(file.toFile()).getRaster();
        float[][] rows = new float[28][28];
        for (int y = 0; y < 28; y++) {
            for (int x = 0; x < 28; x++) {
                rows[y][x] = raster.getSample(x, y, 0) / 255f;
            }
        }
        return rows;
    }
}
