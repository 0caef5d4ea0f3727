package lstm4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import lstm4j.keras.KerasModels;
import lstm4j.keras.KerasModels.Golden;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import lstm4j.testing.Worst;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.History;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that Keras trained for two epochs and saved go on as Keras did without a break: what every epoch logs, and the weights after. */
@Rule({"FIT-39", "LOSS-12", "OPT-4", "OPT-5", "OPT-6", "OPT-12", "OPT-13", "OPT-14", "OPT-15", "OPT-16", "FILE-94"})
class ResumedTrainingTest {
    static Stream<Golden> trained() throws IOException {
        return KerasModels.all().stream().filter(golden -> golden.expected().get("resumed") != null);
    }

    @ParameterizedTest
    @MethodSource("trained")
    void aTrainedModelGoesOnAsInKeras(Golden golden) throws IOException {
        Json resumed = golden.expected().need("resumed");
        Sequential model = Sequential.load(golden.path());
        History history = model.fit(data(resumed), Fit.epochs(4).initialEpoch(2).batchSize(4).shuffle(false).sampleWeight(flat(resumed.need("sample_weight"))));
        assertEquals(List.copyOf(resumed.need("logs").members().keySet()), history.names());
        for (String name : history.names()) {
            double[] expected = numbers(resumed.need("logs").need(name));
            for (int epoch = 0; epoch < expected.length; epoch++) {
                assertClose(name, expected[epoch], history.get(name)[epoch]);
            }
        }
        List<Json> weights = resumed.need("weights").list();
        for (int w = 0; w < weights.size(); w++) {
            float[] expected = KerasModels.floats(weights.get(w));
            int k = 0;
            for (float[] row : model.getWeights()[w]) {
                for (float number : row) {
                    assertClose("array " + w, expected[k++], number);
                }
            }
        }
    }

    private static void assertClose(String what, double expected, double actual) {
        double error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
        Worst.note(Budget.RESUMED_AGAINST_KERAS, what, error);
        assertTrue(error <= Budget.RESUMED_AGAINST_KERAS.limit(), () -> what + ": expected " + expected + ", got " + actual + ", error " + error);
    }

    private static Data data(Json resumed) throws ModelFormatException {
        float[] x = flat(resumed.need("x"));
        float[][][] samples = new float[6][4][3];
        for (int k = 0; k < x.length; k++) {
            samples[k / 12][k / 3 % 4][k % 3] = x[k];
        }
        if (resumed.get("classes") != null) {
            double[] classes = numbers(resumed.need("classes"));
            int[] y = new int[classes.length];
            for (int n = 0; n < y.length; n++) {
                y[n] = (int) classes[n];
            }
            return Data.of(samples, y);
        }
        float[] y = flat(resumed.need("y"));
        float[][] rows = new float[6][y.length / 6];
        for (int k = 0; k < y.length; k++) {
            rows[k / rows[0].length][k % rows[0].length] = y[k];
        }
        return Data.of(samples, rows);
    }

    private static float[] flat(Json array) throws ModelFormatException {
        double[] numbers = numbers(array.need("values"));
        float[] flat = new float[numbers.length];
        for (int k = 0; k < flat.length; k++) {
            flat[k] = (float) numbers[k];
        }
        return flat;
    }

    private static double[] numbers(Json list) throws ModelFormatException {
        List<Double> numbers = new ArrayList<>();
        for (Json number : list.list()) {
            numbers.add(number.number());
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
