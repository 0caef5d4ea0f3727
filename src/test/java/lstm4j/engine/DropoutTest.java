package lstm4j.engine;

import static lstm4j.testing.Numbers.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Dropout;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.testing.Budget;
import lstm4j.testing.Rule;

/** The factors that dropout multiplies by, made visible: ones go in, and the layer around them does nothing else. */
class DropoutTest {
    private static final int R = 32;
    private static final int S = 25;
    private static final int F = 40;

    private static Call call(long iteration, boolean training) {
        Call call = new Call();
        call.training = training;
        call.seed = 9;
        call.iteration = iteration;
        return call;
    }

    private static float[][][] ones(int S) {
        float[][][] ones = new float[S][R][F];
        Arrays.stream(ones).flatMap(Arrays::stream).forEach(row -> Arrays.fill(row, 1));
        return ones;
    }

    private static float[][][] copy(float[][][] steps, int S) {
        return Arrays.stream(steps).limit(S).map(rows -> Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new)).toArray(float[][][]::new);
    }

    /** The output of an LSTM whose h is its candidate: i = o = 1, f = 0 and linear functions; the candidate is x·I or h'·I. */
    private static float[][][] factors(LSTM lstm, boolean recurrent, Call call) {
        Network network = new Network(Architecture.of(List.of((Layer) lstm.activation(ActivationFunction.LINEAR)
                .recurrentActivation(ActivationFunction.LINEAR).returnSequences().inputShape(S, F))));
        for (int j = 0; j < F; j++) {
            network.weights()[recurrent ? 1 : 0][j][2 * F + j] = 1;
            network.weights()[2][0][j] = 1;
            network.weights()[2][0][3 * F + j] = 1;
        }
        Workspace workspace = new Workspace(network, R, true, false, 0);
        workspace.startFrom(0, new float[][][] {ones(1)[0], new float[R][F]}, 0, R);
        return copy(workspace.forward(ones(S), S, R, call), S);
    }

    private static void assertRate(float[][] factors, double rate) {
        float kept = 1 / (1 - (float) rate);
        int dropped = 0;
        int all = 0;
        for (float[] row : factors) {
            for (float factor : row) {
                assertTrue(factor == 0 || factor == kept, "factor " + factor);
                dropped += factor == 0 ? 1 : 0;
                all++;
            }
        }
        assertEquals(rate, (double) dropped / all, 5 * Math.sqrt(rate * (1 - rate) / all));
    }

    @Rule("LSTM-11")
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9})
    void inputsOfAnLstmAreDroppedAtTheirRateAndTheSameOnesAtEveryStep(double rate) {
        float[][][] factors = factors(LSTM.units(F).dropout(rate), false, call(0, true));
        assertRate(factors[0], rate);
        for (float[][] step : factors) {
            assertSameBits(factors[0], step, "the same at every step");
        }
        assertFalse(Arrays.equals(factors[0][0], factors[0][1]), "rows have masks of their own");
    }

    /** With rate ½ the factors are 0 and 2: after step k what is left is 2^(k + 1), in the same places. */
    @Rule("LSTM-12")
    @Test
    void previousOutputsAreDroppedAtTheSamePlacesAtEveryStep() {
        float[][][] outputs = factors(LSTM.units(F).recurrentDropout(0.5), true, call(0, true));
        assertRate(outputs[0], 0.5);
        for (int s = 1; s < S; s++) {
            for (int r = 0; r < R; r++) {
                for (int j = 0; j < F; j++) {
                    assertEquals(2 * outputs[s - 1][r][j], outputs[s][r][j]);
                }
            }
        }
    }

    @Rule("DENSE-6")
    @Test
    void everyTrainingStepDropsOthers() {
        float[][][] first = factors(LSTM.units(F).dropout(0.5), false, call(1, true));
        assertSameBits(first, factors(LSTM.units(F).dropout(0.5), false, call(1, true)), "the same iteration");
        assertFalse(Arrays.deepEquals(first, factors(LSTM.units(F).dropout(0.5), false, call(2, true))));
    }

    @Test
    void theMasksOfInputAndPreviousOutputHaveNothingToDoWithEachOther() {
        float[][] input = factors(LSTM.units(F).dropout(0.5), false, call(1, true))[0];
        float[][] recurrent = factors(LSTM.units(F).recurrentDropout(0.5), true, call(1, true))[0];
        int equal = 0;
        for (int r = 0; r < R; r++) {
            for (int j = 0; j < F; j++) {
                equal += input[r][j] == recurrent[r][j] ? 1 : 0;
            }
        }
        assertEquals(0.5, (double) equal / (R * F), 5 * 0.5 / Math.sqrt(R * F));
    }

    @Rule({"LSTM-10", "LSTM-12"})
    @Test
    void nothingIsDroppedWhilePredictingNorAtARateOfOneInAnLstm() {
        assertSameBits(ones(S), factors(LSTM.units(F).dropout(0.5), false, call(0, false)), "predicting");
        assertSameBits(ones(S), factors(LSTM.units(F).dropout(1), false, call(0, true)), "rate 1");
        assertSameBits(ones(S), factors(LSTM.units(F).recurrentDropout(1), true, call(0, true)), "recurrent rate 1");
    }

    /** A Dropout layer draws for every step anew. */
    @Rule("DENSE-4")
    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5})
    void aDropoutLayerDropsAtItsRateAndElsewhereAtEveryStep(double rate) {
        float[][][] factors = layer(rate, call(3, true));
        for (float[][] step : factors) {
            assertRate(step, rate);
        }
        for (int s = 1; s < S; s++) {
            assertFalse(Arrays.deepEquals(factors[0], factors[s]));
        }
        double all = Arrays.stream(factors).flatMap(Arrays::stream).mapToDouble(row -> {
            double sum = 0;
            for (float factor : row) {
                sum += factor;
            }
            return sum;
        }).sum();
        assertEquals(1, all / (R * S * F), 4 * Budget.STATISTICS.limit(), "the mean stays");
        assertSameBits(ones(S), layer(rate, call(3, false)), "predicting");
    }

    @Rule("DENSE-4")
    @Test
    void aDropoutLayerOfRateOneDropsEverything() {
        assertSameBits(new float[S][R][F], layer(1, call(0, true)), "rate 1");
    }

    private static float[][][] layer(double rate, Call call) {
        Workspace workspace = new Workspace(new Network(Architecture.of(List.of((Layer) Dropout.rate(rate).inputShape(S, F)))), R, true, false, 0);
        return copy(workspace.forward(ones(S), S, R, call), S);
    }

    /** Shards of a batch get the rows of its mask: row 5 of a shard that begins at row 20 is row 25. */
    @Rule({"DENSE-6", "PAR-9"})
    @Test
    void aShardTakesItsRowsOfTheMask() {
        float[][][] whole = layer(0.5, call(0, true));
        Call shard = call(0, true);
        shard.firstRow = 20;
        assertSameBits(whole[4][25], layer(0.5, shard)[4][5], "row 25");
    }
}
