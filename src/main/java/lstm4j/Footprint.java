package lstm4j;

import java.util.Collections;

import lstm4j.engine.Buffers;
import lstm4j.engine.Network;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.layer.Weight;
import lstm4j.run.ShardedNetwork;
import lstm4j.run.Shards;

/**
 * Bytes of memory a model needs, for batches of {@code batch} samples of {@code steps} steps: counted in a dry run
 * that makes all arrays without their elements, with headers and references, on a 64-bit virtual machine with a heap below 32 GB. Samples
 * in arrays, and results that calls return, are the caller's and not counted; of a {@link lstm4j.train.SampleSource} only those being read are in memory.
 *
 * @param batch samples B of a batch
 * @param steps steps T of a sample; 1 where samples have no time axis
 * @param threads threads that can have work at the same time in training
 * @param weights the weights; 0 where they are those of another model
 * @param transposed the transposed copies of kernels, which training makes; 0 before {@code compile}
 * @param gradients the gradient buffers: of n shards of 32 samples, as many as threads and log₂ n more, n at most
 * @param optimizer the arrays the optimizer keeps; 0 before {@code compile}
 * @param workspace what each thread needs in training: grows with T, not with B; where a layer needs the whole batch, what all shards need
 *     together, beside one thread: grows with B too; 0 before {@code compile}
 * @param reading what each thread needs beside that to read samples from a {@link lstm4j.train.SampleSource}; 0 before {@code compile}
 * @param predictor a predictor with room for the batch, beside the weights: grows with T and, up to 32 samples, with B
 * @param saving what {@code save} takes beside the model: buffers, the JSON of the layers, the prediction of two samples of T steps as a self-check
 */
public record Footprint(int batch, int steps, int threads, long weights, long transposed, long gradients, long optimizer,
        long workspace, long reading, long predictor, long saving) {
    private static final int SELF_CHECK = 2; // samples
    private static final long FILES = 1 << 20; // buffers, and the JSON of some thirty layers in each of the forms it has on its way

    static Footprint of(LiveModel model, int batch, int steps) {
        if (batch < 1 || steps < 1) {
            throw new RuleException("SHAPE-15", "footprint", "at least 1 sample of at least 1 step", batch + " of " + steps, "");
        }
        try {
            Footprint counted = counted(model, batch, steps);
            counted.requireCountable();
            return counted;
        } catch (ArithmeticException e) {
            throw new RuleException("SHAPE-15", "footprint", "less than 2⁶³ bytes", "more, for " + batch + " samples of " + steps + " steps", "");
        } catch (NegativeArraySizeException e) {
            throw new RuleException("SHAPE-15", "footprint", "steps enough for every layer", String.valueOf(steps), "");
        }
    }

    /** Sums and products that the texts and methods make of the numbers. */
    private void requireCountable() {
        Math.multiplyExact(threads, reading);
        Math.addExact(training(), Math.addExact(predicting(), loading()));
    }

    private static Footprint counted(LiveModel model, int batch, int steps) {
        Buffers ofNetwork = Buffers.counting();
        Network network = new Network(model.architecture, ofNetwork);
        long weights = ofNetwork.bytes();
        network.zeros();
        long gradients = ofNetwork.bytes() - weights;
        boolean trains = model.compiled != null;
        long workspace = trains ? ShardedNetwork.workerBytes(network, model.compiled.learning(), steps) : 0;
        long transposed = ofNetwork.bytes() - weights - gradients; // made when a workspace wants them
        int shards = Shards.of(batch);
        int threads = Math.min(model.shards.parallelism(), shards);
        boolean apiece = model.architecture.layers().stream().anyMatch(Layer::spansBatch);
        long reading = trains ? ShardedNetwork.readingBytes(network, model.compiled.learning(), steps) : 0;
        return new Footprint(batch, steps, apiece ? 1 : threads, model.reads ? 0 : weights, transposed,
                Math.multiplyExact(ShardedNetwork.gradientBuffers(batch, threads), gradients), trains ? Math.multiplyExact(gradients, kinds(model)) : 0,
                Math.multiplyExact(apiece ? shards : 1, workspace), Math.multiplyExact(apiece ? shards : 1, reading), Predictor.bytes(network, batch, steps),
                Math.addExact(FILES, Predictor.bytes(network, SELF_CHECK, steps)));
    }

    /** How many arrays the optimizer keeps for each weight that learns. */
    private static long kinds(LiveModel model) {
        long learning = model.network().specs().stream().filter(Weight::trainable).count();
        return learning == 0 ? 0 : model.compiled.optimizer().slots().size() / learning;
    }

    /** Everything {@code trainOnBatch} and {@code fit} need. */
    public long training() {
        return Math.addExact(Math.addExact(weights + transposed, gradients + optimizer), Math.multiplyExact(threads, workspace));
    }

    /** The weights and one predictor. */
    public long predicting() {
        return weights + predictor;
    }

    /**
     * Everything {@code load} needs, also while it reads a file of lstm4j or Keras whose numbers are stored as floats without compression;
     * compressed arrays and those of other systems are in memory twice. {@code loadWeights} reads the new weights beside the old ones.
     */
    public long loading() {
        return weights + optimizer + saving;
    }

    /** The numbers in words, one line each. */
    @Override
    public String toString() {
        return "Memory for batches of " + batch + ", " + steps + " steps:\n"
                + line("weights", weights)
                + line("transposed kernels", transposed)
                + line("gradients", gradients)
                + line("optimizer", optimizer)
                + line("training workspace" + (threads == 1 ? "" : ", each of " + threads + " threads"), workspace)
                + line("training, all of these", training())
                + line("to read from a source, beside that", threads * reading)
                + line("a predictor, beside the weights", predictor)
                + line("loading the model", loading())
                + line("saving, beside the model", saving);
    }

    private static String line(String what, long bytes) {
        String grouped = String.valueOf(bytes).replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",");
        return "  " + what + String.join("", Collections.nCopies(Math.max(1, 45 - what.length() - grouped.length()), " ")) + grouped + " bytes\n";
    }
}
