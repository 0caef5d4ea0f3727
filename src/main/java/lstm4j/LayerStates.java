package lstm4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.engine.Network;
import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.run.Job;
import lstm4j.run.Samples;
import lstm4j.run.ShardedPredictor;
import lstm4j.run.States;
import lstm4j.run.WeightArrays;

/** States between the caller's maps by layer name and the engine's arrays by layer number, checked on the way in; weights that another model's layers of the same names have. */
final class LayerStates {
    private LayerStates() {
    }

    /** Number of the layer of this name, else [DATA-9]. */
    static int index(Architecture architecture, String name) {
        for (int i = 0; i < architecture.size(); i++) {
            if (architecture.layer(i).name().equals(name)) {
                return i;
            }
        }
        throw new RuleException("DATA-9", "model", "one of " + String.join(", ", architecture.layers().stream().map(l -> l.name()).collect(Collectors.toList())),
                "layer " + name, "");
    }

    /** The arrays of a network themselves, as layers of the same names in another model need them; else [DATA-9], or [DATA-8] where they are others. */
    static float[][][] shared(Network network, Architecture other) {
        List<float[][]> shared = new ArrayList<>();
        for (int i = 0; i < other.size(); i++) {
            if (!other.weights(i).isEmpty()) {
                int lender = index(network.architecture(), other.layer(i).name());
                WeightArrays.requireSame(other.layer(i).name(), other.weights(i), network.architecture().weights(lender));
                shared.addAll(List.of(network.weights()).subList(network.firstArray(lender), network.firstArray(lender + 1)));
            }
        }
        return shared.toArray(new float[0][][]);
    }

    /** Number of the stateful layer of this name, else [DATA-9]. */
    static int stateful(Architecture architecture, States kept, String name) {
        int i = index(architecture, name);
        if (!kept.has(i)) {
            throw new RuleException("DATA-9", name, "a stateful LSTM layer", "a layer that keeps no state",
                    "stateful() on the layer, with batchInputShape(B, T, F)");
        }
        return i;
    }

    /** The initial states given for N samples, else [DATA-10]. */
    static States checked(Architecture architecture, Map<String, State> given, int N) {
        States states = new States(architecture);
        for (Map.Entry<String, State> entry : given.entrySet()) {
            int i = index(architecture, entry.getKey());
            requireState(architecture.layer(i), entry.getValue().parts(), N);
            states.set(i, entry.getValue().parts());
        }
        return states;
    }

    /** Requires the parts that stateful layer i keeps, else [DATA-10]. */
    static void requireKept(Architecture architecture, States kept, int i, float[][][] parts) {
        if (i < 0 || i >= architecture.size() || !kept.has(i)) {
            throw new RuleException("DATA-10", "states", "those of stateful layers", "one of layer number " + i, "");
        }
        requireState(architecture.layer(i), parts, architecture.inputShape(i).batch());
    }

    private static void requireState(Layer layer, float[][][] state, int N) {
        List<String> names = layer.stateNames();
        if (names.isEmpty()) {
            throw new RuleException("DATA-10", layer.name(), "a layer with a state, as an LSTM", layer.type(), "a " + layer.type() + " has no state");
        }
        if (state.length != names.size()) {
            throw new RuleException("DATA-10", layer.name() + ", initial state", String.join(" and ", names), state.length + " arrays", "");
        }
        for (int part = 0; part < state.length; part++) {
            requireShape(layer.name() + ", initial " + names.get(part), state[part], N, layer.stateSizes()[part],
                    String.join(" and ", names));
        }
    }

    private static void requireShape(String place, float[][] state, int N, int U, String names) {
        for (int r = 0; r < Math.max(N, state.length); r++) {
            if (state.length != N || state[r].length != U) {
                throw new RuleException("DATA-10", place, "(" + N + ", " + U + "): a row of " + U + " for each sample",
                        "(" + state.length + ", " + (state.length > r ? state[r].length : 0) + ")",
                        names + " have one number for each unit");
            }
        }
    }

    static Map<String, State> named(Architecture architecture, States states) {
        Map<String, State> named = new LinkedHashMap<>();
        for (int i = 0; i < architecture.size(); i++) {
            if (states.has(i)) {
                named.put(architecture.layer(i).name(), new State(states.parts(i)));
            }
        }
        return named;
    }

    /** Predicts batch after batch of a stateful model's fixed size; the final states are those of the last batch. */
    static Outputs batches(Architecture architecture, ShardedPredictor network, Samples samples, States initial) {
        int B = architecture.inputShape().batch();
        float[][][] rows = new float[(int) samples.size()][][];
        ShardedPredictor.Prediction last = null;
        for (int from = 0; from < samples.size(); from += B) {
            last = network.predict(new Job().on(samples, null, from, from + B).beginning(from == 0 ? initial : null));
            System.arraycopy(last.outputs(), 0, rows, from, B);
        }
        return new Outputs(rows, named(architecture, last.states()));
    }
}
