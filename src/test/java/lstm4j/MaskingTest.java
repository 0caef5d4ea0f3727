package lstm4j;

import static lstm4j.train.Loss.MSE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import lstm4j.layer.Dense;
import lstm4j.layer.Flatten;
import lstm4j.layer.LSTM;
import lstm4j.layer.Masking;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import lstm4j.train.Data;
import lstm4j.train.Logs;
import lstm4j.train.Metric;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;

/** What Masking does to steps that do not count, seen through layers that look at them, and what metrics make of such steps. */
class MaskingTest {
    /** Masked by the value 2: only rows that are 2 throughout, whichever feature differs. */
    private static final float[][][] X = {{{2, 2, 2}, {2, 2, 5}, {7, 2, 2}, {2, 2, 2}}, {{2, 4, 2}, {2, 2, 2}, {0, 0, 0}, {-2, -2, -2}}};
    private static final float[][][] ZEROED = {{{0, 0, 0}, {2, 2, 5}, {7, 2, 2}, {0, 0, 0}}, {{2, 4, 2}, {0, 0, 0}, {0, 0, 0}, {-2, -2, -2}}};
    private static final boolean[][] COUNTS = {{false, true, true, false}, {true, false, true, true}};

    @Test
    @Rule("LSTM-8")
    void rowsThatDoNotCountBecomeZero() {
        assertArrayEquals(ZEROED, Sequential.of(Masking.value(2).inputShape(4, 3)).predictSequences(X));
        float[][] kernel = {{1}, {10}, {100}};
        Sequential dense = Sequential.of(Masking.value(2).inputShape(4, 3), Dense.units(1));
        dense.setWeights(new float[][][] {kernel, {{0.5f}}});
        assertArrayEquals(new float[][][] {{{0.5f}, {522.5f}, {227.5f}, {0.5f}}, {{242.5f}, {0.5f}, {0.5f}, {-221.5f}}}, dense.predictSequences(X));
    }

    @Test
    @Rule("LSTM-8")
    void minusZeroIsTheValueZero() {
        float[][] y = Sequential.of(Masking.value(0).inputShape(2, 1), Flatten.layer()).predict(new float[][][] {{{-0f}, {Float.MIN_VALUE}}});
        assertEquals(Float.floatToIntBits(0f), Float.floatToIntBits(y[0][0]));
        assertEquals(Float.MIN_VALUE, y[0][1]);
    }

    /** Flatten ends the mask, so that the loss counts every number; only Masking itself can stop the gradient. */
    @Test
    @Rule("BPTT-6")
    void rowsThatDoNotCountHaveNoGradient() {
        Sequential model = Sequential.of(Masking.value(2).inputShape(4, 3), Flatten.layer(), Dense.units(1)).compile(new SGD(), MSE);
        float[][] kernel = new float[12][1];
        for (int k = 0; k < 12; k++) {
            kernel[k][0] = k + 1;
        }
        model.setWeights(new float[][][] {kernel, {{0}}});
        float[][] y = model.predict(X);
        float[][][] dx = model.gradients(Data.of(X, new float[][] {{y[0][0] - 1}, {y[1][0] - 1}})).inputs();
        for (int n = 0; n < 2; n++) { // d mean (p − y)² / dx = 2·1·w / 2 samples
            for (int t = 0; t < 4; t++) {
                float[] w = {3 * t + 1, 3 * t + 2, 3 * t + 3};
                assertArrayEquals(COUNTS[n][t] ? w : new float[3], dx[n][t], "sample " + n + ", step " + t);
            }
        }
    }

    @Test
    @Rule({"FIT-18", "LOSS-6"})
    void metricsAndLossAreMeansOverTheRowsThatCount() {
        Sequential model = Sequential.of(Masking.value(2).inputShape(4, 3), LSTM.units(2).returnSequences(), Dense.units(1)).seed(4)
                .compile(new SGD().learningRate(0), MSE, Metric.MAE, Metric.MSE, Metric.BINARY_ACCURACY);
        float[][][] p = model.predictSequences(X);
        float[][][] y = {{{9}, {0.5f}, {1}, {9}}, {{-1}, {9}, {0}, {1}}}; // a masked row would stand out
        double absolute = 0;
        double squares = 0;
        double right = 0;
        for (int n = 0; n < 2; n++) {
            for (int t = 0; t < 4; t++) {
                double e = COUNTS[n][t] ? (double) p[n][t][0] - y[n][t][0] : 0;
                absolute += Math.abs(e) / 5;
                squares += e * e / 5;
                right += COUNTS[n][t] && (p[n][t][0] > 0.5 ? 1 : 0) == y[n][t][0] ? 0.2 : 0;
            }
        }
        Logs logs = model.evaluate(Data.of(X, y));
        assertEquals(absolute, logs.get("mae"), Budget.EXAMPLE_ORACLE.limit());
        assertEquals(squares, logs.get("mse"), Budget.EXAMPLE_ORACLE.limit());
        assertEquals(squares, logs.get("loss"), Budget.EXAMPLE_ORACLE.limit());
        assertEquals(right, logs.get("binary_accuracy"), Budget.EXAMPLE_ORACLE.limit());
    }

    @Test
    @Rule({"FIT-18", "LOSS-6"})
    void whereNothingCountsEverythingIsZero() {
        Sequential model = Sequential.of(Masking.value(2).inputShape(1, 1), LSTM.units(1).returnSequences()).compile(new SGD(), MSE, Metric.MAE);
        Logs logs = model.evaluate(Data.of(new float[][][] {{{2}}}, new float[][][] {{{9}}}));
        assertEquals(0, logs.get("loss"));
        assertEquals(0, logs.get("mae"));
    }
}
