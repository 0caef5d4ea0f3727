package lstm4j.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import lstm4j.compile.Loss;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.LSTM;
import lstm4j.layer.Weight;
import lstm4j.oracle.State;
import lstm4j.testing.Budget;
import lstm4j.testing.Json;

/** Faulty back-propagation on the gradient vectors of one LSTM layer and the mean squared error. */
final class BackwardMutants {
    private BackwardMutants() {
    }

    static Stream<Golden> tests() {
        return Golden.of("gradients").filter(test -> !test.has("clip") && !test.part("inputs").containsKey("sample_weight")
                && GoldenModel.loss(test.part("loss")).kind() == Loss.Kind.MEAN_SQUARED_ERROR && isPlain(GoldenModel.architecture(test)));
    }

    private static boolean isPlain(Architecture model) {
        return model.size() == 1 && model.layer(0) instanceof LSTM lstm && lstm.activation() == ActivationFunction.TANH
                && lstm.recurrentActivation() == ActivationFunction.SIGMOID
                && model.weights(0).stream().map(Weight::regularizer).allMatch(penalty -> penalty.isNone());
    }

    static boolean fails(Golden test, BackwardFault fault) {
        LSTM layer = (LSTM) GoldenModel.architecture(test).layer(0);
        Map<String, Object> inputs = test.part("inputs");
        double[][][] x = GoldenData.tensor(inputs.get("x"));
        State first = GoldenData.states(inputs).getOrDefault(layer.name(), State.zeros(x.length, layer.units()));
        FaultyBackward backward = new FaultyBackward(layer, GoldenData.doubles(GoldenData.weights(test)), fault);
        backward.run(x, GoldenData.tensor(inputs.get("y")), first.h(), first.c());
        Map<String, Object> expected = Json.object(test.expected().get("gradients"));
        List<double[][]> weights = new ArrayList<>(List.of(backward.dKernel, backward.dRecurrent));
        if (layer.useBias()) {
            weights.add(new double[][] {backward.dBias});
        }
        double worst = Flat.difference(test.id(), Flat.weights(expected.get("weights")), Flat.of(weights.toArray(double[][][]::new)));
        worst = Math.max(worst, Flat.difference(test.id(), Flat.doubles(expected.get("x")), Flat.of(backward.dx)));
        if (expected.containsKey("initial_states")) {
            Map<String, Object> states = Json.object(expected.get("initial_states"));
            worst = Math.max(worst, Flat.difference(test.id(), Flat.state(states, layer.name(), "h"), Flat.of(backward.dh0)));
            worst = Math.max(worst, Flat.difference(test.id(), Flat.state(states, layer.name(), "c"), Flat.of(backward.dc0)));
        }
        return worst > Budget.GOLDEN_ENGINE_GRADIENT.limit();
    }
}
