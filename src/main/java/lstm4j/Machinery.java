package lstm4j;

import java.util.List;
import java.util.Map;

import lstm4j.engine.Generator;
import lstm4j.engine.Initializers;
import lstm4j.engine.Network;
import lstm4j.layer.Architecture;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.run.BatchRunner;
import lstm4j.run.CompiledNetwork;
import lstm4j.run.FitLoop;
import lstm4j.run.Inputs;
import lstm4j.run.Samples;
import lstm4j.run.ShardedNetwork;
import lstm4j.run.Shards;
import lstm4j.run.States;
import lstm4j.run.Totals;
import lstm4j.run.WeightArrays;
import lstm4j.train.Fit;
import lstm4j.train.History;
import lstm4j.train.Logs;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.Optimizer;
import lstm4j.train.ProgressBar;

/** What turns behind a {@link Sequential}: its parts, made when first needed, and how they work together. */
final class Machinery {
    final Architecture architecture;
    final States kept; // of stateful layers
    long seed;
    int parallelism = Runtime.getRuntime().availableProcessors();
    int truncate;
    CompiledNetwork compiled; // null before compile
    List<Metric> metrics = List.of(); // as compile was given them
    List<String> obstacles = List.of(); // why a loaded model was not compiled as its file says
    List<String> frozen = List.of();    // layers that the file keeps from learning
    float[][][] loaded; // weights of a file to begin with, instead of drawn ones
    private Network network;
    private Shards shards;
    private ShardedNetwork predicting;

    Machinery(Architecture architecture) {
        this.architecture = architecture;
        this.kept = States.kept(architecture);
    }

    boolean isUsed() {
        return network != null;
    }

    Network network() {
        if (network == null) {
            network = new Network(architecture);
            shards = new Shards(parallelism);
            if (loaded != null) {
                WeightArrays.into(network, loaded);
                loaded = null;
                return network;
            }
            for (int w = 0; w < network.specs().size(); w++) {
                Initializers.fill(network.specs().get(w), seed, w, network.weights()[w]);
            }
        }
        return network;
    }

    void compile(Optimizer optimizer, Loss loss, List<Metric> metrics) {
        compiled = new CompiledNetwork(network(), optimizer, loss, metrics, truncate, seed, shards, kept);
        this.metrics = List.copyOf(metrics);
    }

    CompiledNetwork compiled(String what) {
        if (compiled == null && !obstacles.isEmpty()) {
            throw new RuleException("FILE-68", what, "a file whose compilation lstm4j can follow", String.join("; ", obstacles),
                    "compile the model yourself, if it is to go on in another way");
        }
        if (compiled == null) {
            throw new RuleException("FIT-20", what, "a compiled model", "one without loss and optimizer",
                    "first call compile(new Adam(), SPARSE_CATEGORICAL_CROSSENTROPY, ACCURACY), or what suits the data");
        }
        return compiled;
    }

    /** The compiled network for {@code what} changes weights. */
    private CompiledNetwork trainable(String what) {
        if (!frozen.isEmpty()) {
            throw new RuleException("FILE-68", what, "layers that all learn", "a file in which " + frozen + " are frozen (trainable=false)",
                    "lstm4j cannot freeze layers; Sequential.of(model.architecture()) with setWeights(model.getWeights()) trains all of them");
        }
        return compiled(what);
    }

    History fit(Object x, Object y, Fit fit) {
        CompiledNetwork compiled = trainable("fit");
        float[][][] rows = inputs("x", x);
        BatchRunner training = compiled.on(labelled(rows, y, fit.trainingWeight(y, rows.length)));
        BatchRunner validation = null;
        if (fit.validationData() != null) {
            float[][][] others = inputs("validation x", fit.validationData().inputs());
            validation = compiled.on(labelled(others, fit.validationData().labels(), fit.validationSampleWeight(others.length)));
        }
        FitLoop loop = new FitLoop(compiled, (bound, epoch, index) ->
                Generator.below(bound, Generator.key(seed, Generator.SHUFFLE, epoch, 0), index));
        return loop.fit(training, validation, fit.isVerbose() && fit.progressBar() == null ? fit.verbose(progressBar()) : fit);
    }

    /** For a terminal the bar that Keras draws, else a line for each epoch. */
    private static ProgressBar progressBar() {
        return System.console() != null ? ProgressBar.terminal(System.out) : ProgressBar.lines(System.out);
    }

    Logs evaluate(Object x, Object y, int batchSize) {
        BatchRunner runner = compiled("evaluate").on(labelled(inputs("x", x), y, null));
        return new FitLoop(compiled, null).evaluate(runner, batchSize, null);
    }

    double trainOnBatch(Object x, Object y) {
        BatchRunner runner = trainable("trainOnBatch").on(labelled(inputs("x", x), y, null));
        requireBatch(runner.size());
        int[] order = new int[runner.size()];
        for (int n = 0; n < order.length; n++) {
            order[n] = n;
        }
        Totals totals = new Totals(compiled.metrics().size());
        runner.train(order, 0, order.length, totals);
        return totals.loss();
    }

    Gradients gradients(Object x, Object y) {
        return Inspection.gradients(network(), compiled("gradients"), truncate, shards, labelled(inputs("x", x), y, null));
    }

    Outputs predict(Object x, Map<String, State> initialStates) {
        float[][][] rows = inputs("x", x);
        requireBatch(rows.length);
        network();
        if (predicting == null) {
            predicting = new ShardedNetwork(network, shards, seed, null, List.of(), 0, kept, null);
        }
        Samples samples = new Samples(rows, null, null);
        States initial = LayerStates.checked(architecture, initialStates, rows.length);
        if (architecture.isStateful() && rows.length > architecture.inputShape().batch()) {
            return LayerStates.batches(architecture, predicting, samples, initial);
        }
        ShardedNetwork.Prediction all = predicting.predict(samples, 0, rows.length, initial);
        return new Outputs(all.outputs(), LayerStates.named(architecture, all.states()));
    }

    float[][][] inputs(String place, Object x) {
        return Inputs.rows(place, x, architecture.inputShape().withBatch(Shape.ANY), architecture.layer(0).name());
    }

    private Samples labelled(float[][][] x, Object y, float[] weights) {
        return Samples.labelled(architecture, compiled.loss(), x, y, weights);
    }

    private void requireBatch(int size) {
        int batch = architecture.inputShape().batch();
        if (architecture.isStateful() && size % batch != 0) {
            throw new RuleException("SHAPE-10", "batch", "a whole number of batches of " + batch + " samples, since a layer is stateful",
                    size + " samples", "row r of each batch goes on with the state of row r of the batch before; fill up the last batch,"
                            + " or load the weights into a model that is not stateful");
        }
    }
}
