package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;

import lstm4j.layer.Dense;
import lstm4j.layer.LSTM;
import lstm4j.layer.RuleException;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.LearningRateSchedule;
import lstm4j.train.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Messages that stand nowhere else, and that a refused call has changed nothing. */
class RefusalTest {
    private static void assertRefused(String message, Executable mistake) {
        assertEquals(message, assertThrows(RuleException.class, mistake).getMessage());
    }

    @Test
    void optionsOfLosses() {
        assertRefused("[LOSS-1] huber: expected a positive delta, got 0.0.", () -> Loss.huber(0));
        assertRefused("[LOSS-1] fromLogits: expected a loss that has this option, got mean_squared_error.", () -> Loss.MSE.fromLogits());
        assertRefused("[LOSS-1] labelSmoothing: expected a loss that has this option, got sparse_categorical_crossentropy.",
                () -> Loss.SPARSE_CATEGORICAL_CROSSENTROPY.labelSmoothing(0.1));
        assertRefused("[LOSS-1] categorical_crossentropy: expected label smoothing from 0 to 1, got 1.5.",
                () -> Loss.CATEGORICAL_CROSSENTROPY.labelSmoothing(1.5));
    }

    @Test
    void schedules() {
        assertRefused("[OPT-3] cosineDecay: expected at least 1 step, got 0.", () -> LearningRateSchedule.cosineDecay(1, 0, 0));
        assertRefused("[OPT-3] exponentialDecay: expected finite numbers of at least 0, got NaN.",
                () -> LearningRateSchedule.exponentialDecay(Double.NaN, 1, 0.5, false));
        assertRefused("[OPT-3] inverseTimeDecay: expected finite numbers of at least 0, got -1.0.",
                () -> LearningRateSchedule.inverseTimeDecay(0.1, 1, -1, false));
        assertRefused("[OPT-3] polynomialDecay: expected finite numbers of at least 0, got Infinity.",
                () -> LearningRateSchedule.polynomialDecay(0.1, 1, 0, Double.POSITIVE_INFINITY, false));
        assertRefused("[OPT-3] cosineDecayRestarts: expected periods that do not become shorter, tMul of at least 1, got 0.5.",
                () -> LearningRateSchedule.cosineDecayRestarts(0.1, 1, 0.5, 1, 0));
        assertRefused("[OPT-3] piecewiseConstant: expected boundaries that ascend, got [2, 2].",
                () -> LearningRateSchedule.piecewiseConstant(new long[] {2, 2}, new double[] {1, 2, 3}));
        assertRefused("[OPT-3] piecewiseConstant: expected 2 values for 1 boundaries, got 1.",
                () -> LearningRateSchedule.piecewiseConstant(new long[] {5}, new double[] {0.1}));
    }

    @Test
    void classWeightsThatAreInfiniteAsFloats() {
        assertRefused("[FIT-6] classWeight: expected a finite weight for class numbers from 0, got 0=1.0E300.",
                () -> Fit.epochs(1).classWeight(Map.of(0, 1e300)));
    }

    @Test
    void noThreads() {
        assertRefused("[PAR-1] parallelism: expected at least 1 thread, got 0.",
                () -> Sequential.of(Dense.units(1).inputShape(1)).parallelism(0));
    }

    @Test
    void labelsThatAreNoNumbers() {
        Sequential model = Sequential.of(Dense.units(2).inputShape(1)).compile(new Adam(), Loss.MSE);
        assertRefused("[DATA-7] y[1], number 0: expected a finite number, got NaN.",
                () -> model.trainOnBatch(Data.of(new float[2][1], new float[][] {{1, 2}, {Float.NaN, 4}})));
    }

    @Test
    void labelsThatKerasWouldBroadcast() {
        Sequential model = Sequential.of(Dense.units(3).inputShape(1)).compile(new Adam(), Loss.MSE);
        assertRefused("[DATA-4] y[0]: expected rows of 3 numbers, as the model's output has, got 1.",
                () -> model.trainOnBatch(Data.of(new float[2][1], new float[2][1])));
    }

    @Test
    @Rule("ERR-6")
    void aRefusedCallChangesNothing() {
        Sequential model = Sequential.of(LSTM.units(2).stateful().batchInputShape(2, 3, 1), Dense.units(2)).seed(3);
        model.compile(new Adam(), Loss.SPARSE_CATEGORICAL_CROSSENTROPY.fromLogits());
        float[][][] x = {{{1}, {2}, {3}}, {{4}, {5}, {6}}};
        model.fit(x, new int[] {0, 1}, Fit.epochs(1));
        float[][][] weights = model.getWeights();
        State state = model.state("lstm");
        assertThrows(RuleException.class, () -> model.fit(x, new int[] {0, 2}, Fit.epochs(1)));
        assertThrows(RuleException.class, () -> model.trainOnBatch(Data.of(x, new int[] {-1, 0})));
        assertThrows(RuleException.class, () -> model.predict(new float[3][3][1]));
        assertThrows(RuleException.class, () -> model.setWeights(new float[][][] {weights[0]}));
        float[][][] oneWrong = model.getWeights();
        oneWrong[0][0][0] += 1;
        oneWrong[4] = new float[1][7];
        assertThrows(RuleException.class, () -> model.setWeights(oneWrong));
        assertArrayEquals(weights, model.getWeights());
        assertArrayEquals(state.h(), model.state("lstm").h());
        assertArrayEquals(state.c(), model.state("lstm").c());
        assertEquals(1, model.optimizer().iteration());
    }
}
