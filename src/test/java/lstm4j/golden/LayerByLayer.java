package lstm4j.golden;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import lstm4j.layer.Architecture;
import lstm4j.layer.Input;
import lstm4j.layer.Layer;
import lstm4j.layer.Shape;
import lstm4j.oracle.LayerTrace;
import lstm4j.oracle.Options;
import lstm4j.oracle.Oracle;
import lstm4j.oracle.OracleState;
import lstm4j.testing.Budget;
import lstm4j.testing.Json;

/** Forward vectors through the oracle, one layer alone after the other, so that one of them can be done wrong. */
final class LayerByLayer {
    /** What one layer makes of its input [B][T][F], the mask [B][T] or null, and the state or null. */
    interface Made {
        LayerTrace of(Layer layer, Shape input, double[][][] weights, double[][][] x, boolean[][] mask, OracleState state);
    }

    private LayerByLayer() {
    }

    /** A layer as it is. */
    static LayerTrace right(Layer layer, Shape input, double[][][] weights, double[][][] x, boolean[][] mask, OracleState state) {
        int[] sizes = new int[input.rank()];
        Arrays.setAll(sizes, input::get);
        sizes[0] = x.length;
        Architecture alone = Architecture.of(List.of(Input.batchShape(sizes), layer));
        Options options = Options.NONE.mask(mask);
        return Oracle.of(alone).forward(weights, x, state == null ? options : options.initialState(layer.name(), state)).layers().get(0);
    }

    /** The same trace with other outputs. */
    static LayerTrace with(LayerTrace trace, double[][][] output) {
        return new LayerTrace(trace.name(), trace.input(), trace.mask(), output, trace.outputMask(), trace.steps(), trace.finalState());
    }

    /** Whether a float engine that makes its layers so would fail the test. */
    static boolean fails(Golden test, Made made) {
        Architecture model = GoldenModel.architecture(test);
        Map<String, OracleState> kept = new HashMap<>();
        boolean different = false;
        for (Map<String, Object> call : test.parts("calls")) {
            if (call.containsKey("reset_states")) {
                kept.clear();
            }
            kept.putAll(GoldenData.states(call));
            double[][][] output = run(test, model, made, call, kept);
            different |= differs(test.id(), Json.object(call.get("expected")), output, kept, model);
            kept.keySet().retainAll(GoldenData.stateful(model));
        }
        return different;
    }

    private static double[][][] run(Golden test, Architecture model, Made made, Map<String, Object> call, Map<String, OracleState> states) {
        double[][][] weights = GoldenData.doubles(GoldenData.weights(test));
        double[][][] rows = GoldenData.tensor(call.get("x"));
        boolean[][] mask = null;
        int first = 0;
        for (int n = 0; n < model.size(); n++) {
            int end = first + model.weights(n).size();
            Layer layer = model.layer(n);
            LayerTrace trace = made.of(layer, model.inputShape(n), Arrays.copyOfRange(weights, first, end), rows, mask, states.get(layer.name()));
            rows = trace.output();
            mask = trace.outputMask();
            if (trace.finalState() != null) {
                states.put(layer.name(), trace.finalState());
            }
            first = end;
        }
        return rows;
    }

    private static boolean differs(String id, Map<String, Object> expected, double[][][] output, Map<String, OracleState> states, Architecture model) {
        double worst = difference(id, Flat.doubles(expected.get("output")), Flat.of(output));
        Map<String, Object> ends = expected.containsKey("states") ? Json.object(expected.get("states")) : Map.of();
        for (String layer : ends.keySet()) {
            List<String> parts = GoldenData.stateNames(model, layer);
            for (int part = 0; part < parts.size(); part++) {
                worst = Math.max(worst, difference(id, Flat.state(ends, layer, parts.get(part)), Flat.of(states.get(layer).parts()[part])));
            }
        }
        return worst > Budget.GOLDEN_ENGINE_FORWARD.limit();
    }

    private static double difference(String id, double[] expected, double[] actual) {
        return expected.length == actual.length ? Flat.difference(id, expected, actual) : Double.POSITIVE_INFINITY;
    }
}
