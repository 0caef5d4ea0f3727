package lstm4j;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.engine.Batch;
import lstm4j.engine.Buffers;
import lstm4j.engine.Call;
import lstm4j.engine.Network;
import lstm4j.engine.Rows;
import lstm4j.engine.Workspace;
import lstm4j.layer.Architecture;
import lstm4j.run.CompiledNetwork;
import lstm4j.run.Job;
import lstm4j.run.Learning;
import lstm4j.run.Samples;
import lstm4j.run.ShardedNetwork;
import lstm4j.run.Shards;
import lstm4j.run.States;
import lstm4j.run.Totals;
import lstm4j.run.WeightArrays;
import lstm4j.text.SummaryOptions;

/** Looks inside a model at work: all gradients of a batch, all gates of a sample. Makes its buffers anew for each look. */
final class Inspection {
    private Inspection() {
    }

    /** From given states on, or from zeros where they are null. */
    static Gradients gradients(Network network, CompiledNetwork compiled, int truncate, Shards shards, Samples samples, States initial) {
        Architecture architecture = network.architecture();
        int N = Math.toIntExact(samples.size());
        float[][][] inputs = new float[N][samples.steps()][];
        States dStates = States.all(architecture, N);
        Learning.Sink sink = (workspace, first, R) -> {
            for (int r = 0; r < R; r++) {
                for (int s = 0; s < samples.steps(); s++) {
                    inputs[first + r][s] = workspace.inputGradient()[s][r].clone();
                }
            }
            dStates.gradientsFrom(workspace, first, R);
        };
        ShardedNetwork sharded = new ShardedNetwork(network, shards, new States(architecture),
                new Learning(compiled.learning().loss(), List.of(), truncate, sink));
        Totals totals = new Totals(List.of());
        float[][][] weights = sharded.gradients(new Job().on(samples, null, 0, N).beginning(initial), totals);
        scale(inputs, sharded.scale());
        for (int i = 0; i < architecture.size(); i++) {
            if (dStates.has(i)) {
                scale(dStates.parts(i), sharded.scale());
            }
        }
        return new Gradients(totals.loss(), WeightArrays.of(weights), inputs, LayerStates.named(architecture, dStates));
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
        Batch batch = new Batch(1, Buffers.REAL);
        batch.reserve(sample.length, 0);
        batch.set(0, sample);
        workspace.forward(batch.x, batch.steps, 1, new Call());
        List<Trace> traces = new ArrayList<>();
        Architecture architecture = network.architecture();
        for (int i = 0; i < architecture.size(); i++) {
            Map<String, float[][]> parts = new LinkedHashMap<>();
            int T = workspace.stepsInto(i);
            for (int k = 0; k < T; k++) {
                for (Map.Entry<String, float[]> part : workspace.trace(i, k, 0).entrySet()) {
                    parts.computeIfAbsent(part.getKey(), name -> new float[T][])[k] = part.getValue();
                }
            }
            if (!parts.isEmpty()) {
                traces.add(new Trace(architecture.layer(i).name(), parts));
            }
        }
        return traces;
    }

    /** The options of a summary with the optimizer's numbers, once it has taken a step. */
    static SummaryOptions withOptimizer(CompiledNetwork compiled, SummaryOptions options) {
        if (compiled == null || compiled.optimizer().iteration() == 0) {
            return options;
        }
        long parameters = compiled.optimizer().parameterCount();
        return options.optimizer(parameters, 4 * parameters + 4); // Keras counts 4 bytes for each number and 8 for the step counter
    }
}
