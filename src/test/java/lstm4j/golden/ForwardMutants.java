package lstm4j.golden;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.LSTM;
import lstm4j.layer.Layer;
import lstm4j.layer.Masking;
import lstm4j.oracle.OracleState;
import lstm4j.testing.Budget;
import lstm4j.testing.Json;

/** Faulty LSTM layers on the forward vectors. A test kills one if a float engine with this fault would fail it. */
final class ForwardMutants {
    private static final Set<ActivationFunction> KNOWN = EnumSet.of(ActivationFunction.TANH, ActivationFunction.SIGMOID,
            ActivationFunction.HARD_SIGMOID, ActivationFunction.SOFTSIGN, ActivationFunction.RELU, ActivationFunction.LINEAR, ActivationFunction.ELU);

    private ForwardMutants() {
    }

    static Stream<Golden> tests() {
        return Golden.of("lstm_forward").filter(test -> GoldenModel.architecture(test).layers().stream()
                .allMatch(layer -> !(layer instanceof LSTM lstm) || KNOWN.contains(lstm.activation()) && KNOWN.contains(lstm.recurrentActivation())));
    }

    static boolean fails(Golden test, LstmFault fault) {
        Architecture model = GoldenModel.architecture(test);
        Map<String, OracleState> kept = new HashMap<>();
        boolean different = false;
        for (Map<String, Object> call : test.parts("calls")) {
            if (call.containsKey("reset_states") && fault != LstmFault.STATE_NEVER_RESET) {
                kept.clear();
            }
            kept.putAll(GoldenData.states(call));
            different |= call(test, model, fault, call, kept);
            kept.keySet().retainAll(fault == LstmFault.STATE_NOT_KEPT ? List.of() : GoldenData.stateful(model));
        }
        return different;
    }

    private static boolean call(Golden test, Architecture model, LstmFault fault, Map<String, Object> call, Map<String, OracleState> states) {
        double[][][] weights = GoldenData.doubles(GoldenData.weights(test));
        double[][][] rows = GoldenData.tensor(call.get("x"));
        boolean[][] mask = null;
        int first = 0;
        for (int n = 0; n < model.size(); n++) {
            Layer layer = model.layer(n);
            if (layer instanceof Masking masking) {
                mask = mask(rows, masking.value(), fault);
                clear(rows, mask);
            }
            if (layer instanceof LSTM lstm) {
                int end = first + model.weights(n).size();
                OracleState state = state(states.get(layer.name()), rows.length, lstm.units(), fault);
                FaultyLstm.Result result = new FaultyLstm(lstm, Arrays.copyOfRange(weights, first, end), fault).forward(rows, mask, state.h(), state.c());
                states.put(layer.name(), new OracleState(result.h(), result.c()));
                rows = lstm.returnsSequences() ? result.outputs() : one(result.outputs(), fault);
                mask = lstm.returnsSequences() ? mask : null;
                first = end;
            }
        }
        return differs(test.id(), Json.object(call.get("expected")), rows, states);
    }

    private static boolean differs(String id, Map<String, Object> expected, double[][][] rows, Map<String, OracleState> states) {
        double worst = Flat.difference(id, Flat.doubles(expected.get("output")), Flat.of(rows));
        Map<String, Object> ends = Json.object(expected.get("states"));
        for (String layer : ends.keySet()) {
            worst = Math.max(worst, Flat.difference(id, Flat.state(ends, layer, "h"), Flat.of(states.get(layer).h())));
            worst = Math.max(worst, Flat.difference(id, Flat.state(ends, layer, "c"), Flat.of(states.get(layer).c())));
        }
        return worst > Budget.GOLDEN_ENGINE_FORWARD.limit();
    }

    private static OracleState state(OracleState given, int B, int U, LstmFault fault) {
        if (given == null || fault == LstmFault.INITIAL_STATE_IGNORED) {
            return OracleState.zeros(B, U, U);
        }
        double[][] h = Arrays.stream(given.h()).map(double[]::clone).toArray(double[][]::new);
        double[][] c = Arrays.stream(given.c()).map(double[]::clone).toArray(double[][]::new);
        if (fault == LstmFault.STATE_OF_ANOTHER_ROW) {
            Collections.reverse(Arrays.asList(h));
            Collections.reverse(Arrays.asList(c));
        }
        return fault == LstmFault.STATES_SWAPPED ? new OracleState(c, h) : new OracleState(h, c);
    }

    private static boolean[][] mask(double[][][] x, double value, LstmFault fault) {
        boolean[][] mask = new boolean[x.length][x[0].length];
        for (int b = 0; b < x.length; b++) {
            for (int t = 0; t < x[b].length; t++) {
                mask[b][t] = fault == LstmFault.MASK_BY_ANY_FEATURE ? Arrays.stream(x[b][t]).allMatch(number -> number != value)
                        : Arrays.stream(x[b][t]).anyMatch(number -> number != value);
            }
        }
        return mask;
    }

    private static void clear(double[][][] x, boolean[][] mask) {
        for (int b = 0; b < x.length; b++) {
            for (int t = 0; t < x[b].length; t++) {
                x[b][t] = mask[b][t] ? x[b][t] : new double[x[b][t].length];
            }
        }
    }

    /** The last output of every row, or with that fault the first. */
    private static double[][][] one(double[][][] outputs, LstmFault fault) {
        return Arrays.stream(outputs).map(steps -> new double[][] {steps[fault == LstmFault.ONLY_FIRST_OUTPUT ? 0 : steps.length - 1]})
                .toArray(double[][][]::new);
    }
}
