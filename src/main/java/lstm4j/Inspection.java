package lstm4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.engine.Call;
import lstm4j.engine.Network;
import lstm4j.engine.Rows;
import lstm4j.engine.Workspace;
import lstm4j.layer.Architecture;
import lstm4j.layer.LSTM;
import lstm4j.run.CompiledNetwork;
import lstm4j.run.Samples;
import lstm4j.run.ShardedNetwork;
import lstm4j.run.Shards;
import lstm4j.run.States;
import lstm4j.run.Totals;
import lstm4j.run.WeightArrays;

/** Looks inside a model at work: all gradients of a batch, all gates of a sample. Makes its buffers anew for each look. */
final class Inspection {
    private Inspection() {
    }

    static Gradients gradients(Network network, CompiledNetwork compiled, int truncate, Shards shards, Samples samples) {
        Architecture architecture = network.architecture();
        int N = samples.size();
        float[][][] inputs = new float[N][samples.steps()][];
        Map<String, State> states = new LinkedHashMap<>();
        for (int i = 0; i < architecture.size(); i++) {
            if (architecture.layer(i) instanceof LSTM lstm) {
                states.put(lstm.name(), new State(new float[N][], new float[N][]));
            }
        }
        ShardedNetwork.Sink sink = (workspace, first, R) -> {
            for (int r = 0; r < R; r++) {
                for (int s = 0; s < samples.steps(); s++) {
                    inputs[first + r][s] = workspace.inputGradient()[s][r].clone();
                }
                for (int i = 0; i < architecture.size(); i++) {
                    if (architecture.layer(i) instanceof LSTM lstm) {
                        states.get(lstm.name()).h()[first + r] = workspace.hiddenGradient(i)[r].clone();
                        states.get(lstm.name()).c()[first + r] = workspace.cellGradient(i)[r].clone();
                    }
                }
            }
        };
        ShardedNetwork sharded = new ShardedNetwork(network, shards, 0, compiled.loss(), List.of(), truncate,
                new States(architecture), sink);
        Totals totals = new Totals(0);
        float[][][] weights = sharded.gradients(samples, null, 0, N, false, 0, null, totals);
        scale(inputs, sharded.scale());
        for (State state : states.values()) {
            scale(new float[][][] {state.h(), state.c()}, sharded.scale());
        }
        return new Gradients(totals.loss(), WeightArrays.of(weights), inputs, states);
    }

    /** Sums over a batch become means. */
    private static void scale(float[][][] arrays, float scale) {
        for (float[][] array : arrays) {
            for (float[] row : array) {
                Rows.scale(row, scale, row.length);
            }
        }
    }

    static List<Trace> trace(Network network, float[][] sample) {
        Workspace workspace = new Workspace(network, 1, true, false, 0);
        float[][][] x = new float[sample.length][][];
        for (int s = 0; s < x.length; s++) {
            x[s] = new float[][] {sample[s]};
        }
        workspace.forward(x, x.length, 1, new Call());
        List<Trace> traces = new ArrayList<>();
        Architecture architecture = network.architecture();
        for (int i = 0; i < architecture.size(); i++) {
            if (architecture.layer(i) instanceof LSTM lstm) {
                int T = workspace.stepsInto(i);
                float[][][] parts = new float[6][T][];
                for (int k = 0; k < T; k++) {
                    float[][] step = workspace.step(i, k, 0);
                    for (int part = 0; part < 6; part++) {
                        parts[part][k] = step[part].clone();
                    }
                }
                traces.add(new Trace(lstm.name(), parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]));
            }
        }
        return traces;
    }
}
