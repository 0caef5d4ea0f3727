package lstm4j.train;

import static lstm4j.train.Metric.ACCURACY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import lstm4j.Sequential;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.Regularizer;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole trainings from the same weights and data as Keras: every number of the history, and the weights in the end. */
@Rule({"FIT-17", "FIT-18"})
class FitAgainstKerasTest {
    private static final int SAMPLES = 11;

    static Stream<Arguments> runsOfKeras() {
        return Measured.lines("fit.tsv").map(fields -> Arguments.of((Object) fields));
    }

    @ParameterizedTest
    @MethodSource("runsOfKeras")
    void historyAndWeightsAreThoseOfKeras(String[] fields) {
        String kind = fields[0];
        Sequential model = model(kind);
        fill(model, Measured.numbers(fields[4]));
        float[][][] x = new float[SAMPLES][4][2];
        fill(x, Measured.numbers(fields[1]), 0);
        double[] y = Measured.numbers(fields[2]);
        float[] weights = floats(Measured.numbers(fields[3]));
        History history = model.fit(Data.ofArrays(x, labels(kind, y)), options(kind, x, y, weights));
        List<String> names = List.of(fields[5].split(" "));
        assertEquals(names, history.names());
        double[] expected = Measured.numbers(fields[6]);
        assertEquals(List.of(1, 2, 3), history.epochs());
        for (int i = 0; i < expected.length; i++) {
            String name = names.get(i % names.size());
            assertClose(kind + " " + name, expected[i], history.get(name)[i / names.size()], Budget.FIT_HISTORY_AGAINST_KERAS);
        }
        double[] after = Measured.numbers(fields[7]);
        double[] actual = Arrays.stream(model.getWeights()).flatMap(Arrays::stream).flatMapToDouble(FitAgainstKerasTest::doubles).toArray();
        for (int i = 0; i < after.length; i++) {
            assertClose(kind + " weight " + i, after[i], actual[i], Budget.FIT_WEIGHTS_AGAINST_KERAS);
        }
    }

    private static void assertClose(String what, double expected, double actual, Budget budget) {
        double error = Math.abs(actual - expected);
        assertTrue(error <= budget.limit(), what + ": expected " + expected + ", got " + actual + ", error " + error);
    }

    private static Sequential model(String kind) {
        LSTM lstm = LSTM.units(3).inputShape(4, 2).returnSequences(kind.equals("every step"));
        Dense classes = Dense.units(3).activation(ActivationFunction.SOFTMAX);
        return switch (kind) {
            case "binary" -> Sequential.of(lstm, Dense.units(1).activation(ActivationFunction.SIGMOID))
                    .compile(new SGD().momentum(0.9).learningRate(0.1), Loss.BINARY_CROSSENTROPY, ACCURACY);
            case "regression" -> Sequential.of(lstm.kernelRegularizer(Regularizer.l2(0.1)), Dense.units(2))
                    .compile(new RMSprop().learningRate(0.01), Loss.MSE, Metric.MAE, Metric.MSE);
            case "one-hot" -> Sequential.of(lstm, classes).compile(new Adam().learningRate(0.01), Loss.CATEGORICAL_CROSSENTROPY, ACCURACY);
            default -> Sequential.of(lstm, classes).compile(new Adam().learningRate(0.01), Loss.SPARSE_CATEGORICAL_CROSSENTROPY, ACCURACY);
        };
    }

    private static Object labels(String kind, double[] y) {
        return switch (kind) {
            case "binary" -> floats(y);
            case "regression", "one-hot" -> {
                float[][] rows = new float[SAMPLES][y.length / SAMPLES];
                fill(new float[][][] {rows}, y, 0);
                yield rows;
            }
            case "every step" -> {
                int[][] steps = new int[SAMPLES][4];
                for (int i = 0; i < y.length; i++) {
                    steps[i / 4][i % 4] = (int) y[i];
                }
                yield steps;
            }
            default -> Arrays.stream(y).mapToInt(number -> (int) number).toArray();
        };
    }

    private static Fit options(String kind, float[][][] x, double[] y, float[] weights) {
        Fit fit = Fit.epochs(4).initialEpoch(1).batchSize(3).shuffle(false);
        return switch (kind) {
            case "class weights", "one-hot" -> fit.validationSplit(0.3).classWeight(Map.of(0, 0.5, 2, 3.0));
            case "sample weights" -> fit.validationSplit(0.3).sampleWeight(weights);
            case "validation data" -> fit.validationData(Arrays.copyOf(x, 5), Arrays.copyOf((int[]) labels(kind, y), 5))
                    .validationSampleWeight(Arrays.copyOf(weights, 5));
            case "regression" -> fit.validationSplit(0.3)
                    .callbacks(new ReduceLROnPlateau().monitor("loss").factor(0.5).patience(1).minDelta(10));
            default -> fit.validationSplit(0.3);
        };
    }

    private static void fill(Sequential model, double[] numbers) {
        float[][][] weights = model.getWeights();
        fill(weights, numbers, 0);
        model.setWeights(weights);
    }

    private static void fill(float[][][] arrays, double[] numbers, int offset) {
        for (float[][] rows : arrays) {
            for (float[] row : rows) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = (float) numbers[offset++];
                }
            }
        }
        assertEquals(numbers.length, offset);
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    private static DoubleStream doubles(float[] row) {
        return IntStream.range(0, row.length).mapToDouble(j -> row[j]);
    }
}
