package lstm4j.run;

import java.util.Arrays;

import lstm4j.engine.Batch;
import lstm4j.engine.Buffers;
import lstm4j.engine.Network;
import lstm4j.engine.Room;

/**
 * A network that predicts from whole batches: cut into shards as {@link ShardedNetwork} cuts them, computed by any number of
 * threads. It knows nothing of training. Spec: chapter 7, parallel.
 */
public final class ShardedPredictor {
    private final Network network;
    private final Shards shards;
    private final States kept;
    private final States next; // kept ones of the call at hand, taken over when it is whole
    private ShardWorker[] workers = {}; // by their number, made when first needed

    /** A network, the threads it may use, and the states its stateful layers keep. */
    public ShardedPredictor(Network network, Shards shards, States kept) {
        this.network = network;
        this.shards = shards;
        this.kept = kept;
        this.next = States.kept(network.architecture());
    }

    /** What a prediction gives: outputs [N][S'][K], and the final states [layer][part][N][U] of all layers that have one. */
    public record Prediction(float[][][] outputs, States states) {
    }

    /** The outputs of a batch, of any size, as new arrays. */
    public Prediction predict(Job job) {
        float[][][] outputs = new float[job.size()][][];
        States last = States.all(network.architecture(), job.size());
        workers = Arrays.copyOf(workers, Math.max(workers.length, shards.parallelism()));
        shards.run(job.shards(), (number, shard) -> {
            ShardWorker worker = worker(number);
            int first = shard * Shards.ROWS;
            float[][][] y = worker.forward(job, first, kept, next);
            int S = worker.workspace.outputSteps(job.samples.steps(), job.samples.columns());
            for (int r = 0; r < worker.batch.rows; r++) {
                outputs[first + r] = new float[S][];
                for (int s = 0; s < S; s++) {
                    outputs[first + r][s] = y[s][r].clone();
                }
            }
            last.from(worker.workspace, first, worker.batch.rows);
        });
        kept.take(next, job.size());
        return new Prediction(outputs, last);
    }

    private ShardWorker worker(int number) {
        if (workers[number] == null) {
            workers[number] = new ShardWorker(network, Room.predicting(Shards.ROWS, Buffers.REAL), new Batch(Shards.ROWS, Buffers.REAL));
        }
        return workers[number];
    }
}
