package lstm4j;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import lstm4j.keras.bytes.FileBytes;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.run.WholeJar;
import lstm4j.text.Explanation;
import lstm4j.text.Summary;
import lstm4j.text.SummaryOptions;
import lstm4j.train.Data;
import lstm4j.train.Fit;
import lstm4j.train.History;
import lstm4j.train.Logs;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.Optimizer;
import lstm4j.train.OptimizerState;

/**
 * A chain of layers that can be trained and asked: Keras's {@code Sequential}.
 *
 * <pre>
 * Sequential model = Sequential.of(
 *         LSTM.units(128).returnSequences().inputShape(28, 28), LSTM.units(128),
 *         Dense.units(10).activation(SOFTMAX)).seed(42);
 * model.compile(new Adam(), SPARSE_CATEGORICAL_CROSSENTROPY, ACCURACY);
 * History history = model.fit(images, labels, Fit.epochs(3).batchSize(128));
 * float[][] probabilities = model.predict(images);
 * </pre>
 * Data are {@code float[][]} (samples, features) or {@code float[][][]} (samples, timesteps, features), or whole
 * numbers {@code int[][]} (samples, timesteps) where an Embedding comes first; rows are read in place, never changed. The same seed and data give the same bits on every machine, for every number of threads.
 * A model is for one thread at a time, which is checked [PAR-12]; to predict on several, give each a {@link Predictor}.
 */
public final class Sequential {
    final LiveModel live;

    Sequential(LiveModel live) {
        this.live = live;
    }

    /**
     * A model of these layers. The first says the shape of the data, by {@code inputShape} or one of its other forms, or is an {@link lstm4j.layer.Input}.
     *
     * @throws RuleException SHAPE-1 to SHAPE-10, naming the layer and what to change
     */
    public static Sequential of(Layer... layers) {
        return of(Architecture.of(lstm4j.layer.Required.all("layers", layers)));
    }

    /** A model of these layers. */
    public static Sequential of(Architecture architecture) {
        return new Sequential(new LiveModel(architecture, null));
    }

    /**
     * The model in a file that Keras 1.2 to 3.x or lstm4j saved, {@code .keras} or {@code .h5} with layers and weights, compiled,
     * its optimizer going on, as far as lstm4j has what the file names. Limits, warnings, self-check: {@link ModelFiles}.
     *
     * @throws lstm4j.keras.bytes.ModelFormatException for every file that is no such model, with its rule and a hint
     */
    public static Sequential load(Path path) throws IOException {
        return new Sequential(SavedModel.load(path, true));
    }

    /** The model in a stream, which is read to its end and not closed. */
    public static Sequential load(InputStream in) throws IOException {
        return load(FileBytes.read(in));
    }

    /** The model in these bytes. */
    public static Sequential load(byte[] bytes) throws ModelFormatException {
        return new Sequential(SavedModel.load(bytes, "model"));
    }

    /** Sets the seed of everything random: initial weights, order of samples, dropout; 0 by default. [INIT-10] once it is used: in a loaded model when it trains. */
    public Sequential seed(long seed) {
        live.seed(seed);
        return this;
    }

    /** Sets the number of threads from now on, by default that of processors; 1 starts none. Never changes a result. */
    public Sequential parallelism(int threads) {
        live.turn.run("parallelism", () -> live.shards.parallelism(threads));
        return this;
    }

    /** Makes this model read the weights of the other's layers of the same names, the same arrays, and only predict [DATA-8, DATA-9, SMALL-10]. */
    public Sequential sharing(Sequential other) {
        live.share(other.live.network());
        return this;
    }

    /** Sets the model's name in summaries and files; {@code sequential} by default. */
    public Sequential name(String name) {
        live.name = name;
        return this;
    }

    /** Lets gradients go back within segments of {@code steps} steps only, from where a layer begins to read; 0, the default, or {@code steps} ≥ T: the full gradient. */
    public Sequential truncate(int steps) {
        live.truncate(steps);
        return this;
    }

    /** Sets how the model is trained, and begins with a fresh optimizer. Weights are kept. */
    public Sequential compile(Optimizer optimizer, Loss loss, Metric... metrics) {
        live.turn.train("compile", () -> ModelCompiling.compile(live, optimizer, null, loss, lstm4j.layer.Required.all("metrics", metrics)));
        return this;
    }

    /**
     * Trains on samples with labels (class numbers for a sparse loss, else rows of the shape of the output); returns what each epoch logged.
     *
     * @throws RuleException DATA-1 to DATA-7, SHAPE-11 to SHAPE-14, FIT-…, PAR-12, PAR-13: nothing has been trained then
     * @throws java.util.concurrent.CancellationException FIT-30 the thread was interrupted; the model is that after the last step
     */
    public History fit(Data data, Fit fit) {
        return live.turn.train("fit", () -> ModelTraining.fit(live, data, fit, this::save, this::saveWeights));
    }

    /** Trains on sequences with class numbers; other kinds of samples: {@link Data}. */
    public History fit(float[][][] x, int[] y, Fit fit) {
        return fit(Data.of(x, y), fit);
    }

    /** Trains on sequences with one number each. */
    public History fit(float[][][] x, float[] y, Fit fit) {
        return fit(Data.of(x, y), fit);
    }

    /** Trains on sequences with a row of numbers each. */
    public History fit(float[][][] x, float[][] y, Fit fit) {
        return fit(Data.of(x, y), fit);
    }

    /** Loss and metrics of the samples, by name; batches of 32. Errors as {@link #fit}. */
    public Logs evaluate(Data data) {
        return evaluate(data, 0);
    }

    /** Loss and metrics of the samples, by name, in batches of {@code batchSize}. */
    public Logs evaluate(Data data, int batchSize) {
        return live.turn.use("evaluate", () -> ModelTraining.evaluate(live, data, batchSize));
    }

    /** Loss and metrics of sequences with class numbers. */
    public Logs evaluate(float[][][] x, int[] y) {
        return evaluate(Data.of(x, y));
    }

    /** Loss and metrics of sequences with one number each. */
    public Logs evaluate(float[][][] x, float[] y) {
        return evaluate(Data.of(x, y));
    }

    /** Loss and metrics of sequences with a row of numbers each. */
    public Logs evaluate(float[][][] x, float[][] y) {
        return evaluate(Data.of(x, y));
    }

    /** One training step on all the samples; returns their loss before it. Errors as {@link #fit}. */
    public double trainOnBatch(Data data) {
        return live.turn.train("trainOnBatch", () -> ModelTraining.trainOnBatch(live, data));
    }

    /** The output (N, K) for each sample; for a model that returns every step there is {@link #predictSequences}. */
    public float[][] predict(Object x) {
        return live.turn.use("predict", () -> live.predict(x));
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
        return live.turn.use("predict", () -> live.predict(x, initialStates));
    }

    /** The loss of the samples and its gradient by weights, inputs and initial states; no dropout. Needs {@link #compile}. */
    public Gradients gradients(Data data) {
        return live.turn.use("gradients", () -> ModelTraining.gradients(live, data));
    }

    /** What every LSTM layer computed at each step of one sample (T, F). */
    public List<Trace> trace(float[][] sample) {
        return live.turn.use("trace", () -> ModelTraining.trace(live, sample));
    }

    /** Weights of the layer of this name; changes go into the model. [DATA-9] where there is no such layer. */
    public LayerWeights layer(String name) {
        Object weights = WholeJar.need("layer", () -> (Object) new LayerWeights(live, LayerStates.index(live.architecture, name))); // as in footprint
        return (LayerWeights) weights;
    }

    /** A copy of all weights in Keras's order, [weight][rows][columns]; a bias is one row. */
    public float[][][] getWeights() {
        return live.turn.use("getWeights", () -> live.getWeights());
    }

    /** Replaces all weights; [DATA-8] where one does not fit, and nothing is changed. */
    public void setWeights(float[][][] weights) {
        live.turn.run("setWeights", () -> live.setWeights(weights));
    }

    /** A copy of the state that a stateful layer keeps between batches; [DATA-9] where there is none. */
    public State state(String layer) {
        return live.turn.use("state", () -> live.state(layer));
    }

    /** Sets the states of all stateful layers to zero. Nothing else ever does: not an epoch's end, not evaluate or predict. */
    public void resetStates() {
        live.turn.run("resetStates", live.kept::reset);
    }

    /** A predictor of its own for one thread and one sample at a time. */
    public Predictor predictor() {
        return predictor(1);
    }

    /** A predictor of its own for one thread, with room for a batch. */
    public Predictor predictor(int batch) {
        return live.predictor(batch);
    }

    /** Keras 3's table of layers, shapes and parameter counts; after training with the optimizer's numbers. */
    public String summary() {
        return WholeJar.need("summary", () -> summary(SummaryOptions.standard()));
    }

    /** The table in another layout or width, or in plain ASCII. */
    public String summary(SummaryOptions options) {
        return WholeJar.need("summary", () -> Summary.text(live.architecture, live.name, Inspection.withOptimizer(live.compiled, options.keras(live.keras))));
    }

    /** The shape story of this model: what each layer reads and returns at every step, and why it has so many parameters. */
    public String explain() {
        return WholeJar.need("explain", () -> Explanation.text(live.architecture));
    }

    /** How many bytes training and predicting take for batches of {@code batch} samples of {@code steps} steps. */
    public Footprint footprint(int batch, int steps) {
        Object counted = WholeJar.need("footprint", () -> (Object) Footprint.of(live, batch, steps)); // its own type would be looked for too early
        return (Footprint) counted;
    }

    /** The optimizer at work, with its step count and slots; [FIT-20] before compile. */
    public OptimizerState optimizer() {
        return WholeJar.need("optimizer", () -> ModelCompiling.compiled(live, "optimizer").optimizer());
    }

    /** How many epochs are done, counted as {@link Fit#epochs} does: what {@link Fit#initialEpoch} takes to go on; kept in files. */
    public int epochs() {
        return live.epochs;
    }

    /** Saves the model as {@code .keras}, which Keras 3 opens, {@code .h5}, or without training {@code .safetensors}; an existing file is replaced at once or not at all. */
    public void save(Path path) throws IOException {
        WholeJar.need("save", () -> ModelSaving.save(live, path));
    }

    /** Saves the weights alone: {@code .weights.h5}, {@code .npz} or {@code .safetensors}. */
    public void saveWeights(Path path) throws IOException {
        WholeJar.need("saveWeights", () -> ModelSaving.saveWeights(live, path));
    }

    /** Loads weights by the order of layers from {@code .weights.h5}, {@code .h5}, {@code .keras}, {@code .npz} or {@code .safetensors}. */
    public void loadWeights(Path path) throws IOException {
        SavedModel.loadWeights(live, path, false);
    }

    /** Loads weights by the names of layers. */
    public void loadWeightsByName(Path path) throws IOException {
        SavedModel.loadWeights(live, path, true);
    }

    /** The layers and their shapes. */
    public Architecture architecture() {
        return live.architecture;
    }

    /** The model's name. */
    public String name() {
        return live.name;
    }
}
