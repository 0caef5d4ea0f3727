package lstm4j.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import lstm4j.layer.Required;
import lstm4j.layer.RuleException;

/**
 * How to train: Keras's arguments of {@code fit}. Immutable; every method returns a changed copy.
 *
 * <pre>{@code
 * Fit fit = Fit.epochs(3).batchSize(128).validationSplit(0.1).verbose();
 * }</pre>
 * Spec: chapter 12.
 */
public final class Fit implements Cloneable {
    /** Batch size where neither the caller nor the model says one, as in Keras. */
    public static final int DEFAULT_BATCH = 32;

    private final int epochs;
    private int initialEpoch;
    private int batchSize;
    private double validationSplit;
    private Data validationData;
    private float[] validationSampleWeight;
    private boolean shuffle = true;
    private Map<Integer, Double> classWeight = Map.of();
    private float[] sampleWeight;
    private List<Callback> callbacks = List.of();
    private boolean verbose;
    private ProgressBar progressBar;

    private Fit(int epochs) {
        this.epochs = epochs;
    }

    /** Trains until epoch number {@code epochs}, counted from 1; at least 1, else [FIT-1]. */
    public static Fit epochs(int epochs) {
        if (epochs < 1) {
            throw new RuleException("FIT-1", "fit", "at least 1 epoch", String.valueOf(epochs),
                    "one epoch is one pass over all training samples");
        }
        return new Fit(epochs);
    }

    /**
     * Begins with epoch number {@code epoch}, counted from 0: with {@code epochs(10).initialEpoch(6)} a training goes on
     * for 4 epochs, numbered and shuffled as if it had never stopped. From 0 to the number of epochs, else [FIT-1].
     */
    public Fit initialEpoch(int epoch) {
        if (epoch < 0 || epoch > epochs) {
            throw new RuleException("FIT-1", "fit", "an initialEpoch from 0 to epochs=" + epochs, String.valueOf(epoch),
                    "epochs is the number of the last epoch, not how many are to be added");
        }
        return with(fit -> fit.initialEpoch = epoch);
    }

    /** Samples in a step; 32, or what the model is built for, unless given. At least 1, else [FIT-2]. */
    public Fit batchSize(int samples) {
        if (samples < 1) {
            throw new RuleException("FIT-2", "fit", "a batchSize of at least 1", String.valueOf(samples), "");
        }
        return with(fit -> fit.batchSize = samples);
    }

    /**
     * Sets the <em>last</em> part of the samples aside, before any shuffling, to measure each epoch: of n samples the
     * first floor(n·(1 − part)) are trained on. From 0 to below 1, else [FIT-3]; not beside validationData, else [FIT-4].
     */
    public Fit validationSplit(double part) {
        if (!(part >= 0 && part < 1)) {
            throw new RuleException("FIT-3", "fit", "a validationSplit from 0 to below 1", String.valueOf(part),
                    "it is the part that is set aside: 0.1 keeps the last tenth of the samples for validation");
        }
        return with(fit -> fit.validationSplit = part).requireOneValidation();
    }

    /** Measures each epoch on these samples: at least one, else [FIT-8], with as many labels, else [FIT-5]. */
    public Fit validationData(Data data) {
        long samples = Data.length(data.inputs());
        if (samples == 0) {
            throw new RuleException("FIT-8", "validationData", "at least 1 sample", "none", "");
        }
        if (Data.length(data.labels()) != samples) {
            throw new RuleException("FIT-5", "validationData", "a label for each of " + samples + " samples",
                    Data.length(data.labels()) + " labels", "");
        }
        return with(fit -> fit.validationData = data).requireOneValidation();
    }

    /** Measures each epoch on sequences with class numbers; other kinds: {@link Data}. */
    public Fit validationData(float[][][] x, int[] y) {
        return validationData(Data.of(x, y));
    }

    /** Measures each epoch on sequences with one number each. */
    public Fit validationData(float[][][] x, float[] y) {
        return validationData(Data.of(x, y));
    }

    /** Measures each epoch on sequences with a row of numbers each. */
    public Fit validationData(float[][][] x, float[][] y) {
        return validationData(Data.of(x, y));
    }

    private Fit requireOneValidation() {
        if (validationSplit > 0 && validationData != null) {
            throw new RuleException("FIT-4", "fit", "validationSplit or validationData", "both",
                    "validationSplit takes samples away from training; drop it when you have validation samples of their own");
        }
        return this;
    }

    /** Weights of the validation samples in {@code val_loss}. Finite, else [FIT-6]. */
    public Fit validationSampleWeight(float[] weights) {
        float[] copy = SampleWeights.checked("validationSampleWeight", weights);
        return with(fit -> fit.validationSampleWeight = copy);
    }

    /**
     * Whether training samples come in a new order each epoch; true. The order depends on the model's seed and the number of the
     * epoch alone. Stateful models carry their state from batch to batch in that order: give them {@code shuffle(false)}.
     */
    public Fit shuffle(boolean shuffle) {
        return with(fit -> fit.shuffle = shuffle);
    }

    /**
     * Weights the loss of each sample by its class: {@code Map.of(0, 1.0, 1, 5.0)}; classes not named weigh 1.
     * Finite, classes from 0, not beside sample weights, else [FIT-6].
     */
    public Fit classWeight(Map<Integer, Double> weights) {
        Map<Integer, Double> copy = SampleWeights.checked(weights);
        return with(fit -> fit.classWeight = copy).requireOneWeighting();
    }

    /** Weights the loss of each sample. Finite, not beside class weights, else [FIT-6]. */
    public Fit sampleWeight(float[] weights) {
        float[] copy = SampleWeights.checked("sampleWeight", weights);
        return with(fit -> fit.sampleWeight = copy).requireOneWeighting();
    }

    private Fit requireOneWeighting() {
        if (!classWeight.isEmpty() && sampleWeight != null) {
            throw new RuleException("FIT-6", "fit", "classWeight or sampleWeight", "both",
                    "multiply the weight of its class into the weight of each sample, and give sampleWeight");
        }
        return this;
    }

    /** Adds listeners; at each event they are called in this order. */
    public Fit callbacks(Callback... more) {
        List<Callback> all = new ArrayList<>(callbacks);
        all.addAll(Required.all("callbacks", more));
        return with(fit -> fit.callbacks = List.copyOf(all));
    }

    /** Shows progress on the terminal as Keras does. */
    public Fit verbose() {
        return with(fit -> fit.verbose = true);
    }

    /** Writes one line an epoch to {@code out}. */
    public Fit verbose(Appendable out) {
        return verbose(ProgressBar.lines(out));
    }

    /** Shows progress with this bar. */
    public Fit verbose(ProgressBar bar) {
        return with(fit -> {
            fit.verbose = true;
            fit.progressBar = bar;
        });
    }

    private Fit with(Consumer<Fit> change) {
        try {
            Fit copy = (Fit) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("lstm4j bug: Fit is Cloneable", e);
        }
    }

    /** The epoch to end with, counted from 1. */
    public int epochs() {
        return epochs;
    }

    /** The epoch to begin with, counted from 0. */
    public int initialEpoch() {
        return initialEpoch;
    }

    /** Samples in a step, or 0 when not given. */
    public int batchSize() {
        return batchSize;
    }

    /** The part of the samples set aside. */
    public double validationSplit() {
        return validationSplit;
    }

    /** Validation samples, or null. */
    public Data validationData() {
        return validationData;
    }

    /** Weights of the samples of {@link #validationData()}, or null; as many as those, else [FIT-5]. */
    public float[] validationSampleWeight(long samples) {
        return SampleWeights.requireLength("validationSampleWeight", validationSampleWeight, samples);
    }

    /**
     * The weight of every sample in the loss: its sample weight, or the class weight of its label, or null for none.
     * A class is a class number, the largest of a one-hot row, or a single label rounded half to even. As in Keras class
     * weights are for training alone: samples that {@link #validationSplit} sets aside weigh 1.
     *
     * @param labels as in {@link Data#labels()}
     * @param samples how many samples there are, before any is set aside
     * @throws RuleException FIT-5 for another number of sample weights; FIT-6 for class weights with labels for every step or of a {@link SampleSource}
     */
    public float[] trainingWeight(Object labels, long samples) {
        if (classWeight.isEmpty()) {
            return SampleWeights.requireLength("sampleWeight", sampleWeight, samples);
        }
        float[] weights = SampleWeights.ofClasses(classWeight, labels);
        for (int i = (int) trainingSamples(samples); i < weights.length; i++) {
            weights[i] = 1;
        }
        return weights;
    }

    /** How many of {@code samples} samples are trained on: floor(samples·(1 − validationSplit)), computed in double. */
    public long trainingSamples(long samples) {
        return (long) Math.floor(samples * (1.0 - validationSplit));
    }

    /** Whether the order of samples changes. */
    public boolean shuffles() {
        return shuffle;
    }

    /** The listeners, without the progress bar. */
    public List<Callback> callbacks() {
        return callbacks;
    }

    /** Whether progress is shown. */
    public boolean isVerbose() {
        return verbose;
    }

    /** The bar given to {@code verbose}, or null: whoever runs the loop then knows where the terminal is. */
    public ProgressBar progressBar() {
        return progressBar;
    }
}
