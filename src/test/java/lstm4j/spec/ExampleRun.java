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
import lstm4j.layer.LSTM;
import lstm4j.layer.Weight;
import lstm4j.oracle.Forward;
import lstm4j.oracle.LayerTrace;
import lstm4j.oracle.Options;
import lstm4j.oracle.Oracle;
import lstm4j.oracle.OracleGradients;
import lstm4j.oracle.OracleLabels;
import lstm4j.oracle.OracleOptimizer;
import lstm4j.oracle.Step;
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
        for (LSTM lstm : lstms(architecture)) {
            if (example.has(lstm.name() + "/h0")) {
                options = options.initialState(lstm.name(), new lstm4j.oracle.OracleState(Example.rowsOf(example.text(lstm.name() + "/h0")),
                        Example.rowsOf(example.text(lstm.name() + "/c0"))));
            }
        }
        Forward forward = oracle.forward(weights, example.tensor("x"), options);
        if (example.has("x again")) {
            Map<String, lstm4j.oracle.OracleState> kept = new LinkedHashMap<>(forward.finalStates());
            lstms(architecture).stream().filter(lstm -> !lstm.isStateful()).forEach(lstm -> kept.remove(lstm.name()));
            forward = oracle.forward(weights, example.tensor("x again"), options.initialStates(kept));
        }
        found.put("output", forward.output());
        for (LSTM lstm : lstms(architecture)) {
            LayerTrace trace = forward.layer(lstm.name());
            found.put(lstm.name() + "/final_h", new double[][][] {trace.finalState().h()});
            found.put(lstm.name() + "/final_c", new double[][][] {trace.finalState().c()});
            double[][][] parts = new double[7][trace.steps().size()][];
            for (int k = 0; k < trace.steps().size(); k++) {
                Step step = trace.steps().get(k);
                double[][][] all = {step.z(), step.i(), step.f(), step.g(), step.o(), step.c(), step.h()};
                for (int part = 0; part < 7; part++) {
                    parts[part][k] = all[part][0];
                }
            }
            putParts(found, lstm.name(), "zifgoch", parts);
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
            found.put("d " + name + "/h0", new double[][][] {state.h()});
            found.put("d " + name + "/c0", new double[][][] {state.c()});
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
        model.setWeights(floats(example.weights(architecture)));
        Map<String, State> initial = new HashMap<>();
        for (LSTM lstm : lstms(architecture)) {
            if (example.has(lstm.name() + "/h0")) {
                initial.put(lstm.name(), new State(floats(example.tensor(lstm.name() + "/h0"))[0],
                        floats(example.tensor(lstm.name() + "/c0"))[0]));
            }
        }
        float[][][] x = floats(example.tensor("x"));
        List<Trace> traces = initial.isEmpty() && !lstms(architecture).isEmpty() ? model.trace(x[0]) : List.of();
        Outputs outputs = model.predictAll(data(architecture, x), initial);
        if (example.has("x again")) {
            outputs = model.predictAll(data(architecture, floats(example.tensor("x again"))), Map.of());
        }
        found.put("output", doubles(outputs.rows()));
        outputs.states().forEach((name, state) -> {
            found.put(name + "/final_h", doubles(new float[][][] {state.h()}));
            found.put(name + "/final_c", doubles(new float[][][] {state.c()}));
        });
        for (Trace trace : traces) {
            putParts(found, trace.layer(), "ifgoch",
                    doubles(new float[][][] {trace.i(), trace.f(), trace.g(), trace.o(), trace.c(), trace.h()}));
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
                : steps ? floats(example.tensor("y")) : Arrays.stream(floats(example.tensor("y"))).map(rows -> rows[0]).toArray(float[][]::new);
        model.compile(example.has("optimizer") ? example.optimizer() : new SGD(), example.loss());
        lstm4j.Gradients g = model.gradients(Data.ofArrays(x, y));
        found.put("loss", new double[][][] {{{g.loss()}}});
        found.put("d x", doubles(g.inputs()));
        putWeights(found, "d ", architecture, doubles(g.weights()));
        g.initialStates().forEach((name, state) -> {
            found.put("d " + name + "/h0", doubles(new float[][][] {state.h()}));
            found.put("d " + name + "/c0", doubles(new float[][][] {state.c()}));
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

    private static List<LSTM> lstms(Architecture architecture) {
        return architecture.layers().stream().filter(LSTM.class::isInstance).map(LSTM.class::cast).toList();
    }

    private static int[][] classes(Example example) {
        return Arrays.stream(example.tensor("y")).map(rows -> Arrays.stream(rows).mapToInt(row -> (int) row[0]).toArray()).toArray(int[][]::new);
    }

    private static void putParts(Map<String, double[][][]> found, String layer, String names, double[][][] parts) {
        for (int part = 0; part < parts.length; part++) {
            found.put(layer + "/" + names.charAt(part), new double[][][] {parts[part]});
        }
    }

    private static void putWeights(Map<String, double[][][]> found, String before, Architecture architecture, double[][][] arrays) {
        int n = 0;
        for (int i = 0; i < architecture.size(); i++) {
            for (Weight weight : architecture.weights(i)) {
                found.put(before + architecture.layer(i).name() + "/" + weight.name(), new double[][][] {arrays[n++]});
            }
        }
    }

    private static float[][][] floats(double[][][] arrays) {
        float[][][] result = new float[arrays.length][][];
        for (int n = 0; n < arrays.length; n++) {
            result[n] = new float[arrays[n].length][];
            for (int r = 0; r < arrays[n].length; r++) {
                result[n][r] = new float[arrays[n][r].length];
                for (int j = 0; j < arrays[n][r].length; j++) {
                    result[n][r][j] = (float) arrays[n][r][j];
                }
            }
        }
        return result;
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
