package lstm4j.run;

import lstm4j.engine.Batch;
import lstm4j.engine.Buffers;
import lstm4j.engine.Call;
import lstm4j.engine.Network;
import lstm4j.engine.Objective;
import lstm4j.engine.Room;
import lstm4j.engine.Workspace;
import lstm4j.train.RowMetric;

/** The buffers in which one thread computes shards of a batch, one after the other. */
final class ShardWorker {
    final Workspace workspace;
    final Batch batch;
    private final Learning learning;
    private final Objective objective; // null where nothing is learned
    private final Call call = new Call();
    private final int layers;
    private final int[] places; // of the metrics among their sums

    /** Room for shards of {@code rows} rows; {@code training} when there will be gradients. */
    ShardWorker(Network network, Learning learning, int rows, boolean training, Buffers buffers) {
        this.learning = learning;
        this.layers = network.architecture().size();
        this.places = learning.places();
        this.batch = new Batch(rows, buffers);
        this.workspace = new Workspace(network, new Room(rows, training, learning.sink() != null, learning.truncate(), buffers));
        this.objective = learning.loss() == null ? null
                : new Objective(learning.loss(), network.head(), network.architecture().outputShape().features(), rows, buffers);
        if (objective != null && objective.takesLogits()) {
            workspace.useLogits();
        }
    }

    /** Makes room for samples of {@code steps} rows of {@code columns} numbers, which a first shard would do. */
    void reserve(int steps, int columns) {
        int outputSteps = workspace.outputSteps(steps, columns);
        workspace.reserve(steps, columns);
        objective.reserve(outputSteps);
        batch.reserve(steps, outputSteps);
    }

    /** Runs the model on the shard that begins with row {@code first} of the batch, final states into {@code next}; the result is a buffer. */
    float[][][] forward(Job job, int first, States kept, States next) {
        begin(job, first, kept);
        return finish(first, next);
    }

    /** Begins that run. */
    void begin(Job job, int first, States kept) {
        long end = Math.min(job.to, job.from + first + batch.capacity());
        job.samples.gather(job.order, job.from + first, end, workspace.outputSteps(job.samples.steps(), job.samples.columns()), batch);
        call.training = job.dropout;
        call.seed = job.seed;
        call.iteration = job.iteration;
        call.firstRow = first;
        kept.into(workspace, job.initial, first, batch.rows);
        workspace.begin(batch.x, batch.steps, batch.rows, call);
    }

    /** Ends it. */
    float[][][] finish(int first, States next) {
        float[][][] y = workspace.forwardTo(layers);
        next.from(workspace, first, batch.rows);
        return y;
    }

    /** Adds loss, metrics and, if wanted, gradients of that shard to {@code slot}. */
    void learn(Job job, int first, States kept, States next, Slot slot, boolean wantGradient) {
        measure(job, forward(job, first, kept, next), slot, wantGradient);
        if (wantGradient) {
            workspace.backward(objective.gradient(), slot.gradients);
            if (learning.sink() != null) {
                learning.sink().take(workspace, first, batch.rows);
            }
        }
    }

    /** Adds loss and metrics of the outputs y to {@code slot}, and leaves their gradient. */
    void measure(Job job, float[][][] y, Slot slot, boolean wantGradient) {
        int S = workspace.outputSteps(job.samples.steps(), job.samples.columns());
        boolean[][] mask = workspace.outputMask();
        objective.run(objective.takesLogits() ? workspace.logits() : y, mask, batch, S, wantGradient);
        slot.loss += objective.sum();
        slot.count += objective.count();
        measure(y, mask, S, job.samples.hasClasses(), slot.metrics);
        if (wantGradient) {
            slot.touch(batch);
        }
    }

    /** The gradient of the loss that {@link #measure} left. */
    float[][][] gradient() {
        return objective.gradient();
    }

    private void measure(float[][][] y, boolean[][] mask, int S, boolean classes, double[] sums) {
        for (int m = 0; m < learning.metrics().size(); m++) {
            RowMetric metric = learning.metrics().get(m);
            for (int s = 0; s < S; s++) {
                for (int r = 0; r < batch.rows; r++) {
                    if (mask == null || mask[s][r]) {
                        double weight = metric.isWeighted() && batch.weighted ? batch.weights[r] : 1;
                        if (classes) {
                            metric.add(y[s][r], batch.classes[s][r], weight, sums, places[m]);
                        } else {
                            metric.add(y[s][r], batch.targets[s][r], weight, sums, places[m]);
                        }
                    }
                }
            }
        }
    }
}
