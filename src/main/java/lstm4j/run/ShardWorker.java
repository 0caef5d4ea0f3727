package lstm4j.run;

import lstm4j.engine.Batch;
import lstm4j.engine.Call;
import lstm4j.engine.Network;
import lstm4j.engine.Room;
import lstm4j.engine.Workspace;

/** The buffers in which one thread runs the model on shards of a batch, one after the other. */
class ShardWorker {
    final Workspace workspace;
    final Batch batch;
    private final Call call = new Call();
    private final int layers;

    /** Buffers of this size for the model and for a shard. */
    ShardWorker(Network network, Room room, Batch batch) {
        this.layers = network.architecture().size();
        this.batch = batch;
        this.workspace = new Workspace(network, room);
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
        call.firstRow = job.firstRow + first;
        call.outputs = workspace.outputSteps(job.samples.steps(), job.samples.columns());
        kept.into(workspace, job.initial, first, batch.rows);
        workspace.begin(batch.x, batch.steps, batch.rows, call);
    }

    /** Ends it. */
    float[][][] finish(int first, States next) {
        float[][][] y = workspace.forwardTo(layers);
        next.from(workspace, first, batch.rows);
        return y;
    }
}
