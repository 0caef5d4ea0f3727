package lstm4j;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import lstm4j.engine.Generator;
import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.oracle.Oracle;
import lstm4j.oracle.OracleLabels;
import lstm4j.testing.Rule;
import lstm4j.train.Data;
import lstm4j.train.Loss;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses of one row of floats, against the oracle's: computed in double, the gradient is the float beside it at most. */
class LossPrecisionTest {
    private static final int K = 4;

    @ParameterizedTest
    @CsvSource({"SOFTMAX, true", "SIGMOID, false", "LINEAR, true", "LINEAR, false"})
    @Rule({"LOSS-10", "LOSS-8", "LOSS-9"})
    void crossEntropy(ActivationFunction head, boolean categorical) {
        Loss loss = categorical ? Loss.CATEGORICAL_CROSSENTROPY : Loss.BINARY_CROSSENTROPY;
        for (int n = 0; n < 200; n++) {
            boolean probabilities = head == ActivationFunction.LINEAR;
            assertNearest(Activation.of(head), loss, row(n, probabilities ? 0.01 : -20, probabilities ? 0.99 : 20), row(n + 1000, 0, 1));
        }
    }

    @Test
    @Rule({"LOSS-10", "LOSS-2"})
    void errors() {
        for (int n = 0; n < 200; n++) {
            for (Loss loss : List.of(Loss.MSE, Loss.MAE, Loss.HUBER, Loss.huber(0.25))) {
                assertNearest(Activation.of(ActivationFunction.LINEAR), loss, row(n, -3, 3), row(n + 1000, -3, 3));
            }
        }
    }

    private static float[] row(int n, double low, double high) {
        float[] row = new float[K];
        for (int j = 0; j < K; j++) {
            row[j] = (float) (low + (high - low) * Generator.uniform(n, j));
        }
        return row;
    }

    private static void assertNearest(Activation layer, Loss loss, float[] x, float[] y) {
        Architecture model = Architecture.of(List.of(layer.inputShape(K)));
        double[] wanted = Oracle.of(model).gradients(new double[0][][], rows(x), loss, OracleLabels.rows(rows(y))).input()[0][0];
        Sequential engine = Sequential.of(model).parallelism(1).compile(new SGD(), loss);
        float[] got = engine.gradients(Data.of(new float[][] {x}, new float[][] {y})).inputs()[0][0];
        for (int j = 0; j < K; j++) {
            assertTrue(Math.abs(got[j] - wanted[j]) <= Math.ulp((float) wanted[j]), loss + ": " + got[j] + " for " + wanted[j]);
        }
    }

    private static double[][][] rows(float[] row) {
        double[] wide = new double[K];
        for (int j = 0; j < K; j++) {
            wide[j] = row[j];
        }
        return new double[][][] {{wide}};
    }
}
