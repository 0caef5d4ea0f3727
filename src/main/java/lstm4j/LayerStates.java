package lstm4j;

import java.util.LinkedHashMap;
import java.util.Map;

import lstm4j.layer.Architecture;
import lstm4j.layer.LSTM;
import lstm4j.layer.RuleException;
import lstm4j.run.Samples;
import lstm4j.run.ShardedNetwork;
import lstm4j.run.States;

/** States between the caller's maps by layer name and the engine's arrays by layer number, checked on the way in. */
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
        throw new RuleException("DATA-9", "model", "one of " + String.join(", ", architecture.layers().stream().map(l -> l.name()).toList()),
                "layer " + name, "");
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
            if (!(architecture.layer(i) instanceof LSTM lstm)) {
                throw new RuleException("DATA-10", entry.getKey(), "an LSTM layer", architecture.layer(i).type(), "only an LSTM has a state");
            }
            requireShape(lstm, "h", entry.getValue().h(), N);
            requireShape(lstm, "c", entry.getValue().c(), N);
            states.set(i, entry.getValue().h(), entry.getValue().c());
        }
        return states;
    }

    private static void requireShape(LSTM lstm, String part, float[][] state, int N) {
        for (int r = 0; r < Math.max(N, state.length); r++) {
            if (state.length != N || state[r].length != lstm.units()) {
                throw new RuleException("DATA-10", lstm.name() + ", initial " + part, "(" + N + ", " + lstm.units() + "): a row of "
                        + lstm.units() + " for each sample", "(" + state.length + ", " + (state.length > r ? state[r].length : 0) + ")",
                        "h and c have one number for each unit");
            }
        }
    }

    static Map<String, State> named(Architecture architecture, States states) {
        Map<String, State> named = new LinkedHashMap<>();
        for (int i = 0; i < architecture.size(); i++) {
            if (states.has(i)) {
                named.put(architecture.layer(i).name(), new State(states.hidden(i), states.cell(i)));
            }
        }
        return named;
    }

    /** Predicts batch after batch of a stateful model's fixed size; the final states are those of the last batch. */
    static Outputs batches(Architecture architecture, ShardedNetwork network, Samples samples, States initial) {
        int B = architecture.inputShape().batch();
        float[][][] rows = new float[samples.size()][][];
        ShardedNetwork.Prediction last = null;
        for (int from = 0; from < samples.size(); from += B) {
            last = network.predict(samples, from, from + B, from == 0 ? initial : null);
            System.arraycopy(last.outputs(), 0, rows, from, B);
        }
        return new Outputs(rows, named(architecture, last.states()));
    }
}
