package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;

import lstm4j.engine.Generator;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dense;
import lstm4j.layer.Dropout;
import lstm4j.layer.LSTM;
import lstm4j.oracle.Options;
import lstm4j.oracle.Oracle;
import lstm4j.oracle.OracleLabels;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import lstm4j.train.Data;
import lstm4j.train.Loss;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;

/** Dropout in training: the factors are those of rule DENSE-6, made here once more, and the gradients are the oracle's for them. */
class LstmDropoutTest {
    private static final int B = 40; // two shards
    private static final int T = 3;
    private static final int F = 2;
    private static final int U = 3;
    private static final long SEED = 5;

    private static double[][] factors(double rate, long step, int layer, long part, int rows, int columns) {
        long key = Generator.key(SEED, 3, step, ((long) layer << 32) + part);
        double[][] factors = new double[rows][columns];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                factors[r][j] = Generator.uniform(key, (long) r * columns + j) < rate ? 0 : 1 / (1 - rate);
            }
        }
        return factors;
    }

    private static float[][][] x() {
        float[][][] x = new float[B][T][F];
        for (int n = 0; n < B * T * F; n++) {
            x[n / (T * F)][n / F % T][n % F] = (float) (2 * Generator.uniform(77, n) - 1);
        }
        return x;
    }

    private static double[][][] doubles(float[][][] arrays) {
        double[][][] result = new double[arrays.length][][];
        for (int a = 0; a < arrays.length; a++) {
            result[a] = new double[arrays[a].length][];
            for (int r = 0; r < arrays[a].length; r++) {
                result[a][r] = new double[arrays[a][r].length];
                for (int j = 0; j < arrays[a][r].length; j++) {
                    result[a][r][j] = arrays[a][r][j];
                }
            }
        }
        return result;
    }

    @Test
    @Rule({"LSTM-11", "LSTM-12", "DENSE-4", "DENSE-6", "BPTT-8", "PAR-9"})
    void twoStepsOfTrainingAreTheOraclesWithTheFactorsOfTheGenerator() {
        List<lstm4j.layer.Layer> layers = List.of(LSTM.units(U).dropout(0.5).recurrentDropout(0.25).returnSequences().inputShape(T, F),
                Dropout.rate(0.5), LSTM.units(2), Dense.units(1));
        Sequential model = Sequential.of(Architecture.of(layers)).seed(SEED).compile(new SGD().learningRate(1), Loss.MSE);
        Oracle oracle = Oracle.of(Architecture.of(layers));
        for (int step = 0; step < 2; step++) {
            double[][][] before = doubles(model.getWeights());
            double[][][] dropped = new double[B][T][];
            for (int t = 0; t < T; t++) {
                double[][] ofStep = factors(0.5, step, 1, 2 + t, B, U);
                for (int b = 0; b < B; b++) {
                    dropped[b][t] = ofStep[b];
                }
            }
            Options options = Options.NONE.inputDropout("lstm", factors(0.5, step, 0, 0, B, F))
                    .recurrentDropout("lstm", factors(0.25, step, 0, 1, B, U)).dropout("dropout", dropped);
            double[][][] gradients = oracle.gradients(before, doubles(x()), Loss.MSE, OracleLabels.rows(new double[B][1][1]), options).weights();
            double loss = oracle.loss(before, doubles(x()), Loss.MSE, OracleLabels.rows(new double[B][1][1]), options);
            assertEquals(loss, model.trainOnBatch(Data.of(x(), new float[B])), Budget.EXAMPLE_ENGINE.limit());
            double[][][] after = doubles(model.getWeights());
            for (int a = 0; a < after.length; a++) {
                for (int r = 0; r < after[a].length; r++) {
                    for (int j = 0; j < after[a][r].length; j++) {
                        assertEquals(before[a][r][j] - gradients[a][r][j], after[a][r][j], Budget.EXAMPLE_ENGINE.limit());
                    }
                }
            }
        }
    }

    @Test
    @Rule("LSTM-10")
    void outsideTrainingNothingIsDropped() {
        Sequential with = Sequential.of(LSTM.units(U).dropout(0.5).recurrentDropout(0.5).inputShape(T, F), Dropout.rate(0.5)).seed(SEED);
        Sequential without = Sequential.of(LSTM.units(U).inputShape(T, F)).seed(SEED);
        assertArrayEquals(without.predict(x()), with.predict(x()));
        with.compile(new SGD(), Loss.MSE);
        without.compile(new SGD(), Loss.MSE);
        assertEquals(without.evaluate(x(), new float[B][U]).get("loss"), with.evaluate(x(), new float[B][U]).get("loss"));
        assertArrayEquals(without.gradients(Data.of(x(), new float[B][U])).weights(), with.gradients(Data.of(x(), new float[B][U])).weights());
    }

    @Test
    @Rule({"LSTM-12", "DENSE-4"})
    void aRateOfOneDropsNothingInAnLstmAndEverythingInADropoutLayer() {
        Sequential none = Sequential.of(LSTM.units(U).inputShape(T, F)).seed(SEED).compile(new SGD(), Loss.MSE);
        Sequential one = Sequential.of(LSTM.units(U).dropout(1).recurrentDropout(1).inputShape(T, F)).seed(SEED).compile(new SGD(), Loss.MSE);
        assertEquals(none.trainOnBatch(Data.of(x(), new float[B][U])), one.trainOnBatch(Data.of(x(), new float[B][U])));
        assertArrayEquals(none.getWeights(), one.getWeights());
        Sequential layer = Sequential.of(LSTM.units(U).inputShape(T, F), Dropout.rate(1)).seed(SEED).compile(new SGD(), Loss.MSE);
        assertEquals(0, layer.trainOnBatch(Data.of(x(), new float[B][U])));
    }

    @Test
    @Rule("DENSE-6")
    void everyStepHasFactorsOfItsOwn() {
        Sequential model = Sequential.of(Dropout.rate(0.5).inputShape(20)).seed(SEED).compile(new SGD(), Loss.MSE);
        float[][] ones = new float[1][20];
        java.util.Arrays.fill(ones[0], 1);
        double first = model.trainOnBatch(Data.of(ones, new float[1][20]));
        assertTrue(first > 0 && first < 4, "some are dropped, some are not: " + first);
        double second = model.trainOnBatch(Data.of(ones, new float[1][20]));
        model.optimizer().iteration(7);
        double eighth = model.trainOnBatch(Data.of(ones, new float[1][20]));
        assertEquals(3, Set.of(first, second, eighth).size());
        model.optimizer().iteration(0);
        assertEquals(first, model.trainOnBatch(Data.of(ones, new float[1][20])));
    }
}
