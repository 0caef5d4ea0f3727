package lstm4j.golden;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.layer.Architecture;
import lstm4j.oracle.Forward;
import lstm4j.oracle.Options;
import lstm4j.oracle.Oracle;
import lstm4j.oracle.OracleGradients;
import lstm4j.oracle.OracleOptimizer;
import lstm4j.oracle.OracleState;
import lstm4j.oracle.Step;
import lstm4j.testing.Budget;
import lstm4j.testing.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle on every golden vector: what Keras computes in double. */
class OracleAgainstKerasTest {
    static Stream<Golden> forward() {
        return Stream.of("lstm_forward", "recurrent_forward", "models", "around_forward", "embedding", "layers_small", "convolution", "normalization").flatMap(Golden::of).filter(test -> test.has("calls"));
    }

    static Stream<Golden> gradients() {
        return Stream.of("gradients", "recurrent_gradients", "around_gradients", "embedding", "layers_small", "convolution", "normalization").flatMap(Golden::of).filter(test -> test.has("inputs"));
    }

    static Stream<Golden> training() {
        return Stream.of("training", "embedding", "layers_small", "convolution", "normalization").flatMap(Golden::of).filter(test -> test.has("batches"));
    }

    @ParameterizedTest
    @MethodSource("forward")
    void outputsStatesAndStepsAreThoseOfKeras(Golden test) {
        Architecture model = GoldenModel.architecture(test);
        double[][][] weights = GoldenData.doubles(GoldenData.weights(test));
        Map<String, OracleState> kept = new HashMap<>();
        for (Map<String, Object> call : test.parts("calls")) {
            if (call.containsKey("reset_states")) {
                kept.clear();
            }
            Map<String, OracleState> initial = new HashMap<>(kept);
            initial.putAll(GoldenData.states(call));
            Forward forward = Oracle.of(model).forward(weights, GoldenData.tensor(call.get("x")), Options.NONE.initialStates(initial));
            for (String layer : GoldenData.stateful(model)) {
                kept.put(layer, forward.finalStates().get(layer));
            }
            check(test, forward, Json.object(call.get("expected")));
        }
    }

    private static void check(Golden test, Forward forward, Map<String, Object> expected) {
        Flat.assertClose(test.id(), Flat.doubles(expected.get("output")), Flat.of(forward.output()), Budget.GOLDEN_ORACLE_FORWARD);
        if (expected.containsKey("states")) {
            Map<String, Object> states = Json.object(expected.get("states"));
            for (String layer : states.keySet()) {
                checkState(test, states, layer, forward.finalStates().get(layer), Budget.GOLDEN_ORACLE_FORWARD);
            }
        }
        if (expected.containsKey("trace")) {
            Json.object(expected.get("trace")).forEach((layer, steps) -> {
                List<Object> each = Json.list(steps);
                for (int k = 0; k < each.size(); k++) {
                    check(test.id() + " step " + k, Json.object(each.get(k)), forward.layer(layer).steps().get(k));
                }
            });
        }
    }

    private static void checkState(Golden test, Map<String, Object> states, String layer, OracleState state, Budget budget) {
        int part = 0;
        for (String name : Json.object(states.get(layer)).keySet()) {
            Flat.assertClose(test.id() + " " + name, Flat.state(states, layer, name), Flat.of(state.parts()[part++]), budget);
        }
    }

    private static void check(String what, Map<String, Object> expected, Step step) {
        expected.forEach((name, values) -> Flat.assertClose(what + " " + name, Flat.of(values),
                Flat.of(name.equals("z") ? step.z() : step.parts().get(name)), Budget.GOLDEN_ORACLE_FORWARD));
    }

    @ParameterizedTest
    @MethodSource("gradients")
    void gradientsAreThoseOfKeras(Golden test) {
        double[][][] weights = GoldenData.doubles(GoldenData.weights(test));
        Map<String, Object> inputs = test.part("inputs");
        OracleGradients actual = Oracle.of(GoldenModel.architecture(test)).gradients(weights, GoldenData.tensor(inputs.get("x")),
                GoldenModel.loss(test.part("loss")), GoldenData.oracleLabels(test, inputs), Options.NONE.initialStates(GoldenData.states(inputs)));
        Map<String, Object> expected = Json.object(test.expected().get("gradients"));
        Flat.assertClose(test.id() + " loss", Flat.doubles(test.expected().get("loss")), new double[] {actual.loss()}, Budget.GOLDEN_ORACLE_GRADIENT);
        Flat.assertClose(test.id() + " by weights", Flat.weights(expected.get("weights")), Flat.of(actual.weights()), Budget.GOLDEN_ORACLE_GRADIENT);
        Flat.assertClose(test.id() + " by x", Flat.doubles(expected.get("x")), Flat.of(actual.input()), Budget.GOLDEN_ORACLE_GRADIENT);
        if (expected.containsKey("initial_states")) {
            Map<String, Object> states = Json.object(expected.get("initial_states"));
            for (String layer : states.keySet()) {
                checkState(test, states, layer, actual.initialStates().get(layer), Budget.GOLDEN_ORACLE_GRADIENT);
            }
        }
        if (test.has("clip")) {
            double[][][] steps = OracleOptimizer.of(GoldenModel.optimizer(test.part("clip")).learningRate(1)).step(weights, actual.weights());
            double[] before = Flat.of(weights);
            double[] after = Flat.of(steps);
            for (int n = 0; n < after.length; n++) {
                after[n] = before[n] - after[n];
            }
            Flat.assertClose(test.id() + " clipped", Flat.weights(expected.get("clipped")), after, Budget.GOLDEN_ORACLE_GRADIENT);
        }
    }

    @ParameterizedTest
    @MethodSource("training")
    void twentyStepsOfTrainingAreThoseOfKeras(Golden test) {
        Architecture model = GoldenModel.architecture(test);
        double[][][] weights = GoldenData.doubles(GoldenData.weights(test));
        OracleOptimizer optimizer = OracleOptimizer.of(GoldenModel.optimizer(test.part("optimizer")), GoldenModel.architecture(test));
        List<Map<String, Object>> batches = test.parts("batches");
        double[] losses = Flat.doubles(test.expected().get("losses"));
        double[] actual = new double[losses.length];
        Map<Integer, Object> after = TrainingSteps.after(test);
        Map<String, OracleState> kept = new HashMap<>();
        for (int step = 1; step <= losses.length; step++) {
            Map<String, Object> batch = batches.get((step - 1) % batches.size());
            double[][][] x = GoldenData.tensor(batch.get("x"));
            Options options = Options.NONE.initialStates(kept).training();
            OracleGradients gradients = Oracle.of(model).gradients(weights, x, GoldenModel.loss(test.part("loss")),
                    GoldenData.oracleLabels(test, batch), options);
            Forward forward = Oracle.of(model).forward(weights, x, options);
            for (String layer : GoldenData.stateful(model)) {
                kept.put(layer, forward.finalStates().get(layer));
            }
            weights = optimizer.step(Oracle.of(model).moved(weights, forward, options), gradients.weights());
            actual[step - 1] = gradients.loss();
            if (after.containsKey(step)) {
                Flat.assertClose(test.id() + " after " + step, Flat.weights(after.get(step)), Flat.of(weights), Budget.GOLDEN_ORACLE_TRAINING);
            }
        }
        Flat.assertClose(test.id() + " losses", losses, actual, Budget.GOLDEN_ORACLE_TRAINING);
    }
}
