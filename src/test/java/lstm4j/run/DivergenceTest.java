package lstm4j.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import lstm4j.Sequential;
import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.testing.Rule;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;

/** Where numbers that are not finite began is said once, with what helps. */
class DivergenceTest {
    private static List<String> warnings(Runnable training) {
        List<String> heard = new ArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord record) {
                heard.add(record.getMessage());
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        Logger logger = Logger.getLogger("lstm4j");
        logger.addHandler(listener);
        try {
            training.run();
        } finally {
            logger.removeHandler(listener);
        }
        return heard;
    }

    private static Sequential model() {
        return Sequential.of(LSTM.units(2).inputShape(2, 1), Dense.units(1)).seed(1).compile(new SGD().learningRate(1e30), Loss.MSE);
    }

    private static final float[][][] X = {{{1}, {2}}, {{-1}, {0.5f}}};

    @Test
    @Rule("FIT-34")
    void weightsThatOverflow() {
        assertEquals(List.of("[FIT-34] the loss is not finite at step 3: lstm/kernel is not finite since the update of step 2. Look for very large numbers"
                + " in the data; try a smaller learning rate, or clipnorm(1) on the optimizer."), warnings(() -> model().fit(X, new float[] {1, 2}, Fit.epochs(5))));
    }

    @Test
    @Rule("FIT-34")
    void outputsThatOverflowThoughAllWeightsAreFinite() {
        Sequential model = Sequential.of(Dense.units(1).inputShape(2)).compile(new SGD(), Loss.MSE);
        model.setWeights(new float[][][] {{{3e38f}, {3e38f}}, {{0}}});
        assertEquals(List.of("[FIT-34] the loss is not finite at step 1: all weights are finite, and the first gradient that is not is that of dense/kernel."
                + " Look for very large numbers in the data; try a smaller learning rate, or clipnorm(1) on the optimizer."),
                warnings(() -> model.fit(Data.of(new float[][] {{1, 1}}, new float[] {1}), Fit.epochs(2))));
    }
}
