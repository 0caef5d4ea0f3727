package lstm4j.golden;

import java.util.Map;
import java.util.stream.Stream;

import lstm4j.layer.Conv1D;
import lstm4j.layer.Layer;
import lstm4j.layer.Normalization;
import lstm4j.layer.Pooling1D;
import lstm4j.testing.Budget;
import lstm4j.testing.Json;

/** Faulty windows and normalizations on the forward vectors of one such layer alone. */
final class WindowMutants {
    private WindowMutants() {
    }

    static Stream<Golden> tests() {
        return Stream.of("convolution", "normalization").flatMap(Golden::of).filter(test -> test.has("calls") && test.parts("model").size() == 1)
                .filter(test -> isOne(layer(test)));
    }

    private static Layer layer(Golden test) {
        return GoldenModel.architecture(test).layer(0);
    }

    private static boolean isOne(Layer layer) {
        return layer instanceof Conv1D || layer instanceof Pooling1D<?> || layer instanceof Normalization<?>;
    }

    static boolean fails(Golden test, WindowFault fault) {
        Map<String, Object> call = test.parts("calls").get(0);
        double[] actual = Flat.of(new FaultyWindows(fault).of(layer(test), GoldenData.doubles(GoldenData.weights(test)), GoldenData.tensor(call.get("x"))));
        double[] expected = Flat.doubles(Json.object(call.get("expected")).get("output"));
        return actual.length != expected.length || Flat.difference(test.id(), expected, actual) > Budget.GOLDEN_ENGINE_FORWARD.limit();
    }
}
