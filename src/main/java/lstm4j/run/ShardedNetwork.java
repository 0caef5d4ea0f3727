package lstm4j.run;

import java.util.Arrays;

import lstm4j.engine.Batch;
import lstm4j.engine.Buffers;
import lstm4j.engine.Network;
import lstm4j.engine.Rows;
import lstm4j.layer.Regularizer;
import lstm4j.train.RemoteSamples;

/**
 * A network at work on whole batches: cut into shards of {@value Shards#ROWS} rows, computed by any number of threads,
 * added up as the fixed tree of {@link ShardTree}, so that the bits do not depend on the threads. Steady state allocates
 * nothing. Spec: chapter 7, parallel.
 */
public final class ShardedNetwork {
    private final Network network;
    private final Shards shards;
    private final States kept;
    private final States next; // kept ones of the call at hand, taken over when it is whole
    private final Learning learning;
    private final ShardTree tree;
    private final WholeBatch whole;
    private Learner[] training = {}; // by the number of the worker, made when first needed
    private Learner[] measuring = {};
    private final ShardTree.Leaf learn = this::learn; // kept, so that no step makes a new one
    private Job job; // the call at hand
    private boolean wantGradient;
    private Slot sum; // what all its shards found
    private float scale;

    /** A network, the threads it may use, the states its stateful layers keep, and what it learns. */
    public ShardedNetwork(Network network, Shards shards, States kept, Learning learning) {
        this.network = network;
        this.shards = shards;
        this.kept = kept;
        this.next = States.kept(network.architecture());
        this.learning = learning;
        this.tree = new ShardTree(shards, network, learning.places()[learning.metrics().size()]);
        this.whole = new WholeBatch(network, learning, kept, next, tree);
    }

    /** Buffers of gradients that a batch of {@code rows} rows takes on this many threads. */
    public static int gradientBuffers(int rows, int threads) {
        return Slot.needed(Shards.of(rows), threads);
    }

    /** Bytes of what each thread makes beside the network to learn from samples of {@code steps} rows: a dry run. */
    public static long workerBytes(Network network, Learning learning, int steps) {
        Buffers counted = Buffers.counting();
        boolean words = network.architecture().layer(0).vocabulary() > 0; // whose steps lie in one row
        new Learner(network, learning, Shards.ROWS, true, counted).reserve(words ? 1 : steps,
                words ? steps : network.architecture().inputShape().features());
        return counted.bytes();
    }

    /** Bytes of what each thread makes beside that to read such samples from a {@link lstm4j.train.SampleSource}. */
    public static long readingBytes(Network network, Learning learning, int steps) {
        boolean words = network.architecture().layer(0).vocabulary() > 0;
        int features = network.architecture().inputShape().features();
        int outputs = network.architecture().outputShape().features();
        int outputSteps = network.architecture().outputShapeOf(steps).rowsPerSample();
        Buffers counted = Buffers.counting();
        Batch batch = new Batch(Shards.ROWS, counted);
        batch.reserve(words ? 1 : steps, outputSteps);
        long before = counted.bytes();
        batch.own(words ? steps : features, outputSteps, learning.loss().isSparse() ? 1 : outputs);
        return counted.bytes() - before;
    }

    /**
     * Gradient of a batch, mean over its rows plus that of the penalties, and its loss and metrics into {@code totals}.
     *
     * @return [weight][rows][columns], a buffer good until the next call
     */
    public float[][][] gradients(Job job, Totals totals) {
        network.transpose();
        run(job, true);
        scale = sum.count == 0 ? 0 : (float) (1.0 / sum.count);
        float[][][] gradients = sum.gradients;
        for (int w = 0; w < gradients.length; w++) {
            for (int r = rows().next(w, 0); r >= 0; r = rows().next(w, r + 1)) {
                Rows.scale(gradients[w][r], scale, gradients[w][r].length);
            }
        }
        total(penalty(gradients), totals);
        return gradients;
    }

    /** Where the last result of {@link #gradients} may differ from 0. */
    TouchedRows rows() {
        return sum.rows;
    }

    /** What the last call of {@link #gradients} multiplied sums by to make them means. */
    public float scale() {
        return scale;
    }

    /** Loss and metrics of a batch into {@code totals}. */
    public void evaluate(Job job, Totals totals) {
        run(job, false);
        total(penalty(null), totals);
    }

    /** The penalties of all weights that learn; their slopes are added to {@code gradients} unless that is null. */
    private double penalty(float[][][] gradients) {
        double penalty = 0;
        for (int w = 0; w < network.weights().length; w++) {
            Regularizer regularizer = network.specs().get(w).regularizer();
            boolean counts = network.specs().get(w).trainable() && !regularizer.isNone();
            for (int r = 0; counts && r < network.weights()[w].length; r++) {
                penalty += Penalty.of(regularizer, network.weights()[w][r], gradients == null ? null : gradients[w][r]);
            }
        }
        return penalty;
    }

    private void total(double penalty, Totals totals) {
        totals.addLoss((sum.count == 0 ? 0 : sum.loss / sum.count) + sum.penalty / job.size() + penalty, job.size());
        for (int k = 0; k < sum.metrics.length; k++) {
            totals.add(k, sum.metrics[k]);
        }
    }

    /** Runs all shards of a batch. */
    private void run(Job job, boolean wantGradient) {
        this.job = job;
        this.wantGradient = wantGradient;
        tree.release(sum);
        sum = null;
        if (job.samples.remote() != null) {
            sum = remote(job.samples.remote());
        } else if (wantGradient && job.dropout && whole.isNeeded()) {
            sum = whole.run(shards, job, job.shards());
        } else {
            reserve();
            sum = tree.sum(job.shards(), wantGradient, learn);
        }
        kept.take(next, job.size());
    }

    /** What others found, who have the samples. */
    private Slot remote(RemoteSamples others) {
        RemoteSamples.Order order = job.order == null ? null : new RemoteSamples.Order(job.order.samples, job.order.seed, job.order.epoch);
        byte[] found = others.sum(new RemoteSamples.Step(network.weights(), wantGradient, job.seed, job.iteration, order, job.from, job.to));
        Slot slot = tree.take(wantGradient);
        SlotBytes.read(found, slot, wantGradient);
        return slot;
    }

    /** What all shards of a part of a batch found: a buffer good until the next call. */
    Slot part(Job job, boolean wantGradient) {
        if (wantGradient) {
            network.transpose();
        }
        run(job, wantGradient);
        return sum;
    }

    /** Makes places for the workers of as many threads as there may be now. */
    private void reserve() {
        if (training.length < shards.parallelism()) {
            training = Arrays.copyOf(training, shards.parallelism());
            measuring = Arrays.copyOf(measuring, shards.parallelism());
        }
    }

    private Learner worker(int number, boolean forTraining) {
        Learner[] workers = forTraining ? training : measuring;
        if (workers[number] == null) {
            workers[number] = new Learner(network, learning, Shards.ROWS, forTraining, Buffers.REAL);
        }
        return workers[number];
    }

    private void learn(int number, int shard, Slot slot) {
        worker(number, wantGradient).learn(job, shard * Shards.ROWS, kept, next, slot, wantGradient);
    }
}
