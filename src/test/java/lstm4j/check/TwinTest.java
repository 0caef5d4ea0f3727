package lstm4j.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Map;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Dense;
import lstm4j.layer.Embedding;
import lstm4j.layer.GRU;
import lstm4j.layer.LSTM;
import lstm4j.layer.RepeatVector;
import lstm4j.layer.TimeDistributed;
import lstm4j.oracle.Forward;
import lstm4j.oracle.Options;
import lstm4j.oracle.Oracle;
import lstm4j.oracle.OracleGradients;
import lstm4j.oracle.OracleLabels;
import lstm4j.oracle.OracleState;
import lstm4j.testing.Budget;
import lstm4j.train.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With every switch off, check's own pass and the oracle compute the same. */
class TwinTest {
    @ParameterizedTest
    @ValueSource(strings = {"LSTM", "GRU", "SimpleRNN", "Bidirectional"})
    void outputsStatesLossAndGradientsAreThoseOfTheOracle(String type) {
        for (int seed = 1; seed <= 12; seed++) {
            compare(new RandomPlan(type, seed, seed % 2 == 0, seed % 3 == 0));
        }
    }

    @Test
    void layersAroundComputeWhatTheOracleDoes() {
        compare(new RandomPlan(List.of(Embedding.of(7, 3).maskZero(true).inputLength(5), GRU.units(4).trainable(false), RepeatVector.times(3), LSTM.units(3).returnSequences(),
                TimeDistributed.of(Dense.units(2).activation(ActivationFunction.TANH))), 1));
    }

    private static void compare(RandomPlan model) {
        Options options = Options.NONE.initialStates(model.states);
        Oracle oracle = Oracle.of(model.architecture);
        Forward forward = oracle.forward(model.weights, model.x, options);
        Twin twin = Twin.run(model.plan);
        equal(forward.output(), twin.output());
        double[][][] moved = java.util.Arrays.stream(forward.output()).map(FastRows::copy).toArray(double[][][]::new);
        for (double[][] sample : moved) {
            sample[0][0] += 0.5;
        }
        OracleLabels labels = OracleLabels.rows(moved);
        OracleGradients expected = oracle.gradients(model.weights, model.x, Loss.MSE, labels, options);
        Arrays3 out = new Arrays3();
        double[][][] weights = new TrainingCase(Loss.MSE, labels, null, 1).gradients(model.plan, twin, out);
        equal(expected.weights(), weights);
        equal(expected.input(), out.get("d_input"));
        for (Map.Entry<String, OracleState> state : expected.initialStates().entrySet()) {
            List<String> names = model.architecture.layers().stream().filter(layer -> layer.name().equals(state.getKey())).findFirst().orElseThrow().stateNames();
            for (int n = 0; n < names.size(); n++) {
                equal(TrainingCase.samples(state.getValue().parts()[n]), out.get(state.getKey() + "/d_" + names.get(n) + "0"));
            }
        }
    }

    private static void equal(double[][][] expected, double[][][] actual) {
        for (int n = 0; n < expected.length; n++) {
            for (int r = 0; r < expected[n].length; r++) {
                assertArrayEquals(expected[n][r], actual[n][r], Budget.ORACLE_CLOSED_FORM.limit());
            }
        }
    }
}
