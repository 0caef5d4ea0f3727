package lstm4j;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import lstm4j.cli.Main;
import lstm4j.layer.Dense;
import lstm4j.layer.Initializer;
import lstm4j.layer.LSTM;
import lstm4j.layer.Scale;
import lstm4j.oracle.Oracle;
import lstm4j.oracle.OracleGradients;
import lstm4j.oracle.OracleLabels;
import lstm4j.text.Explanation;
import lstm4j.train.Fit;
import lstm4j.train.Data;
import lstm4j.train.Loss;
import lstm4j.train.SGD;

/** A model with the new layer at work; an AssertionError where something does not fit. Run by {@code NewLayerTest} in the copy. */
public final class TryScale {
    private TryScale() {
    }

    /** @param arguments largest difference from the oracle, relative to 1 */
    public static void main(String[] arguments) throws IOException {
        double bound = Double.parseDouble(arguments[0]);
        Sequential model = Sequential.of(LSTM.of(3, 4, 2).returnSequences(), Scale.layer().scaleInitializer(Initializer.randomUniform(-2, 2)),
                LSTM.units(2), Scale.layer(), Dense.units(1));
        model.compile(new SGD(), Loss.MEAN_SQUARED_ERROR);
        float[][][] x = new float[5][4][2];
        float[][] y = new float[5][1];
        for (int k = 0; k < 40; k++) {
            x[k / 8][k / 2 % 4][k % 2] = (k * 7 % 11 - 5) / 4f;
            y[k / 8][0] = k / 8 - 2.25f;
        }
        Oracle oracle = Oracle.of(model.architecture());
        double[][][] weights = doubles(model.getWeights());
        double[][][] data = doubles(x);
        float[][] predicted = model.predict(x);
        near(oracle.forward(weights, data).output(), column(predicted), bound);
        OracleGradients expected = oracle.gradients(weights, data, Loss.MEAN_SQUARED_ERROR, OracleLabels.rows(column(y)));
        Gradients actual = model.gradients(Data.of(x, y));
        near(expected.weights(), doubles(actual.weights()), bound);
        near(expected.input(), doubles(actual.inputs()), bound);
        near(new double[][][] {{{expected.loss()}}}, new double[][][] {{{actual.loss()}}}, bound);

        model.fit(x, y, Fit.epochs(2));
        Path file = Files.createTempFile("scale", ".keras");
        model.save(file);
        Sequential loaded = Sequential.load(file);
        Files.delete(file);
        require(Arrays.deepEquals(model.predict(x), loaded.predict(x)), "the loaded model predicts otherwise");
        require(Arrays.deepEquals(model.getWeights(), loaded.getWeights()), "the loaded model has other weights");
        require(loaded.architecture().weights(1).get(0).initializer().equals(Initializer.randomUniform(-2, 2)), "the option was not saved");

        float[] out = new float[1];
        Predictor predictor = model.predictor();
        for (float[] step : x[0]) {
            predictor.step(step, out);
        }
        require(out[0] == model.predict(x)[0][0], "step by step it predicts otherwise");
        PrintStream quiet = new PrintStream(OutputStream.nullOutputStream());
        require(model.summary().contains("scale_1 (Scale)"), "the summary does not show it");
        require(Explanation.text(model.architecture()).contains("has a factor of its own"), "its story is not told");
        require(Main.run(new String[] {"explain", "Input(3) Scale Dense(2)"}, quiet, quiet) == 0, "the command line does not know it");
    }

    private static double[][][] column(float[][] rows) {
        return Arrays.stream(rows).map(row -> new double[][] {{row[0]}}).toArray(double[][][]::new);
    }

    private static double[][][] doubles(float[][][] arrays) {
        double[][][] doubles = new double[arrays.length][][];
        for (int n = 0; n < arrays.length; n++) {
            doubles[n] = new double[arrays[n].length][];
            for (int r = 0; r < arrays[n].length; r++) {
                doubles[n][r] = new double[arrays[n][r].length];
                for (int k = 0; k < arrays[n][r].length; k++) {
                    doubles[n][r][k] = arrays[n][r][k];
                }
            }
        }
        return doubles;
    }

    private static void near(double[][][] expected, double[][][] actual, double bound) {
        require(expected.length == actual.length, "another number of arrays");
        for (int n = 0; n < expected.length; n++) {
            for (int r = 0; r < expected[n].length; r++) {
                for (int k = 0; k < expected[n][r].length; k++) {
                    double difference = Math.abs(expected[n][r][k] - actual[n][r][k]);
                    require(difference <= bound * Math.max(1, Math.abs(expected[n][r][k])), "expected " + expected[n][r][k] + ", got "
                            + actual[n][r][k] + " at " + n + "," + r + "," + k);
                }
            }
        }
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new AssertionError(problem);
        }
    }
}
