package lstm4j.spec;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.Outputs;
import lstm4j.Sequential;
import lstm4j.State;
import lstm4j.Trace;
import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.Weight;
import lstm4j.oracle.Forward;
import lstm4j.oracle.LayerTrace;
import lstm4j.oracle.Options;
import lstm4j.oracle.Oracle;
import lstm4j.oracle.OracleGradients;
import lstm4j.oracle.OracleLabels;
import lstm4j.oracle.OracleOptimizer;
import lstm4j.oracle.Step;
import lstm4j.testing.Numbers;
import lstm4j.train.Data;
import lstm4j.train.SGD;

/** Everything an example can ask for, computed by the oracle or by the engine, under the names the examples use. */
final class ExampleRun {
    private ExampleRun() {
    }

    static Map<String, double[][][]> onOracle(Example example) {
        Map<String, double[][][]> found = new HashMap<>();
        Architecture architecture = example.architecture();
        Oracle oracle = Oracle.of(architecture);
        double[][][] weights = example.weights(architecture);
        Options options = Options.NONE.truncate(example.count("truncate", Integer.MAX_VALUE));
        for (Layer layer : withState(architecture)) {
            if (example.has(layer.name() + "/h0")) {
                options = options.initialState(layer.name(), new lstm4j.oracle.OracleState(initialState(example, layer)));
            }
        }
        Forward forward = oracle.forward(weights, example.tensor("x"), options);
        if (example.has("x again")) {
            Map<String, lstm4j.oracle.OracleState> kept = new LinkedHashMap<>(forward.finalStates());
            withState(architecture).stream().filter(layer -> !layer.isStateful()).forEach(layer -> kept.remove(layer.name()));
            forward = oracle.forward(weights, example.tensor("x again"), options.initialStates(kept));
        }
        found.put("output", forward.output());
        for (Layer layer : withState(architecture)) {
            LayerTrace trace = forward.layer(layer.name());
            putStates(found, layer.name() + "/final_", "", layer, trace.finalState().parts());
            Map<String, double[][]> parts = new LinkedHashMap<>();
            for (int k = 0; k < trace.steps().size(); k++) {
                Step step = trace.steps().get(k);
                Map<String, double[][]> all = new LinkedHashMap<>(step.parts());
                all.put("z", step.z());
                for (Map.Entry<String, double[][]> part : all.entrySet()) {
                    parts.computeIfAbsent(part.getKey(), name -> new double[trace.steps().size()][])[k] = part.getValue()[0];
                }
            }
            parts.forEach((part, rows) -> found.put(layer.name() + "/" + part, new double[][][] {rows}));
        }
        if (example.has("loss")) {
            gradients(example, architecture, found);
        }
        return found;
    }

    private static void gradients(Example example, Architecture architecture, Map<String, double[][][]> found) {
        Oracle oracle = Oracle.of(architecture);
        OracleLabels labels = example.loss().isSparse() ? OracleLabels.classes(classes(example)) : OracleLabels.rows(example.tensor("y"));
        double[][][] weights = example.weights(architecture);
        Options options = Options.NONE.truncate(example.count("truncate", Integer.MAX_VALUE));
        OracleGradients g = oracle.gradients(weights, example.tensor("x"), example.loss(), labels, options);
        found.put("loss", new double[][][] {{{g.loss()}}});
        found.put("d x", g.input());
        putWeights(found, "d ", architecture, g.weights());
        g.initialStates().forEach((name, state) -> {
            putStates(found, "d " + name + "/", "0", layer(architecture, name), state.parts());
        });
        if (example.has("optimizer")) {
            OracleOptimizer optimizer = OracleOptimizer.of(example.optimizer());
            for (int step = 0; step < example.count("steps", 1); step++) {
                weights = optimizer.step(weights, oracle.gradients(weights, example.tensor("x"), example.loss(), labels, options).weights());
            }
            putWeights(found, "after ", architecture, weights);
        }
    }

    static Map<String, double[][][]> onEngine(Example example) {
        Map<String, double[][][]> found = new HashMap<>();
        Architecture architecture = example.architecture();
        Sequential model = Sequential.of(architecture).parallelism(1).truncate(example.count("truncate", 0));
        model.setWeights(Numbers.floats(example.weights(architecture)));
        Map<String, State> initial = new HashMap<>();
        for (Layer layer : withState(architecture)) {
            if (example.has(layer.name() + "/h0")) {
                initial.put(layer.name(), new State(Numbers.floats(initialState(example, layer))));
            }
        }
        float[][][] x = Numbers.floats(example.tensor("x"));
        List<Trace> traces = initial.isEmpty() && !withState(architecture).isEmpty() ? model.trace(x[0]) : List.of();
        Outputs outputs = model.predictAll(data(architecture, x), initial);
        if (example.has("x again")) {
            outputs = model.predictAll(data(architecture, Numbers.floats(example.tensor("x again"))), Map.of());
        }
        found.put("output", doubles(outputs.rows()));
        outputs.states().forEach((name, state) -> {
            putStates(found, name + "/final_", "", layer(architecture, name), doubles(state.parts()));
        });
        for (Trace trace : traces) {
            trace.parts().forEach((part, rows) -> found.put(trace.layer() + "/" + part, doubles(new float[][][] {rows})));
        }
        if (example.has("loss")) {
            training(example, model, data(architecture, x), found);
        }
        return found;
    }

    private static void training(Example example, Sequential model, Object x, Map<String, double[][][]> found) {
        Architecture architecture = model.architecture();
        boolean steps = architecture.outputShape().rank() == 3;
        Object y = example.loss().isSparse() ? steps ? classes(example) : Arrays.stream(classes(example)).mapToInt(row -> row[0]).toArray()
                : steps ? Numbers.floats(example.tensor("y")) : Arrays.stream(Numbers.floats(example.tensor("y"))).map(rows -> rows[0]).toArray(float[][]::new);
        model.compile(example.has("optimizer") ? example.optimizer() : new SGD(), example.loss());
        lstm4j.Gradients g = model.gradients(Data.ofArrays(x, y));
        found.put("loss", new double[][][] {{{g.loss()}}});
        found.put("d x", doubles(g.inputs()));
        putWeights(found, "d ", architecture, doubles(g.weights()));
        g.initialStates().forEach((name, state) -> {
            putStates(found, "d " + name + "/", "0", layer(architecture, name), doubles(state.parts()));
        });
        if (example.has("optimizer")) {
            for (int step = 0; step < example.count("steps", 1); step++) {
                model.trainOnBatch(Data.ofArrays(x, y));
            }
            putWeights(found, "after ", architecture, doubles(model.getWeights()));
        }
    }

    private static Object data(Architecture architecture, float[][][] x) {
        return architecture.inputShape().rank() == 3 ? x : Arrays.stream(x).map(rows -> rows[0]).toArray(float[][]::new);
    }

    private static List<Layer> withState(Architecture architecture) {
        return architecture.layers().stream().filter(layer -> !layer.stateNames().isEmpty()).toList();
    }

    private static Layer layer(Architecture architecture, String name) {
        return architecture.layers().stream().filter(layer -> layer.name().equals(name)).findFirst().orElseThrow();
    }

    /** {@code lstm/h0} and {@code lstm/c0}, {@code gru/h0}. */
    private static double[][][] initialState(Example example, Layer layer) {
        return layer.stateNames().stream().map(part -> Example.rowsOf(example.text(layer.name() + "/" + part + "0"))).toArray(double[][][]::new);
    }

    private static void putStates(Map<String, double[][][]> found, String before, String behind, Layer layer, double[][][] parts) {
        for (int part = 0; part < parts.length; part++) {
            found.put(before + layer.stateNames().get(part) + behind, new double[][][] {parts[part]});
        }
    }

    private static int[][] classes(Example example) {
        return Arrays.stream(example.tensor("y")).map(rows -> Arrays.stream(rows).mapToInt(row -> (int) row[0]).toArray()).toArray(int[][]::new);
    }

    private static void putWeights(Map<String, double[][][]> found, String before, Architecture architecture, double[][][] arrays) {
        int n = 0;
        for (int i = 0; i < architecture.size(); i++) {
            for (Weight weight : architecture.weights(i)) {
                found.put(before + architecture.layer(i).name() + "/" + weight.name(), new double[][][] {arrays[n++]});
            }
        }
    }

    private static double[][][] doubles(float[][][] arrays) {
        double[][][] result = new double[arrays.length][][];
        for (int n = 0; n < arrays.length; n++) {
            result[n] = new double[arrays[n].length][];
            for (int r = 0; r < arrays[n].length; r++) {
                result[n][r] = new double[arrays[n][r].length];
                for (int j = 0; j < arrays[n][r].length; j++) {
                    result[n][r][j] = arrays[n][r][j];
                }
            }
        }
        return result;
    }
}
