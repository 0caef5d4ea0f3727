package lstm4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.engine.Initializers;
import lstm4j.engine.Network;
import lstm4j.keras.Progress;
import lstm4j.layer.Architecture;
import lstm4j.layer.RuleException;
import lstm4j.run.ArraySamples;
import lstm4j.run.CompiledNetwork;
import lstm4j.run.Job;
import lstm4j.run.Samples;
import lstm4j.run.ShardedPredictor;
import lstm4j.run.Shards;
import lstm4j.run.States;
import lstm4j.run.Turn;
import lstm4j.run.WeightArrays;
import lstm4j.run.WholeJar;
import lstm4j.train.Metric;

/**
 * What a {@link Sequential} is made of at run time: its settings, its weights, made at first use, and what
 * predicts with them; what trains them is ModelTraining. Callers take their {@link #turn} first; only making the weights is safe from any thread.
 */
final class LiveModel {
    Architecture architecture; // changes in what learns only
    final States kept; // of stateful layers
    final Shards shards = new Shards(Runtime.getRuntime().availableProcessors());
    final Turn turn = new Turn("model", "a Sequential is for one thread at a time; to predict on several, give each a predictor() of its own");
    String name = "sequential";
    String keras = ""; // the version in whose file it first came
    int truncate; // steps, or 0 for all
    int epochs; // done by the last fit
    CompiledNetwork compiled; // null before compile
    List<Metric> metrics = List.of(); // as compile was given them
    List<String> obstacles = List.of(); // why a loaded model was not compiled as its file says
    private long seed;
    private boolean seedUsed; // for first values or a training step
    boolean reads; // the weights of another model, which are not its own to change
    private Network network;
    private ShardedPredictor predicting;
    private long predicted; // calls so far

    /** A model of these weights, which fit and are not copied; of null, it makes its own. */
    LiveModel(Architecture architecture, float[][][] weights) {
        this.architecture = architecture;
        this.kept = States.kept(architecture);
        this.network = weights == null ? null : new Network(architecture, weights);
    }

    /** The weights, made by the first caller; others wait until they are whole. */
    synchronized Network network() {
        if (network == null) {
            network = WholeJar.need("first weights", this::drawn);
            seedUsed = true;
        }
        return network;
    }

    private Network drawn() {
        Network made = new Network(architecture);
        for (int w = 0; w < made.specs().size(); w++) {
            Initializers.fill(made.specs().get(w), seed, w, made.weights()[w]);
        }
        return made;
    }

    /** Reads the weights of another model's layers of the same names: {@link Sequential#sharing}. */
    void share(Network lender) {
        float[][][] weights = LayerStates.shared(lender, architecture);
        synchronized (this) {
            if (network != null) {
                throw new RuleException("SMALL-10", "sharing", "a model that is new", "one whose weights are made already", "write Sequential.of(…).sharing(…)");
            }
            network = new Network(architecture, weights);
            reads = true;
        }
    }

    /** Requires weights of its own, which it may change, else [SMALL-10]. */
    void requireOwn(String what) {
        if (reads) {
            throw new RuleException("SMALL-10", what, "a model with weights of its own", "one that reads those of another", "change that one: all that share its weights follow");
        }
    }

    float[][][] getWeights() {
        return WeightArrays.of(network().weights());
    }

    /** Sets all weights; before first use none are drawn that nobody sees. */
    synchronized void setWeights(float[][][] weights) {
        requireOwn("setWeights");
        Network made = network == null ? new Network(architecture) : network;
        WeightArrays.into(made, weights);
        network = made;
    }

    /** What files of Keras have no place for; arrays are not copied. */
    Progress progress() {
        Map<Integer, float[][][]> states = new LinkedHashMap<>();
        for (int i = 0; i < architecture.size(); i++) {
            if (kept.has(i)) {
                states.put(i, kept.parts(i));
            }
        }
        return new Progress(seed(), truncate, epochs, states, keras);
    }

    /** Goes on from there; [DATA-10] where the states are not those of this model, and nothing is changed then. */
    synchronized void progress(Progress progress) {
        progress.states().forEach((i, parts) -> LayerStates.requireKept(architecture, kept, i, parts));
        progress.states().forEach(kept::copy);
        seed = progress.seed();
        truncate = progress.truncate();
        epochs = progress.epochs();
    }

    synchronized long seed() {
        return seed;
    }

    synchronized void seed(long seed) {
        if (seedUsed) {
            throw new RuleException("INIT-10", "seed", "a call before the seed is used", "one after it gave first weights or a training step",
                    "write Sequential.of(…).seed(…)");
        }
        this.seed = seed;
    }

    void truncate(int steps) {
        if (steps < 0) {
            throw new RuleException("BPTT-7", "truncate", "a number of steps, or 0 for all", String.valueOf(steps), "");
        }
        if (compiled != null) {
            throw new RuleException("BPTT-7", "truncate", "a call before compile", "one after it", "");
        }
        truncate = steps;
    }

    /** Lets layer i learn or not, from the next compile on. */
    synchronized void trainable(int i, boolean trainable) {
        if (architecture.layer(i).isTrainable() != trainable) {
            architecture = architecture.trainable(i, trainable);
            network = new Network(architecture, network().weights());
            compiled = null;
            predicting = null;
        }
    }

    /** The compiled model, about to take a step: from now on the seed is what it is. */
    synchronized CompiledNetwork training() {
        seedUsed = true;
        compiled.seed(seed);
        return compiled;
    }

    Outputs predict(Object x, Map<String, State> initialStates) {
        Samples samples = ArraySamples.toPredict("x", x, architecture);
        int N = Math.toIntExact(samples.size()); // as many outputs come as one array
        requireBatch(N, false);
        if (predicting == null) {
            predicting = new ShardedPredictor(network(), shards, kept);
        }
        States initial = LayerStates.checked(architecture, initialStates, N);
        if (architecture.isStateful() && N > architecture.inputShape().batch()) {
            return LayerStates.batches(architecture, predicting, samples, initial);
        }
        ShardedPredictor.Prediction all = predicting.predict(new Job().on(samples, null, 0, N).drawing(seed(), -++predicted).beginning(initial));
        return new Outputs(all.outputs(), LayerStates.named(architecture, all.states()));
    }

    /** The outputs of a model that returns one row a sample. */
    float[][] predict(Object x) {
        if (architecture.outputShape().rank() != 2) {
            throw new RuleException("SHAPE-15", "predict", "a model that returns one row a sample", "output " + architecture.outputShape(),
                    "use predictSequences, or let the last LSTM return its last output only");
        }
        return Arrays.stream(predict(x, Map.of()).rows()).map(sample -> sample[0]).toArray(float[][]::new);
    }

    Predictor predictor(int batch) {
        if (batch < 1) {
            throw new RuleException("SHAPE-15", "predictor", "room for at least 1 sample", String.valueOf(batch), "");
        }
        return new Predictor(network(), batch, seed());
    }

    /** A copy of what a stateful layer keeps. */
    State state(String layer) {
        int i = LayerStates.stateful(architecture, kept, layer);
        return new State(WeightArrays.of(kept.parts(i)));
    }

    float[][][] inputs(String place, Object x) {
        return ArraySamples.rows(place, x, architecture);
    }

    void requireBatch(long size, boolean one) {
        int batch = architecture.inputShape().batch();
        if (architecture.isStateful() && (size % batch != 0 || one && size > batch)) {
            throw new RuleException("SHAPE-10", "batch", (one ? "one batch" : "a whole number of batches") + " of " + batch + " samples, since a layer is stateful", size + " samples",
                    "row r of each batch goes on with the state of row r of the batch before; fill up the last batch, or load the weights into a model that is not stateful");
        }
    }
}
