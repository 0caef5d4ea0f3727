package lstm4j.run;

import lstm4j.engine.Batch;
import lstm4j.engine.Buffers;
import lstm4j.engine.Network;
import lstm4j.engine.Objective;
import lstm4j.engine.Room;
import lstm4j.train.RowMetric;

/** The same with loss, metrics and gradients of the shards. */
final class Learner extends ShardWorker {
    private final Learning learning;
    private final Objective objective;
    private final int[] places; // of the metrics among their sums

    /** Room for shards of {@code rows} rows; {@code training} when there will be gradients. */
    Learner(Network network, Learning learning, int rows, boolean training, Buffers buffers) {
        super(network, new Room(rows, training, learning.sink() != null, learning.truncate(), buffers), new Batch(rows, buffers));
        this.learning = learning;
        this.places = learning.places();
        this.objective = new Objective(learning.loss(), network.head(), network.architecture().outputShape().features(), rows, buffers);
        if (objective.takesLogits()) {
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
        slot.penalty += workspace.penalty();
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
