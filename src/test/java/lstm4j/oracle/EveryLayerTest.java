package lstm4j.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import lstm4j.cli.ModelText;
import lstm4j.layer.Architecture;
import lstm4j.testing.Budget;
import lstm4j.testing.Numbers;
import lstm4j.testing.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models of the layers that {@link RandomCase} does not draw, one line each: dual numbers judge the oracle's gradients, the
 * oracle judges the engine's, and the engine's bits are the same for any number of threads.
 */
@Rule({"RV-1", "BI-1", "BI-3", "BI-4", "STACK-1", "STACK-3", "REG-1", "TD-1", "EMB-3", "EMB-4", "EMB-5", "CONV-1", "CONV-4", "CONV-5", "POOL-1", "POOL-4", "POOL-5", "RELU-1", "RELU-4", "SHUF-1", "SHUF-2", "SHUF-3", "DROP-1", "DROP-2",
    "LN-1", "LN-2", "BN-1", "BN-2", "NORM-2"})
class EveryLayerTest {
    private static final int SAMPLES = 3;
    private static final int MORE_THAN_A_SHARD = 70;
    private static final int STEPS = 4;

    static Stream<RandomCase> models() {
        return cases(SAMPLES);
    }

    static Stream<RandomCase> tallModels() {
        return cases(MORE_THAN_A_SHARD);
    }

    private static Stream<RandomCase> cases(int samples) {
        List<String> texts = List.of(
                "LSTM(3, input_shape=(4, 2)) RepeatVector(5) LSTM(2, return_sequences) Dense(2)",
                "Masking(input_shape=(4, 2)) LSTM(3) RepeatVector(1) Activation(tanh) LSTM(2)",
                "RepeatVector(3, input_shape=(3)) LSTM(2, return_sequences) Flatten Dense(2)",
                "Bidirectional(LSTM(3, return_sequences), input_shape=(4, 2)) Bidirectional(LSTM(2), merge_mode=sum) Dense(2)",
                "Masking(input_shape=(4, 2)) Bidirectional(LSTM(3, return_sequences, recurrent_activation=relu), merge_mode=mul) Flatten Dense(1)",
                "Masking(input_shape=(4, 2)) Bidirectional(LSTM(3, return_sequences), merge_mode=ave) Bidirectional(LSTM(2), backward_layer=LSTM(5, go_backwards, activation=softsign))",
                "Dense(3, input_shape=(4, 2)) Bidirectional(LSTM(3, go_backwards), backward_layer=LSTM(3), merge_mode=ave)",
                "Masking(input_shape=(4, 2)) Bidirectional(GRU(3, return_sequences), merge_mode=sum) Bidirectional(SimpleRNN(2))",
                "RNN([LSTM(3), GRU(2)], return_sequences, input_shape=(4, 2)) RNN([SimpleRNN(3)]) Dense(2)",
                "Masking(input_shape=(4, 2)) RNN([GRU(3), LSTM(2), SimpleRNN(3)], go_backwards, return_sequences) LSTM(2)",
                "Masking(input_shape=(4, 2)) RNN([LSTM(3), LSTM(2, recurrent_activation=relu)], go_backwards, return_sequences, zero_output_for_mask) Flatten Dense(1)",
                "ReLU(input_shape=(4, 2)) LSTM(3, return_sequences) ReLU(0.3, negative_slope=0.1, threshold=0.05) LSTM(3, return_sequences) ReLU(0.2) Dense(2)",
                "Masking(input_shape=(4, 2)) LSTM(3, return_sequences) LeakyReLU LSTM(3, return_sequences) ELU(0.7) Dense(2) ELU",
                "LSTM(3, return_sequences, input_shape=(4, 2)) PReLU PReLU(shared_axes=1) LSTM(3) PReLU Dense(2)",
                "PReLU(shared_axes=(1, 2), input_shape=(4, 2)) LSTM(3, return_sequences) PReLU(shared_axes=2) GRU(2)",
                "LSTM(6, input_shape=(4, 2)) Reshape((3, -1)) LSTM(2, return_sequences) Reshape((2, 3)) Dense(2) Reshape((4))",
                "Permute((2, 1), input_shape=(4, 2)) LSTM(3, return_sequences) Permute((2, 1)) Flatten Permute((1)) Dense(2)",
                "ZeroPadding1D((2, 1), input_shape=(4, 2)) LSTM(3, return_sequences) Cropping1D((1, 2)) GRU(2, return_sequences) UpSampling1D(3) Dense(2)",
                "LSTM(3, return_sequences, input_shape=(4, 2)) UpSampling1D ZeroPadding1D Cropping1D((0, 4)) LSTM(2)",
                "SpatialDropout1D(0.5, input_shape=(4, 2)) LSTM(3, return_sequences) SpatialDropout1D(0.5) GaussianNoise(0.25) LSTM(2) GaussianNoise(0.5) Dense(2)",
                "LSTM(3, return_sequences, input_shape=(4, 2)) ActivityRegularization(l1=0.5, l2=0.25) LSTM(2) ActivityRegularization(l2=0.125) Dense(2)",
                "Masking(input_shape=(4, 2)) ActivityRegularization(l1=0.125) GRU(3, return_sequences) TimeDistributed(ActivityRegularization(l2=0.5)) LSTM(2)",
                "Masking(input_shape=(4, 2)) LSTM(3, return_sequences) TimeDistributed(Dense(2, tanh)) LSTM(2, return_sequences) TimeDistributed(Activation(softmax))",
                "Conv1D(3, 2, padding=causal, dilation_rate=2, activation=tanh, input_shape=(4, 2)) LSTM(2, return_sequences) Conv1D(2, 3, padding=same, use_bias=False)",
                "Masking(input_shape=(4, 2)) Conv1D(3, 2, strides=2, activation=silu) MaxPooling1D(2, padding=same) LSTM(2)",
                "LSTM(3, return_sequences, input_shape=(4, 2)) AveragePooling1D(3, strides=1) Conv1D(2, 1, softmax)",
                "LSTM(3, return_sequences, input_shape=(4, 2)) MaxPooling1D(2, strides=1) GlobalMaxPooling1D Dense(2)",
                "Masking(input_shape=(4, 2)) LSTM(3, return_sequences) GlobalAveragePooling1D(keepdims) LSTM(2)",
                "Masking(input_shape=(4, 2)) Dense(3) LayerNormalization(epsilon=0.1) LSTM(2, return_sequences) LayerNormalization(center=False) Dense(1)",
                "Masking(input_shape=(4, 2)) BatchNormalization(scale=False) LSTM(3, return_sequences) BatchNormalization TimeDistributed(LayerNormalization()) LSTM(2)",
                "Embedding(5, 3, input_shape=(6)) LSTM(3, return_sequences) Dense(2)",
                "Embedding(4, 2, mask_zero, input_shape=(6)) Bidirectional(GRU(2, return_sequences)) SimpleRNN(3)",
                "Embedding(9, 2, mask_zero, input_shape=(5)) GlobalAveragePooling1D Dense(1)");
        return IntStream.range(0, texts.size()).mapToObj(n -> {
            Architecture architecture = Architecture.of(ModelText.layers(texts.get(n)));
            return new RandomCase(n, architecture, samples, architecture.inputShape().rank() == 2 ? 1 : STEPS);
        });
    }

    /** Data whose steps are sequences are given to the oracle row by row. */
    @Test
    @Rule("TD-3")
    void gradientsOfAnLstmAtEveryStepAreThoseOfDualNumbers() {
        Architecture model = Architecture.of(ModelText.layers("TimeDistributed(LSTM(3), input_shape=(4, 3, 2)) LSTM(2, name=after) Dense(1)"));
        OracleGradientProperties.compareWithDualNumbers(new RandomCase(7, model, SAMPLES, 4 * 3));
    }

    @ParameterizedTest
    @MethodSource("models")
    void gradientsOfTheOracleAreThoseOfDualNumbers(RandomCase model) {
        OracleGradientProperties.compareWithDualNumbers(model);
    }

    @ParameterizedTest
    @MethodSource("models")
    void gradientsOfTheEngineAreThoseOfTheOracle(RandomCase model) {
        compareEngineWithOracle(model);
    }

    static void compareEngineWithOracle(RandomCase model) {
        EngineCase data = new EngineCase(model);
        OracleGradients expected = data.expected();
        OracleGradients actual = data.actual(1);
        near(new double[][][] {{{expected.loss()}}}, new double[][][] {{{actual.loss()}}});
        near(expected.weights(), actual.weights());
        near(expected.input(), actual.input());
        assertEquals(expected.initialStates().keySet(), actual.initialStates().keySet());
        expected.initialStates().forEach((name, state) -> near(state.parts(), actual.initialStates().get(name).parts()));
    }

    @ParameterizedTest
    @MethodSource("tallModels")
    void theEngineGivesTheSameBitsForAnyNumberOfThreads(RandomCase model) {
        EngineCase data = new EngineCase(model);
        OracleGradients one = data.actual(1);
        near(data.expected().weights(), one.weights());
        OracleGradients three = data.actual(3);
        assertEquals(one.loss(), three.loss());
        for (int w = 0; w < one.weights().length; w++) {
            Numbers.assertSameBits(Numbers.floats(one.weights()[w]), Numbers.floats(three.weights()[w]), model.toString());
        }
    }

    private static void near(double[][][] expected, double[][][] actual) {
        assertEquals(expected.length, actual.length);
        double worst = 0;
        for (int n = 0; n < expected.length; n++) {
            if (actual[n].length == 0) { // of a weight that does not learn
                continue;
            }
            assertEquals(expected[n].length, actual[n].length);
            for (int r = 0; r < expected[n].length; r++) {
                for (int k = 0; k < expected[n][r].length; k++) {
                    worst = Math.max(worst, Math.abs(expected[n][r][k] - actual[n][r][k]) / Math.max(1, Math.abs(expected[n][r][k])));
                }
            }
        }
        assertTrue(worst <= Budget.ENGINE_EVERY_LAYER.limit(), "differs by " + worst);
    }
}
