package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import lstm4j.layer.Dense;
import lstm4j.layer.Initializer;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.History;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;

/** Sample weights by hand: outputs 1, 2, 3 against 0 have losses 1, 4, 9 and, with weights 2, 0, 1, the sum 11. */
class SampleWeightTest {
    @Test
    @Rule({"LOSS-7", "FIT-18"})
    void weightsMultiplyLossAndGradientTheDivisorIsTheNumberOfRowsAndMetricsDoNotCare() {
        Sequential model = Sequential.of(Dense.units(1).useBias(false).kernelInitializer(Initializer.ONES).inputShape(1));
        model.compile(new SGD().learningRate(0.125), Loss.MSE, Metric.MSE);
        History history = model.fit(Data.of(new float[][] {{1}, {2}, {3}}, new float[3]),
                Fit.epochs(1).shuffle(false).sampleWeight(new float[] {2, 0, 1}));
        assertEquals(11.0 / 3, history.get("loss")[0], Budget.EXAMPLE_ENGINE.limit());
        assertEquals(14.0 / 3, history.get("mse")[0], Budget.EXAMPLE_ENGINE.limit());
        // d/dw of Σ w_i·(w·x)²/3 is (2·2·1 + 2·9)/3 = 22/3
        assertEquals(1 - 0.125 * 22 / 3, model.getWeights()[0][0][0], Budget.EXAMPLE_ENGINE.limit());
    }

    @Test
    @Rule("LOSS-7")
    void aWeightOfASampleCountsForEveryStepOfIt() {
        Sequential model = Sequential.of(Dense.units(1).useBias(false).kernelInitializer(Initializer.ONES).inputShape(2, 1));
        model.compile(new SGD().learningRate(0.125), Loss.MSE);
        float[][][] x = {{{1}, {2}}, {{3}, {4}}};
        model.fit(Data.of(x, new float[2][2][1]), Fit.epochs(1).sampleWeight(new float[] {1, 0}));
        // (1 + 4)/4 rows: the gradient is 2·(1 + 4)/4
        assertArrayEquals(new float[] {1 - 0.125f * 2.5f}, model.getWeights()[0][0]);
    }
}
