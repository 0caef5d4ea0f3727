package lstm4j.golden;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.Gradients;
import lstm4j.Outputs;
import lstm4j.Sequential;
import lstm4j.State;
import lstm4j.testing.Budget;
import lstm4j.testing.Json;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.Loss;
import lstm4j.train.SGD;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The float engine on the golden vectors, against Keras in double. */
class EngineAgainstKerasTest {
    static Stream<Golden> forward() {
        return Stream.of("lstm_forward", "recurrent_forward", "models", "around_forward", "embedding", "layers_small", "convolution", "normalization").flatMap(Golden::of).filter(test -> test.has("calls"));
    }

    /** Those without weights of samples and initial states, which {@link Sequential#gradients} does not take. */
    static Stream<Golden> gradients() {
        return Stream.of("gradients", "recurrent_gradients", "around_gradients", "embedding", "layers_small", "convolution", "normalization").flatMap(Golden::of).filter(test -> test.has("inputs"))
                .filter(test -> !test.part("inputs").containsKey("sample_weight"))
                .filter(test -> !test.part("inputs").containsKey("initial_states"));
    }

    static Stream<Golden> training() {
        return Stream.of("training", "embedding", "layers_small", "convolution", "normalization").flatMap(Golden::of).filter(test -> test.has("batches"));
    }

    @ParameterizedTest
    @MethodSource("forward")
    void outputsAndStatesAreThoseOfKeras(Golden test) {
        Sequential model = model(test);
        for (Map<String, Object> call : test.parts("calls")) {
            if (call.containsKey("reset_states")) {
                model.resetStates();
            }
            Outputs outputs = model.predictAll(GoldenData.samples(call.get("x")), GoldenData.floatStates(call));
            Map<String, Object> expected = Json.object(call.get("expected"));
            Flat.assertClose(test.id(), Flat.doubles(expected.get("output")), Flat.of(outputs.rows()), Budget.GOLDEN_ENGINE_FORWARD);
            if (expected.containsKey("states")) {
                Map<String, Object> states = Json.object(expected.get("states"));
                for (String layer : states.keySet()) {
                    State state = outputs.states().get(layer);
                    List<String> names = GoldenData.stateNames(model.architecture(), layer);
                    for (int part = 0; part < names.size(); part++) {
                        Flat.assertClose(test.id() + " " + names.get(part), Flat.state(states, layer, names.get(part)),
                                Flat.of(state.parts()[part]), Budget.GOLDEN_ENGINE_FORWARD);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("gradients")
    void gradientsAreThoseOfKeras(Golden test) {
        Loss loss = GoldenModel.loss(test.part("loss"));
        Map<String, Object> inputs = test.part("inputs");
        Sequential model = model(test).compile(new SGD(), loss);
        Gradients actual = model.gradients(Data.ofArrays(GoldenData.samples(inputs.get("x")), GoldenData.labels(test, inputs)));
        Map<String, Object> expected = Json.object(test.expected().get("gradients"));
        Flat.assertClose(test.id() + " loss", Flat.doubles(test.expected().get("loss")), new double[] {actual.loss()}, Budget.GOLDEN_ENGINE_GRADIENT);
        Flat.assertClose(test.id() + " by weights", Flat.weights(expected.get("weights")), Flat.of(withZeros(actual.weights(), model.getWeights())), Budget.GOLDEN_ENGINE_GRADIENT);
        Flat.assertClose(test.id() + " by x", Flat.doubles(expected.get("x")), Flat.of(actual.inputs()), Budget.GOLDEN_ENGINE_GRADIENT);
    }

    /** The gradients, with zeros in place of those of weights that do not learn, which are not made. */
    private static float[][][] withZeros(float[][][] gradients, float[][][] weights) {
        float[][][] all = gradients.clone();
        for (int w = 0; w < all.length; w++) {
            all[w] = all[w].length > 0 ? all[w] : new float[weights[w].length][weights[w][0].length];
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("training")
    void twentyStepsOfTrainingAreThoseOfKeras(Golden test) {
        Sequential model = model(test).compile(GoldenModel.optimizer(test.part("optimizer")), GoldenModel.loss(test.part("loss")));
        List<Map<String, Object>> batches = test.parts("batches");
        double[] losses = Flat.doubles(test.expected().get("losses"));
        double[] actual = new double[losses.length];
        Map<Integer, Object> after = TrainingSteps.after(test);
        for (int step = 1; step <= losses.length; step++) {
            actual[step - 1] = train(model, test, batches.get((step - 1) % batches.size()));
            if (after.containsKey(step)) {
                Flat.assertClose(test.id() + " after " + step, Flat.weights(after.get(step)), Flat.of(model.getWeights()), Budget.GOLDEN_ENGINE_TRAINING);
            }
        }
        Flat.assertClose(test.id() + " losses", losses, actual, Budget.GOLDEN_ENGINE_TRAINING);
    }

    private static double train(Sequential model, Golden test, Map<String, Object> batch) {
        Object x = GoldenData.samples(batch.get("x"));
        Object y = GoldenData.labels(test, batch);
        if (!batch.containsKey("sample_weight")) {
            return model.trainOnBatch(Data.ofArrays(x, y));
        }
        float[] weights = Json.row(batch.get("sample_weight"));
        return model.fit(Data.ofArrays(x, y), Fit.epochs(1).batchSize(weights.length).shuffle(false).sampleWeight(weights)).get("loss")[0];
    }

    private static Sequential model(Golden test) {
        Sequential model = Sequential.of(GoldenModel.architecture(test)).parallelism(1);
        model.setWeights(GoldenData.weights(test));
        return model;
    }
}
