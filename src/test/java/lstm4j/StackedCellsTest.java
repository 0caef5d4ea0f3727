package lstm4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import lstm4j.layer.Dense;
import lstm4j.layer.GRU;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.layer.RNN;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.layer.SimpleRNN;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import lstm4j.train.Adam;
import lstm4j.train.Data;
import lstm4j.train.Loss;
import lstm4j.train.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Cells one on top of the other in one layer, as a user meets them. */
class StackedCellsTest {
    private final SplittableRandom random = new SplittableRandom(15);
    private final float[][][] x = Numbers.tensor(random, 40, 5, 2, 1);
    private final float[][] y = Numbers.rows(random, 40, 3, 1);

    private static RNN cells() {
        return RNN.of(LSTM.units(4), GRU.units(2), SimpleRNN.units(3));
    }

    @Test
    @Rule("STACK-1")
    void theyLearnBitForBitWhatAsManyLayersLearn() {
        x[0][3] = new float[2]; // masked
        Sequential stack = Sequential.of(Masking.value(0).inputShape(5, 2), cells().returnSequences(), RNN.of(LSTM.units(3)).goBackwards());
        Sequential chain = Sequential.of(Masking.value(0).inputShape(5, 2), LSTM.units(4).returnSequences(), GRU.units(2).returnSequences(),
                SimpleRNN.units(3).returnSequences(), LSTM.units(3).goBackwards());
        chain.setWeights(stack.getWeights());
        for (Sequential model : List.of(stack, chain)) {
            model.compile(new Adam().learningRate(0.05), Loss.MSE);
            model.trainOnBatch(Data.of(x, y));
            model.trainOnBatch(Data.of(x, y));
        }
        assertArrayEquals(chain.getWeights(), stack.getWeights());
        assertArrayEquals(chain.predict(x), stack.predict(x));
    }

    @Test
    @Rule("FRZ-1")
    void aFrozenCellKeepsItsWeightsAndGradientsGoThroughIt() {
        Sequential stack = Sequential.of(RNN.of(LSTM.units(4), GRU.units(2).trainable(false), LSTM.units(3)).inputShape(5, 2)).seed(6);
        Sequential chain = Sequential.of(LSTM.units(4).returnSequences().inputShape(5, 2), GRU.units(2).trainable(false).returnSequences(), LSTM.units(3));
        float[][][] before = stack.getWeights();
        chain.setWeights(before);
        for (Sequential model : List.of(stack, chain)) {
            model.compile(new Adam().learningRate(0.05), Loss.MSE).trainOnBatch(Data.of(x, y));
        }
        assertArrayEquals(chain.getWeights(), stack.getWeights());
        assertArrayEquals(before[3], stack.getWeights()[3]);
        assertTrue(!Arrays.deepEquals(before[0], stack.getWeights()[0]));
    }

    @Test
    @Rule("STACK-2")
    void whatBelongsToTheWholeIsRefusedOnACell() {
        refused("STACK-2", () -> RNN.of());
        for (LSTM cell : List.of(LSTM.units(2).returnSequences(), LSTM.units(2).returnState(), LSTM.units(2).goBackwards(), LSTM.units(2).stateful(),
                LSTM.units(2).zeroOutputForMask(true))) {
            refused("STACK-2", () -> RNN.of(LSTM.units(2), cell));
        }
        refused("SHAPE-4", () -> Sequential.of(cells().inputShape(2)));
        refused("SHAPE-9", () -> Sequential.of(cells().returnState().inputShape(5, 2), Dense.units(1)));
    }

    @Test
    @Rule("STACK-3")
    void theStateIsThatOfTheFirstCellAndThenOfTheNext() {
        Sequential model = Sequential.of(cells().inputShape(Shape.ANY, 2)).seed(3);
        assertEquals(List.of("lstm_cell_h", "lstm_cell_c", "gru_cell_h", "simple_rnn_cell_h"), model.architecture().layer(0).stateNames());
        State end = model.predictAll(x, Map.of()).states().get("rnn");
        assertArrayEquals(new int[] {4, 4, 2, 3}, Arrays.stream(end.parts()).mapToInt(part -> part[0].length).toArray());
        assertArrayEquals(model.predict(x), end.parts()[3]);
        float[][][] first = steps(0, 2), rest = steps(2, 5);
        State between = model.predictAll(first, Map.of()).states().get("rnn");
        assertArrayEquals(model.predict(x), model.predictAll(rest, Map.of("rnn", between)).states().get("rnn").parts()[3]);
    }

    private float[][][] steps(int from, int to) {
        return Arrays.stream(x).map(sample -> Arrays.copyOfRange(sample, from, to)).toArray(float[][][]::new);
    }

    @Test
    @Rule("STACK-3")
    void aStatefulStackGoesOnAndOneStepAtATimeIsTheSame() {
        Sequential model = Sequential.of(cells().stateful().batchInputShape(40, 1, 2), Dense.units(1)).seed(3);
        Sequential whole = Sequential.of(cells().inputShape(5, 2), Dense.units(1));
        whole.setWeights(model.getWeights());
        Predictor predictor = whole.predictor();
        float[] now = new float[1];
        float[][] last = {};
        for (int t = 0; t < 5; t++) {
            last = model.predict(steps(t, t + 1));
            predictor.step(x[0][t], now);
        }
        assertArrayEquals(whole.predict(x), last);
        assertArrayEquals(last[0], now);
        RuleException refused = assertThrows(RuleException.class, () -> Sequential.of(cells().goBackwards().inputShape(5, 2)).predictor().step(now, now));
        assertTrue(refused.getMessage().contains("rnn with goBackwards()"), refused.getMessage());
    }

    @Test
    @Rule("STACK-4")
    void theFirstCellDropsWhatTheLayerWouldAndTheOthersOtherNumbers() {
        Sequential stack = Sequential.of(RNN.of(SimpleRNN.units(8), LSTM.units(3).dropout(0.5)).inputShape(5, 2)).seed(4);
        Sequential chain = Sequential.of(SimpleRNN.units(8).returnSequences().inputShape(5, 2), LSTM.units(3).dropout(0.5)).seed(4);
        Sequential first = Sequential.of(RNN.of(SimpleRNN.units(8).dropout(0.5)).inputShape(5, 2), Dense.units(3)).seed(4);
        Sequential alone = Sequential.of(SimpleRNN.units(8).dropout(0.5).inputShape(5, 2), Dense.units(3)).seed(4);
        chain.setWeights(stack.getWeights());
        alone.setWeights(first.getWeights());
        for (Sequential model : List.of(stack, chain, first, alone)) {
            model.compile(new SGD(), Loss.MSE).trainOnBatch(Data.of(x, y));
        }
        assertTrue(!Arrays.deepEquals(chain.getWeights(), stack.getWeights()), "cell 1 draws for layer 2^20, the chain's second layer for layer 1");
        assertArrayEquals(alone.getWeights(), first.getWeights());
    }

    @Test
    void savedAndLoadedItIsTheSame(@TempDir Path folder) throws IOException {
        Layer frozen = RNN.of(LSTM.units(4).dropout(0.25), GRU.units(2).trainable(false), LSTM.units(3).useBias(false)).goBackwards().inputShape(5, 2);
        Sequential model = Sequential.of(frozen).seed(4).compile(new Adam(), Loss.MSE);
        model.trainOnBatch(Data.of(x, y));
        for (String name : List.of("m.keras", "m.h5", "m.safetensors")) {
            model.save(folder.resolve(name));
            Sequential back = Sequential.load(folder.resolve(name));
            assertArrayEquals(model.getWeights(), back.getWeights(), name);
            assertArrayEquals(model.predict(x), back.predict(x), name);
            assertEquals(model.architecture().trainableCount(), back.architecture().trainableCount(), name);
            assertEquals(model.architecture().layer(0).stateNames(), back.architecture().layer(0).stateNames());
        }
    }

    private static void refused(String rule, Executable made) {
        assertEquals(rule, assertThrows(RuleException.class, made).rule());
    }
}
