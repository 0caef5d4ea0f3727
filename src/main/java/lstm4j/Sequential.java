package lstm4j;

import java.util.List;
import java.util.Map;

import lstm4j.batch.CompiledNetwork;
import lstm4j.batch.Copies;
import lstm4j.batch.Inputs;
import lstm4j.batch.Labels;
import lstm4j.batch.Samples;
import lstm4j.batch.ShardedNetwork;
import lstm4j.batch.States;
import lstm4j.compile.Loss;
import lstm4j.compile.Metric;
import lstm4j.compile.Optimizer;
import lstm4j.engine.Network;
import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.layer.Shape;
import lstm4j.parallel.Shards;
import lstm4j.random.Generator;
import lstm4j.random.Initializers;
import lstm4j.train.BatchRunner;
import lstm4j.train.Fit;
import lstm4j.train.FitLoop;
import lstm4j.train.History;
import lstm4j.train.Logs;
import lstm4j.train.OptimizerState;
import lstm4j.train.ProgressBar;
import lstm4j.train.Totals;

/**
 * A chain of layers that can be trained and asked: Keras's {@code Sequential}.
 *
 * <pre>
 * Sequential model = Sequential.of(
 *         LSTM.units(128).returnSequences().inputShape(28, 28),
 *         LSTM.units(128),
 *         Dense.units(10).activation(SOFTMAX)).seed(42);
 * model.compile(new Adam(), SPARSE_CATEGORICAL_CROSSENTROPY, ACCURACY);
 * History history = model.fit(images, labels, Fit.epochs(3).batchSize(128));
 * float[][] probabilities = model.predict(images);
 * </pre>
 *
 * Data are {@code float[][]} (samples, features) or {@code float[][][]} (samples, timesteps, features); rows are read in
 * place, never changed. The same seed and data give the same bits on every machine, for every number of threads.
 * A model is not for two threads at a time; a {@link Predictor} for each thread is.
 */
public final class Sequential {
    private final Architecture architecture;
    private final States kept;
    private String name = "sequential";
    private long seed;
    private int parallelism = Runtime.getRuntime().availableProcessors();
    private int truncate;
    private Network network;         // made, with its first weights, when first needed
    private Shards shards;
    private CompiledNetwork compiled;
    private ShardedNetwork predicting;

    private Sequential(Architecture architecture) {
        this.architecture = architecture;
        this.kept = States.kept(architecture);
    }

    /**
     * A model of these layers. The first says the shape of the data, by {@code inputShape} or one of its other forms,
     * or is an {@link lstm4j.layer.Input}.
     *
     * @throws RuleException SHAPE-1 to SHAPE-10, naming the layer and what to change
     */
    public static Sequential of(Layer... layers) {
        return of(Architecture.of(List.of(layers)));
    }

    /** A model of these layers. */
    public static Sequential of(Architecture architecture) {
        return new Sequential(architecture);
    }

    /** Sets the seed of everything random: initial weights, order of samples, dropout; 0 by default. Before first use, else [INIT-10]. */
    public Sequential seed(long seed) {
        requireUnused("seed");
        this.seed = seed;
        return this;
    }

    /** Sets the number of threads, by default that of processors; 1 starts none. Never changes a result. Before first use, else [INIT-10]. */
    public Sequential parallelism(int threads) {
        requireUnused("parallelism");
        if (threads < 1) {
            throw new RuleException("PAR-1", "parallelism", "at least 1 thread", String.valueOf(threads), "");
        }
        this.parallelism = threads;
        return this;
    }

    /** Sets the model's name in summaries and files; {@code sequential} by default. */
    public Sequential name(String name) {
        this.name = name;
        return this;
    }

    /**
     * Lets gradients go back through LSTM layers within segments of {@code steps} steps only, counted from where a layer
     * begins to read (truncated backpropagation through time); 0, the default, or {@code steps} ≥ T is the full gradient.
     */
    public Sequential truncate(int steps) {
        if (steps < 0) {
            throw new RuleException("BPTT-6", "truncate", "a number of steps, or 0 for all", String.valueOf(steps), "");
        }
        this.truncate = steps;
        if (compiled != null) {
            throw new RuleException("BPTT-6", "truncate", "a call before compile", "one after it", "");
        }
        return this;
    }

    private void requireUnused(String what) {
        if (network != null) {
            throw new RuleException("INIT-10", what, "a call before the model's first use", "one after its weights were made",
                    "write Sequential.of(…)." + what + "(…)");
        }
    }

    Network network() {
        if (network == null) {
            network = new Network(architecture);
            shards = new Shards(parallelism);
            for (int w = 0; w < network.specs().size(); w++) {
                Initializers.fill(network.specs().get(w), seed, w, network.weights()[w]);
            }
        }
        return network;
    }

    /** Sets how the model is trained, and begins with a fresh optimizer. Weights are kept. */
    public Sequential compile(Optimizer optimizer, Loss loss, Metric... metrics) {
        compiled = new CompiledNetwork(network(), optimizer, loss, List.of(metrics), truncate, seed, shards, kept);
        return this;
    }

    private CompiledNetwork compiled(String what) {
        if (compiled == null) {
            throw new RuleException("FIT-20", what, "a compiled model", "one without loss and optimizer",
                    "first call compile(new Adam(), SPARSE_CATEGORICAL_CROSSENTROPY, ACCURACY), or what suits the data");
        }
        return compiled;
    }

    /**
     * Trains on the samples x with labels y: class numbers ({@code int[]}) for a sparse loss, else rows of the shape of
     * the output.
     *
     * @return loss and metrics of every epoch
     * @throws RuleException DATA-1 to DATA-7, SHAPE-11 to SHAPE-14, FIT-…: nothing has been trained then
     */
    public History fit(Object x, Object y, Fit fit) {
        CompiledNetwork compiled = compiled("fit");
        float[][][] rows = inputs("x", x);
        Samples training = labelled(rows, y, fit.trainingWeight(y, rows.length));
        Samples validation = null;
        if (fit.validationData() != null) {
            float[][][] others = inputs("validation x", fit.validationData().inputs());
            validation = labelled(others, fit.validationData().labels(), fit.validationSampleWeight(others.length));
        }
        Fit shown = fit.isVerbose() && fit.progressBar() == null ? fit.verbose(progressBar()) : fit;
        FitLoop loop = new FitLoop(compiled, (bound, epoch, index) ->
                Generator.below(bound, Generator.key(seed, Generator.SHUFFLE, epoch, 0), index));
        return loop.fit(compiled.on(training), validation == null ? null : compiled.on(validation), shown);
    }

    /** For a terminal the bar that Keras draws, else a line for each epoch. */
    private static ProgressBar progressBar() {
        return System.console() != null ? ProgressBar.terminal(System.out) : ProgressBar.lines(System.out);
    }

    /** Loss and metrics of the samples x with labels y, by name; batches of 32. Errors as {@link #fit}. */
    public Logs evaluate(Object x, Object y) {
        return evaluate(x, y, 0);
    }

    /** Loss and metrics of the samples x with labels y, by name, in batches of {@code batchSize}. */
    public Logs evaluate(Object x, Object y, int batchSize) {
        BatchRunner runner = compiled("evaluate").on(labelled(inputs("x", x), y, null));
        return new FitLoop(compiled, null).evaluate(runner, batchSize, null);
    }

    /** One training step on all the samples x; returns their loss before it. Errors as {@link #fit}. */
    public double trainOnBatch(Object x, Object y) {
        BatchRunner runner = compiled("trainOnBatch").on(labelled(inputs("x", x), y, null));
        requireBatch(runner.size());
        int[] order = new int[runner.size()];
        for (int n = 0; n < order.length; n++) {
            order[n] = n;
        }
        Totals totals = new Totals(compiled.metrics().size());
        runner.train(order, 0, order.length, totals);
        return totals.loss();
    }

    private float[][][] inputs(String place, Object x) {
        return Inputs.rows(place, x, architecture.inputShape().withBatch(Shape.ANY), architecture.layer(0).name());
    }

    private Samples labelled(float[][][] x, Object y, float[] weights) {
        return Samples.labelled(architecture, compiled.loss(), x, y, weights);
    }

    private void requireBatch(int size) {
        int batch = architecture.inputShape().batch();
        if (architecture.isStateful() && size % batch != 0) {
            throw new RuleException("SHAPE-10", name, "a whole number of batches of " + batch + " samples, since a layer is stateful",
                    size + " samples", "row r of each batch goes on with the state of row r of the batch before; fill up the last batch,"
                            + " or load the weights into a model that is not stateful");
        }
    }

    /** The output (N, K) for each sample; for a model that returns every step there is {@link #predictSequences}. */
    public float[][] predict(Object x) {
        if (architecture.outputShape().rank() != 2) {
            throw new RuleException("SHAPE-15", "predict", "a model that returns one row a sample", "output " + architecture.outputShape(),
                    "use predictSequences, or let the last LSTM return its last output only");
        }
        float[][][] rows = predictAll(x, Map.of()).rows();
        float[][] outputs = new float[rows.length][];
        for (int n = 0; n < rows.length; n++) {
            outputs[n] = rows[n][0];
        }
        return outputs;
    }

    /** The outputs (N, T, K) of every step of each sample. */
    public float[][][] predictSequences(Object x) {
        return predictAll(x, Map.of()).rows();
    }

    /**
     * Outputs and final states, from given initial states.
     *
     * @param initialStates state (N, U) of LSTM layers by name; the others begin with zeros, or what a stateful one kept
     * @throws RuleException DATA-10 a state that does not fit
     */
    public Outputs predictAll(Object x, Map<String, State> initialStates) {
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
        ShardedNetwork.Prediction all = predicting.predict(samples, 0, rows.length, initial, true);
        return new Outputs(all.outputs(), LayerStates.named(architecture, all.states()));
    }

    /** The loss of the samples and its gradient by weights, inputs and initial states; no dropout. Needs {@link #compile}. */
    public Gradients gradients(Object x, Object y) {
        return Inspection.gradients(network(), compiled("gradients"), truncate, shards, labelled(inputs("x", x), y, null));
    }

    /** What every LSTM layer computed at each step of one sample (T, F). */
    public List<Trace> trace(float[][] sample) {
        return Inspection.trace(network(), inputs("sample", new float[][][] {sample})[0]);
    }

    /** Weights of the layer of this name; changes go into the model. [DATA-9] where there is no such layer. */
    public LayerWeights layer(String name) {
        return new LayerWeights(network(), LayerStates.index(architecture, name));
    }

    /** A copy of all weights in Keras's order, [weight][rows][columns]; a bias is one row. */
    public float[][][] getWeights() {
        return Copies.of(network().weights());
    }

    /** Replaces all weights; [DATA-8] where one does not fit, and nothing is changed. */
    public void setWeights(float[][][] weights) {
        Copies.into(network(), weights);
    }

    /** A copy of the state that a stateful layer keeps between batches; [DATA-9] where there is none. */
    public State state(String layer) {
        int i = LayerStates.stateful(architecture, kept, layer);
        return new State(Copies.of(kept.hidden(i)), Copies.of(kept.cell(i)));
    }

    /** Sets the states of all stateful layers to zero. Nothing else ever does: not an epoch's end, not evaluate or predict. */
    public void resetStates() {
        kept.reset();
    }

    /** A predictor of its own for one thread and one sample at a time. */
    public Predictor predictor() {
        return predictor(1);
    }

    /** A predictor of its own for one thread, with room for a batch. */
    public Predictor predictor(int batch) {
        if (batch < 1) {
            throw new RuleException("SHAPE-15", "predictor", "room for at least 1 sample", String.valueOf(batch), "");
        }
        return new Predictor(network(), batch);
    }

    /** Keras 3's table of layers, shapes and parameter counts; after training with the optimizer's numbers. */
    public String summary() {
        return summary(SummaryOptions.standard());
    }

    /** The table in another layout or width, or in plain ASCII. */
    public String summary(SummaryOptions options) {
        boolean trained = compiled != null && compiled.optimizer().iteration() > 0;
        long parameters = trained ? compiled.optimizer().parameterCount() : 0;
        // Keras counts 4 bytes for each number and 8 for the step counter.
        return Summary.text(architecture, name, trained ? options.optimizer(parameters, 4 * parameters + 4) : options);
    }

    /** The shape story of this model: what each layer reads and returns at every step, and why it has so many parameters. */
    public String explain() {
        return Explanation.text(architecture);
    }

    /** The optimizer at work, with its step count and slots; [FIT-20] before compile. */
    public OptimizerState optimizer() {
        return compiled("optimizer").optimizer();
    }

    /** The layers and their shapes. */
    public Architecture architecture() {
        return architecture;
    }

    /** The model's name. */
    public String name() {
        return name;
    }
}
