package lstm4j.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Map;

import lstm4j.oracle.Forward;
import lstm4j.oracle.Options;
import lstm4j.oracle.Oracle;
import lstm4j.oracle.OracleGradients;
import lstm4j.oracle.OracleLabels;
import lstm4j.testing.Budget;
import lstm4j.train.Loss;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With every switch off, check's own pass and the oracle compute the same. */
class TwinTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void outputsStatesLossAndGradientsAreThoseOfTheOracle(int seed) {
        RandomPlan model = new RandomPlan(seed, seed % 2 == 0, seed % 3 == 0);
        Options options = Options.NONE.initialStates(model.states);
        Oracle oracle = Oracle.of(model.architecture);
        Forward forward = oracle.forward(model.weights, model.x, options);
        List<LayerTap> taps = Twin.run(model.plan);
        equal(forward.output(), taps.get(taps.size() - 1).output());
        double[][][] moved = java.util.Arrays.stream(forward.output()).map(FastRows::copy).toArray(double[][][]::new);
        for (double[][] sample : moved) {
            sample[0][0] += 0.5;
        }
        OracleLabels labels = OracleLabels.rows(moved);
        OracleGradients expected = oracle.gradients(model.weights, model.x, Loss.MSE, labels, options);
        Arrays3 out = new Arrays3();
        double[][][] weights = new TrainingCase(Loss.MSE, labels, null, 1).gradients(model.plan, taps, out);
        equal(expected.weights(), weights);
        equal(expected.input(), out.get("d_input"));
        for (Map.Entry<String, lstm4j.oracle.OracleState> state : expected.initialStates().entrySet()) {
            equal(TrainingCase.samples(state.getValue().h()), out.get(state.getKey() + "/d_h0"));
            equal(TrainingCase.samples(state.getValue().c()), out.get(state.getKey() + "/d_c0"));
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
