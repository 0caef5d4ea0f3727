package lstm4j;

import static lstm4j.testing.Json.list;
import static lstm4j.testing.Json.object;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;
import lstm4j.layer.Initializer;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.testing.Budget;
import lstm4j.testing.Json;
import lstm4j.testing.Rule;
import lstm4j.testing.Shared;

/**
 * The eleven cases of Keras's own LSTM test: inputs 0, 1, 2, …, constant weights, expected numbers from Keras's source.
 * Constant weights are blind to the order of gates; the golden vectors of testdata are not.
 */
@Rule("LSTM-2")
class KerasLiteralTest {
    private static LSTM lstm(int units) {
        return LSTM.units(units).kernelInitializer(Initializer.constant(0.01)).recurrentInitializer(Initializer.constant(0.02))
                .biasInitializer(Initializer.constant(0.03));
    }

    /** 0, 1, 2, … as (B, T, F). */
    private static float[][][] arange(int B, int T, int F) {
        float[][][] x = new float[B][T][F];
        for (int n = 0; n < B * T * F; n++) {
            x[n / (T * F)][n / F % T][n % F] = n;
        }
        return x;
    }

    private static Object expected(String name) {
        for (Object entry : list(Json.read(Shared.path("fixtures/literal/keras-lstm-test-cases.json")))) {
            if (object(entry).get("name").equals(name)) {
                return object(entry).get("expected");
            }
        }
        throw new AssertionError("no case " + name);
    }

    private static void check(String name, float[][] got) {
        check(Json.rows(expected(name)), got);
    }

    private static void check(float[][] expected, float[][] got) {
        for (int r = 0; r < expected.length; r++) {
            assertArrayEquals(expected[r], got[r], (float) Budget.KERAS_LITERAL.limit());
        }
    }

    @Test
    void forward() {
        check("correctness", Sequential.of(lstm(3).inputShape(6, 4)).predict(arange(3, 6, 4)));
    }

    @Test
    @Rule("LSTM-6")
    void backwards() {
        check("go_backwards", Sequential.of(lstm(3).goBackwards().inputShape(6, 4)).predict(arange(3, 6, 4)));
    }

    @Test
    @Rule("INIT-8")
    void withoutUnitForgetBias() {
        check("unit_forget_bias_false", Sequential.of(lstm(3).unitForgetBias(false).inputShape(6, 4)).predict(arange(3, 6, 4)));
    }

    @Test
    void withoutBias() {
        check("no_bias", Sequential.of(lstm(3).useBias(false).inputShape(6, 4)).predict(arange(3, 6, 4)));
    }

    @Test
    @Rule("LSTM-9")
    void theSecondCallOfAStatefulLayerAndAgainAfterAReset() {
        Sequential model = Sequential.of(lstm(4).stateful().batchInputShape(2, 3, 4));
        for (int round = 0; round < 2; round++) {
            model.predict(arange(2, 3, 4));
            check("stateful_2nd_call", model.predict(arange(2, 3, 4)));
            model.resetStates();
        }
    }

    @Test
    @Rule("LSTM-5")
    void fromAnInitialState() {
        float[][] state = {{0, 1}, {2, 3}};
        Map<String, State> initial = Map.of("lstm", new State(state, state));
        for (boolean backwards : new boolean[] {false, true}) {
            Sequential model = Sequential.of(lstm(2).goBackwards(backwards).inputShape(4, 3));
            float[][][] rows = model.predictAll(arange(2, 4, 3), initial).rows();
            check(backwards ? "initial_state_backwards" : "initial_state", new float[][] {rows[0][0], rows[1][0]});
        }
    }

    /** Keras passes the mask by hand; here the masked steps are filled with the value that a Masking layer looks for. */
    private static float[][][] masked(int[][] mask) {
        float[][][] x = arange(2, 4, 3);
        for (int n = 0; n < 2; n++) {
            for (int t = 0; t < 4; t++) {
                if (mask[n][t] == 0) {
                    Arrays.fill(x[n][t], -1);
                }
            }
        }
        return x;
    }

    private static Sequential masking(Layer layer) {
        return Sequential.of(Masking.value(-1).inputShape(4, 3), layer);
    }

    @Test
    @Rule("LSTM-8")
    void withAMask() {
        int[][] mask = {{1, 1, 1, 0}, {1, 1, 0, 0}};
        check("mask_last", masking(lstm(2)).predict(masked(mask)));
        for (boolean zero : new boolean[] {false, true}) {
            float[][][] got = masking(lstm(2).returnSequences().zeroOutputForMask(zero)).predictSequences(masked(mask));
            float[][][] expected = Json.tensor(expected(zero ? "mask_sequences_zero_output" : "mask_sequences"));
            check(expected[0], got[0]);
            check(expected[1], got[1]);
        }
    }

    @Test
    @Rule({"LSTM-8", "LSTM-6"})
    void backwardsWithAMask() {
        check("mask_backwards", masking(lstm(2).goBackwards()).predict(masked(new int[][] {{0, 1, 1, 1}, {0, 0, 1, 1}})));
    }
}
