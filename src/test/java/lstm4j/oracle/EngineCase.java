package lstm4j.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.Sequential;
import lstm4j.engine.Generator;
import lstm4j.engine.Network;
import lstm4j.layer.Architecture;
import lstm4j.layer.GaussianNoise;
import lstm4j.layer.Layer;
import lstm4j.layer.Recurrent;
import lstm4j.layer.SpatialDropout1D;
import lstm4j.run.ArraySamples;
import lstm4j.run.Job;
import lstm4j.run.Learning;
import lstm4j.run.Samples;
import lstm4j.run.ShardedNetwork;
import lstm4j.run.Shards;
import lstm4j.run.States;
import lstm4j.run.Totals;
import lstm4j.testing.Numbers;
import lstm4j.train.Data;
import lstm4j.train.SGD;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;

/**
 * A {@link RandomCase} for the engine: all numbers rounded to floats, a weight for each sample instead of each step, and
 * dropout masks as the engine draws them, computed here from the rules LSTM-11, LSTM-12 and DENSE-6.
 */
final class EngineCase {
    private static final long ITERATION = 3;

    final RandomCase model;
    final Architecture architecture;
    final boolean dropout;

    EngineCase(long seed, int size, int samples) {
        this(new RandomCase(seed, size, samples));
    }

    EngineCase(RandomCase model) {
        this.model = model;
        for (double[][][] array : new double[][][][] {model.weights, model.x, model.rows == null ? new double[0][][] : model.rows}) {
            round(array);
        }
        model.states.values().forEach(state -> round(state.parts()));
        for (int b = 0; model.sampleWeights != null && b < model.B; b++) {
            Arrays.fill(model.sampleWeights[b], (float) model.sampleWeights[b][0]);
        }
        dropout = !model.inputDropout.isEmpty() || !model.recurrentDropout.isEmpty() || !model.dropout.isEmpty();
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < model.architecture.size(); i++) {
            layers.add(drawn(model.architecture.layer(i), i));
        }
        architecture = Architecture.of(layers);
    }

    /** Cases of a size, from any seed. */
    static Arbitrary<EngineCase> ofSize(int size) {
        return seeds().map(seed -> new EngineCase(seed, size, 0));
    }

    /** All seeds alike. */
    static Arbitrary<Long> seeds() {
        return Arbitraries.longs().withDistribution(RandomDistribution.uniform()).withoutEdgeCases();
    }

    private static void round(double[][][] arrays) {
        for (double[][] array : arrays) {
            for (double[] row : array) {
                for (int k = 0; k < row.length; k++) {
                    row[k] = (float) row[k];
                }
            }
        }
    }

    /** The layer with the rate that goes with the case's masks, which are drawn anew. */
    private Layer drawn(Layer layer, int i) {
        String name = layer.name();
        if (layer instanceof Recurrent<?> recurrent) {
            if (model.inputDropout.containsKey(name)) {
                recurrent = recurrent.dropout(0.5);
                model.inputDropout.put(name, factors(i, 0, model.architecture.inputShape(i).features()));
            }
            if (model.recurrentDropout.containsKey(name)) {
                recurrent = recurrent.recurrentDropout(0.5);
                model.recurrentDropout.put(name, factors(i, 1, recurrent.units()));
            }
            return recurrent;
        }
        if (layer.dropsNumbers() && dropout) { // all do or none, whatever the case says of this one
            double[][][] given = model.dropout.get(name);
            int steps = given != null ? given[0].length : model.architecture.inputShape(i).rank() == 2 ? 1 : model.T;
            double[][][] factors = new double[model.B][steps][];
            for (int s = 0; s < steps; s++) {
                int columns = model.architecture.inputShape(i).features();
                double[][] step = layer instanceof GaussianNoise noise ? noise(i, 2 + s, columns, noise.stddev())
                        : factors(i, layer instanceof SpatialDropout1D ? 2 : 2 + s, columns);
                for (int b = 0; b < model.B; b++) {
                    factors[b][s] = step[b];
                }
            }
            model.dropout.put(name, factors);
        }
        return layer;
    }

    private double[][] factors(int layer, int part, int columns) {
        long key = Generator.key(model.seed, Generator.DROPOUT, ITERATION, (long) layer << 32 | part);
        double[][] factors = new double[model.B][columns];
        for (int b = 0; b < model.B; b++) {
            for (int j = 0; j < columns; j++) {
                factors[b][j] = Generator.uniform(key, (long) b * columns + j) < 0.5 ? 0 : 2;
            }
        }
        return factors;
    }

    private double[][] noise(int layer, int part, int columns, double stddev) {
        long key = Generator.key(model.seed, Generator.DROPOUT, ITERATION, (long) layer << 32 | part);
        double[][] noise = new double[model.B][columns];
        for (int b = 0; b < model.B; b++) {
            for (int j = 0; j < columns; j++) {
                noise[b][j] = (float) (stddev * Generator.normal(key, (long) b * columns + j));
            }
        }
        return noise;
    }

    /** What the oracle says. */
    OracleGradients expected() {
        return Oracle.of(architecture).gradients(model.weights, model.x, model.loss, model.labels(), model.options());
    }

    /** What the engine says, as doubles. */
    OracleGradients actual(int threads) {
        Network network = new Network(architecture);
        copy(model.weights, network.weights());
        States initial = new States(architecture);
        States dh = new States(architecture);
        for (int i = 0; i < architecture.size(); i++) {
            OracleState state = model.states.get(architecture.layer(i).name());
            if (state != null) {
                initial.set(i, Numbers.floats(state.parts()));
                dh.set(i, Numbers.floats(state.parts())); // to be overwritten
            }
        }
        float[][][] dx = new float[model.B][model.T][];
        Learning.Sink sink = (workspace, first, R) -> {
            for (int r = 0; r < R; r++) {
                for (int t = 0; t < model.T; t++) {
                    dx[first + r][t] = workspace.inputGradient()[t][r].clone();
                }
            }
            dh.gradientsFrom(workspace, first, R);
        };
        int truncate = model.truncate == Integer.MAX_VALUE ? 0 : model.truncate;
        ShardedNetwork sharded = new ShardedNetwork(network, new Shards(threads), new States(architecture),
                new Learning(model.loss, List.of(), truncate, sink));
        Job job = new Job().on(samples(), null, 0, model.B).beginning(initial);
        if (dropout) {
            job.dropout(model.seed, ITERATION);
        }
        Totals totals = new Totals(List.of());
        double[][][] weights = doubles(sharded.gradients(job, totals), 1);
        Map<String, OracleState> states = new LinkedHashMap<>();
        for (int i = 0; i < architecture.size(); i++) {
            if (dh.has(i)) {
                states.put(architecture.layer(i).name(), new OracleState(doubles(dh.parts(i), sharded.scale())));
            }
        }
        return new OracleGradients(totals.loss(), weights, doubles(dx, sharded.scale()), states);
    }

    /** Whether the case is one that {@link Sequential#gradients} can be asked for: without dropout, weights of samples, initial states. */
    boolean isPlain() {
        return !dropout && model.sampleWeights == null && model.states.values().stream().allMatch(state ->
                Arrays.stream(state.parts()).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).allMatch(number -> number == 0));
    }

    /** What the model says that a user builds. */
    lstm4j.Gradients ofFacade() {
        Sequential sequential = Sequential.of(architecture).truncate(model.truncate == Integer.MAX_VALUE ? 0 : model.truncate);
        float[][][] weights = sequential.getWeights();
        copy(model.weights, weights);
        sequential.setWeights(weights);
        sequential.compile(new SGD(), model.loss);
        return sequential.gradients(Data.ofArrays(x(), y()));
    }

    private Samples samples() {
        float[] weights = null;
        if (model.sampleWeights != null) {
            weights = new float[model.B];
            for (int b = 0; b < model.B; b++) {
                weights[b] = (float) model.sampleWeights[b][0];
            }
        }
        return ArraySamples.labelled(architecture, model.loss, x(), y(), weights);
    }

    float[][][] x() {
        float[][][] x = new float[model.B][][];
        for (int b = 0; b < model.B; b++) {
            x[b] = Numbers.floats(model.x[b]);
        }
        return x;
    }

    /** The labels as a user gives them. */
    Object y() {
        boolean sequences = architecture.outputShape().rank() == 3;
        if (model.loss.isSparse()) {
            return sequences ? model.classes : Arrays.stream(model.classes).mapToInt(row -> row[0]).toArray();
        }
        float[][][] rows = new float[model.B][][];
        for (int b = 0; b < model.B; b++) {
            rows[b] = Numbers.floats(model.rows[b]);
        }
        return sequences ? rows : Arrays.stream(rows).map(row -> row[0]).toArray(float[][]::new);
    }

    private static void copy(double[][][] from, float[][][] to) {
        for (int w = 0; w < from.length; w++) {
            float[][] rows = Numbers.floats(from[w]);
            for (int r = 0; r < rows.length; r++) {
                System.arraycopy(rows[r], 0, to[w][r], 0, rows[r].length);
            }
        }
    }

    private static double[][][] doubles(float[][][] arrays, float scale) {
        double[][][] doubles = new double[arrays.length][][];
        for (int n = 0; n < arrays.length; n++) {
            doubles[n] = new double[arrays[n].length][];
            for (int r = 0; r < arrays[n].length; r++) {
                doubles[n][r] = new double[arrays[n][r].length];
                for (int k = 0; k < arrays[n][r].length; k++) {
                    doubles[n][r][k] = arrays[n][r][k] * scale;
                }
            }
        }
        return doubles;
    }

    @Override
    public String toString() {
        return model + (dropout ? " dropout" : "");
    }
}
