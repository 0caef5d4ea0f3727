package lstm4j.run;

import java.util.Arrays;
import java.util.List;

import lstm4j.engine.Batch;
import lstm4j.engine.Buffers;
import lstm4j.engine.Call;
import lstm4j.engine.Network;
import lstm4j.engine.Objective;
import lstm4j.engine.Rows;
import lstm4j.engine.Workspace;
import lstm4j.train.Loss;
import lstm4j.train.RowMetric;

/**
 * A network at work on whole batches: cut into shards of {@value #SHARD_ROWS} rows, computed by any number of threads,
 * put together in a fixed order, so that the bits do not depend on the threads. Spec: chapter 7, parallel.
 *
 * <p>Shard s adds its gradients to slot s mod {@value #SLOTS}, a slot's shards one after the other; then the slots are
 * added up as a binary tree: 0 + 1, 2 + 3, …, then 0 + 2, …, then 0 + 4, … Steady state allocates nothing.
 */
public final class ShardedNetwork {
    /** Rows of a shard: part of the definition of a result's bits. */
    public static final int SHARD_ROWS = 32;
    /** Gradient buffers at most: likewise. */
    public static final int SLOTS = 16;

    private final Network network;
    private final Shards shards;
    private final long seed;
    private final Loss loss;
    private final List<RowMetric> metrics;
    private final int truncate;
    private final States kept;
    private final Sink sink;
    private final Worker[] training;
    private final Worker[] predicting;
    private final float[][][][] gradients = new float[SLOTS][][][]; // made when first needed
    private final double[] lossSum = new double[SLOTS];
    private final long[] count = new long[SLOTS];
    private final double[][] metricSum;
    private final Shards.Piece slot = this::runSlot; // kept, so that no step makes a new one
    private final Shards.Piece pair = this::addPair;

    // the call at hand
    private Samples samples;
    private int[] order;
    private int from;
    private int to;
    private long iteration;
    private boolean wantGradient;
    private boolean dropout;
    private States initial;
    private int stride;
    private float scale;

    /** Takes what backward left in a workspace, for rows first … first + R − 1 of the batch. */
    @FunctionalInterface
    public interface Sink {
        /** Called once for every shard, by the thread that computed it. */
        void take(Workspace workspace, int first, int R);
    }

    /** Buffers of one thread. */
    private record Worker(Workspace workspace, Batch batch, Objective objective, Call call) {
    }

    /**
     * A network with what training it is about.
     *
     * @param loss null for a network that only predicts
     * @param truncate steps gradients go back, 0 for all
     * @param kept states of stateful layers
     * @param sink who wants the gradients of inputs and initial states, or null when nobody does
     */
    public ShardedNetwork(Network network, Shards shards, long seed, Loss loss, List<RowMetric> metrics, int truncate, States kept,
            Sink sink) {
        this.network = network;
        this.shards = shards;
        this.seed = seed;
        this.loss = loss;
        this.metrics = List.copyOf(metrics);
        this.truncate = truncate;
        this.kept = kept;
        this.sink = sink;
        this.training = new Worker[shards.parallelism()];
        this.predicting = new Worker[shards.parallelism()];
        this.metricSum = new double[SLOTS][metrics.size()];
    }

    private Worker worker(int number, boolean forTraining) {
        Worker[] workers = forTraining ? training : predicting;
        if (workers[number] == null) {
            Workspace workspace = new Workspace(network, SHARD_ROWS, forTraining, sink != null, truncate);
            Objective objective = null;
            if (loss != null) {
                objective = new Objective(loss, network.head(), network.architecture().outputShape().features(), SHARD_ROWS, Buffers.REAL);
                if (objective.takesLogits()) {
                    workspace.useLogits();
                }
            }
            workers[number] = new Worker(workspace, new Batch(SHARD_ROWS, Buffers.REAL), objective, new Call());
        }
        return workers[number];
    }

    /**
     * Gradient of the batch order[from] … order[to − 1], mean over its rows plus that of the penalties, in slot 0, and
     * its loss and metrics into {@code totals}.
     *
     * @param dropout whether dropout is on, as in training
     * @param iteration number of the training step, which dropout depends on
     * @param initial states to begin with, before those kept; or null
     * @return [weight][rows][columns], a buffer good until the next call
     */
    public float[][][] gradients(Samples samples, int[] order, int from, int to, boolean dropout, long iteration, States initial,
            Totals totals) {
        network.transpose();
        this.dropout = dropout;
        this.iteration = iteration;
        int slots = run(samples, order, from, to, true, initial);
        for (stride = 1; stride < slots; stride *= 2) {
            shards.run((slots - stride + 2 * stride - 1) / (2 * stride), pair);
        }
        long rows = sum(count, slots);
        scale = rows == 0 ? 0 : (float) (1.0 / rows);
        double penalty = 0;
        for (int w = 0; w < gradients[0].length; w++) {
            for (int r = 0; r < gradients[0][w].length; r++) {
                float[] row = gradients[0][w][r];
                Rows.scale(row, scale, row.length);
                penalty += Penalty.of(network.specs().get(w).regularizer(), network.weights()[w][r], row);
            }
        }
        total(slots, rows, penalty, totals);
        return gradients[0];
    }

    /** What the last call of {@link #gradients} multiplied sums by to make them means. */
    public float scale() {
        return scale;
    }

    /** Loss and metrics of a batch into {@code totals}; dropout is off. */
    public void evaluate(Samples samples, int[] order, int from, int to, Totals totals) {
        dropout = false;
        int slots = run(samples, order, from, to, false, null);
        double penalty = 0;
        for (int w = 0; w < network.weights().length; w++) {
            for (float[] row : network.weights()[w]) {
                penalty += Penalty.of(network.specs().get(w).regularizer(), row, null);
            }
        }
        total(slots, sum(count, slots), penalty, totals);
    }

    private void total(int slots, long rows, double penalty, Totals totals) {
        double sum = 0;
        for (int s = 0; s < slots; s++) {
            sum += lossSum[s];
        }
        totals.addLoss((rows == 0 ? 0 : sum / rows) + penalty, to - from);
        for (int m = 0; m < metrics.size(); m++) {
            sum = 0;
            for (int s = 0; s < slots; s++) {
                sum += metricSum[s][m];
            }
            totals.addMetric(m, sum, rows);
        }
    }

    private static long sum(long[] counts, int slots) {
        long sum = 0;
        for (int s = 0; s < slots; s++) {
            sum += counts[s];
        }
        return sum;
    }

    /** Runs all shards of a batch and returns the number of slots they fill. */
    private int run(Samples samples, int[] order, int from, int to, boolean wantGradient, States initial) {
        begin(samples, order, from, to, initial);
        this.wantGradient = wantGradient;
        int slots = Math.min(SLOTS, (to - from + SHARD_ROWS - 1) / SHARD_ROWS);
        for (int s = 0; wantGradient && s < slots; s++) {
            if (gradients[s] == null) {
                gradients[s] = network.zeros();
            }
        }
        shards.run(slots, slot);
        return slots;
    }

    private void begin(Samples samples, int[] order, int from, int to, States initial) {
        this.samples = samples;
        this.order = order;
        this.from = from;
        this.to = to;
        this.initial = initial;
    }

    private void runSlot(int number, int slot) {
        Worker worker = worker(number, wantGradient);
        lossSum[slot] = 0;
        count[slot] = 0;
        Arrays.fill(metricSum[slot], 0);
        for (int w = 0; wantGradient && w < gradients[slot].length; w++) {
            for (float[] row : gradients[slot][w]) {
                Arrays.fill(row, 0);
            }
        }
        for (int first = slot * SHARD_ROWS; first < to - from; first += SLOTS * SHARD_ROWS) {
            float[][][] y = forward(worker, first);
            Workspace workspace = worker.workspace;
            int S = workspace.outputSteps(samples.steps(), samples.columns());
            boolean[][] mask = workspace.outputMask();
            worker.objective.run(worker.objective.takesLogits() ? workspace.logits() : y, mask, worker.batch, S, wantGradient);
            lossSum[slot] += worker.objective.sum();
            count[slot] += worker.objective.count();
            measure(y, mask, worker.batch, S, metricSum[slot]);
            if (wantGradient) {
                workspace.backward(worker.objective.gradient(), gradients[slot]);
                if (sink != null) {
                    sink.take(workspace, first, worker.batch.rows);
                }
            }
        }
    }

    /** Runs the model on the shard that begins with row {@code first} of the batch. */
    private float[][][] forward(Worker worker, int first) {
        int end = Math.min(to - from, first + SHARD_ROWS);
        Batch batch = worker.batch;
        samples.gather(order, from + first, from + end, worker.workspace.outputSteps(samples.steps(), samples.columns()), batch);
        worker.call.training = dropout;
        worker.call.seed = seed;
        worker.call.iteration = iteration;
        worker.call.firstRow = first;
        kept.into(worker.workspace, initial, first, batch.rows);
        float[][][] y = worker.workspace.forward(batch.x, batch.steps, batch.rows, worker.call);
        kept.from(worker.workspace, first, batch.rows);
        return y;
    }

    private void measure(float[][][] y, boolean[][] mask, Batch batch, int S, double[] sums) {
        for (int m = 0; m < sums.length; m++) {
            for (int s = 0; s < S; s++) {
                for (int r = 0; r < batch.rows; r++) {
                    if (mask == null || mask[s][r]) {
                        sums[m] += samples.labels().classes != null ? metrics.get(m).value(y[s][r], batch.classes[s][r])
                                : metrics.get(m).value(y[s][r], batch.targets[s][r]);
                    }
                }
            }
        }
    }

    private void addPair(int worker, int pair) {
        int left = pair * 2 * stride;
        for (int w = 0; w < gradients[left].length; w++) {
            for (int r = 0; r < gradients[left][w].length; r++) {
                float[] row = gradients[left][w][r];
                Rows.add(row, gradients[left + stride][w][r], row.length);
            }
        }
    }

    /** What a prediction gives: outputs [N][S'][K], and the final states [layer][part][N][U] of all layers that have one. */
    public record Prediction(float[][][] outputs, States states) {
    }

    /**
     * The outputs of samples from … to − 1 as new arrays.
     *
     * @param initial states to begin with, before those kept; or null
     */
    public Prediction predict(Samples samples, int from, int to, States initial) {
        float[][][] outputs = new float[to - from][][];
        States last = States.all(network.architecture(), to - from);
        dropout = false;
        begin(samples, null, from, to, initial);
        shards.run((to - from + SHARD_ROWS - 1) / SHARD_ROWS, (number, shard) -> {
            Worker worker = worker(number, false);
            int first = shard * SHARD_ROWS;
            float[][][] y = forward(worker, first);
            int S = worker.workspace.outputSteps(samples.steps(), samples.columns());
            for (int r = 0; r < worker.batch.rows; r++) {
                outputs[first + r] = new float[S][];
                for (int s = 0; s < S; s++) {
                    outputs[first + r][s] = y[s][r].clone();
                }
            }
            last.from(worker.workspace, first, worker.batch.rows);
        });
        return new Prediction(outputs, last);
    }
}
