package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.LSTM;
import lstm4j.testing.Rule;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;

/** The adder of chapter 3, stateful: h is the sum of all x that a row has read since the last reset. */
class StatefulTest {
    private static final float[][][] ONES = {{{1}, {1}}, {{2}, {2}}};

    private static Sequential adder() {
        Sequential model = Sequential.of(LSTM.units(1).stateful().activation(ActivationFunction.LINEAR)
                .recurrentActivation(ActivationFunction.LINEAR).batchInputShape(2, 2, 1));
        model.setWeights(new float[][][] {{{0, 0, 1, 0}}, {{0, 0, 0, 0}}, {{1, 1, 0, 1}}});
        return model;
    }

    @Test
    @Rule("LSTM-9")
    void everyCallGoesOnWhereTheOneBeforeEndedWhateverItWas() {
        Sequential model = adder().compile(new SGD().learningRate(0), Loss.MSE);
        assertArrayEquals(new float[][] {{2}, {4}}, model.predict(ONES));
        model.evaluate(ONES, new float[2]);
        model.fit(ONES, new float[2], Fit.epochs(2).shuffle(false));
        model.trainOnBatch(Data.of(ONES, new float[2]));
        assertArrayEquals(new float[][] {{12}, {24}}, model.predict(ONES));
        model.resetStates();
        assertArrayEquals(new float[][] {{2}, {4}}, model.predict(ONES));
    }

    @Test
    @Rule("LSTM-9")
    void aStateThatIsGivenComesBeforeTheOneThatIsKeptAndItsFinalStateIsKept() {
        Sequential model = adder();
        model.predict(ONES);
        State given = new State(new float[][] {{100}, {200}}, new float[][] {{100}, {200}});
        assertArrayEquals(new float[][][] {{{102}}, {{204}}}, model.predictAll(ONES, Map.of("lstm", given)).rows());
        assertArrayEquals(new float[][] {{104}, {208}}, model.predict(ONES));
    }

    @Test
    @Rule("LSTM-9")
    void severalBatchesOfOneCallAreReadOneAfterTheOther() {
        float[][][] twice = {ONES[0], ONES[1], ONES[0], ONES[1]};
        assertArrayEquals(new float[][] {{2}, {4}, {4}, {8}}, adder().predict(twice));
    }
}
