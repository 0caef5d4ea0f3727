package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;

import lstm4j.engine.Network;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.LSTM;
import lstm4j.layer.RuleException;
import lstm4j.run.ArraySamples;
import lstm4j.run.Job;
import lstm4j.run.Learning;
import lstm4j.run.Samples;
import lstm4j.run.ShardedNetwork;
import lstm4j.run.Shards;
import lstm4j.run.States;
import lstm4j.run.Totals;
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

    /** Of 64 rows two shards are made; the second one fails. */
    @Test
    @Rule("FIT-35")
    void aCallThatFailsInTheMiddleLeavesTheStatesAsTheyWere() {
        Architecture architecture = Architecture.of(List.of(LSTM.units(1).stateful().batchInputShape(64, 2, 1)));
        States kept = States.kept(architecture);
        Learning learning = new Learning(Loss.MSE, List.of(), 0, (workspace, first, rows) -> {
            if (first > 0) {
                throw new IllegalStateException("no more");
            }
        });
        Network network = new Network(architecture);
        network.weights()[0][0][2] = 1;
        ShardedNetwork sharded = new ShardedNetwork(network, new Shards(1), kept, learning);
        float[][][] x = new float[64][2][1];
        for (float[][] sample : x) {
            sample[1][0] = 1;
        }
        Samples samples = ArraySamples.labelled(architecture, Loss.MSE, x, new float[64], null);
        assertThrows(IllegalStateException.class, () -> sharded.gradients(new Job().on(samples, null, 0, 64), new Totals(List.of())));
        assertArrayEquals(new float[64][1], kept.parts(0)[1]);
        sharded.evaluate(new Job().on(samples, null, 0, 64), new Totals(List.of()));
        assertNotEquals(0, kept.parts(0)[1][0][0]);
        assertNotEquals(0, kept.parts(0)[1][63][0]);
    }

    @Test
    @Rule("LSTM-9")
    void severalBatchesOfOneCallAreReadOneAfterTheOther() {
        float[][][] twice = {ONES[0], ONES[1], ONES[0], ONES[1]};
        assertArrayEquals(new float[][] {{2}, {4}, {4}, {8}}, adder().predict(twice));
    }

    @Test
    @Rule("SHAPE-10")
    void aStepTakesOneBatchOnly() {
        Sequential model = adder();
        model.compile(new SGD(), Loss.MSE);
        Data twice = Data.of(new float[][][] {ONES[0], ONES[1], ONES[0], ONES[1]}, new float[4]);
        assertEquals("SHAPE-10", assertThrows(RuleException.class, () -> model.gradients(twice)).rule());
        assertEquals("SHAPE-10", assertThrows(RuleException.class, () -> model.trainOnBatch(twice)).rule());
    }
}
