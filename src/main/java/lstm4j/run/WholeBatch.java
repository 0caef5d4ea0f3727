package lstm4j.run;

import java.util.Arrays;
import java.util.stream.IntStream;

import lstm4j.engine.BatchNormalizationMoments;
import lstm4j.engine.Buffers;
import lstm4j.engine.Network;
import lstm4j.layer.Architecture;

/**
 * A training step of a network with layers that compute with numbers of the whole batch. All shards go up to such a layer
 * and wait there; what it wants to know of each of them is put together, shard by shard in their order, and all go on; on
 * the way back likewise. So every shard has a worker of its own, and a step needs memory in proportion to the batch. Spec:
 * chapter 20, rule BN-5.
 */
final class WholeBatch {
    private final Network network;
    private final Learning learning;
    private final States kept;
    private final States next;
    private final ShardTree tree;
    private final int[] spanning;         // the numbers of these layers
    private final BatchNormalizationMoments[] moments; // of the whole batch, by their order
    private Learner[] workers = {};   // by the number of the shard
    private BatchNormalizationMoments[] found = {};    // likewise, at the layer at hand; null where no gradient comes to it
    private final Shards.Piece ahead = this::ahead; // kept, so that no step makes a new one
    private final ShardTree.Leaf back = this::back;
    private Job job; // the step at hand
    private int phase;
    private int count; // shards

    WholeBatch(Network network, Learning learning, States kept, States next, ShardTree tree) {
        this.network = network;
        this.learning = learning;
        this.kept = kept;
        this.next = next;
        this.tree = tree;
        this.spanning = spanning(network.architecture());
        this.moments = Arrays.stream(spanning).mapToObj(i -> new BatchNormalizationMoments(network.architecture().inputShape(i).features(), Buffers.REAL))
                .toArray(BatchNormalizationMoments[]::new);
    }

    /** The numbers of the layers that compute with the whole batch. */
    private static int[] spanning(Architecture architecture) {
        return IntStream.range(0, architecture.size()).filter(i -> architecture.layer(i).spansBatch()).toArray();
    }

    /** Whether there is any such layer. */
    boolean isNeeded() {
        return spanning.length > 0;
    }

    /** The sums of loss, metrics and gradients of {@code count} shards; lets layers remember the step. */
    Slot run(Shards shards, Job job, int count) {
        this.job = job;
        this.count = count;
        reserve();
        for (phase = 0; phase < spanning.length; phase++) {
            shards.run(count, ahead);
            gatherRows();
        }
        Slot sum = tree.sum(count, true, back);
        gatherGradients();
        while (--phase >= 0) {
            Slot part = tree.sum(count, true, back);
            sum.exchange(part, 0, network.firstArray(spanning[phase]));
            tree.release(part);
            gatherGradients();
        }
        for (int i : spanning) {
            workers[0].workspace.endStep(i);
        }
        return sum;
    }

    private void reserve() {
        int before = workers.length;
        if (before < count) {
            workers = Arrays.copyOf(workers, count);
            found = Arrays.copyOf(found, count);
        }
        for (int shard = before; shard < count; shard++) {
            workers[shard] = new Learner(network, learning, Shards.ROWS, true, Buffers.REAL);
        }
    }

    /** One shard up to the next of these layers. */
    private void ahead(int number, int shard) {
        Learner worker = workers[shard];
        if (phase == 0) {
            worker.begin(job, shard * Shards.ROWS, kept);
        }
        worker.workspace.forwardTo(spanning[phase]);
        found[shard] = worker.workspace.collect(spanning[phase]);
    }

    private void gatherRows() {
        BatchNormalizationMoments all = moments[phase];
        all.clear();
        for (int shard = 0; shard < count; shard++) {
            all.addRows(found[shard]);
            workers[shard].workspace.share(spanning[phase], all);
        }
    }

    /** One shard: at first to the end and to the loss, then back to the next of these layers, whose own gradients are among those. */
    private void back(int number, int shard, Slot slot) {
        Learner worker = workers[shard];
        if (phase == spanning.length) {
            worker.measure(job, worker.finish(shard * Shards.ROWS, next), slot, true);
            worker.workspace.beginBackward(worker.gradient());
        } else {
            slot.touch(worker.batch);
        }
        worker.workspace.backwardTo(phase == 0 ? -1 : spanning[phase - 1], slot.gradients);
        found[shard] = phase == 0 ? null : worker.workspace.collectBackward(spanning[phase - 1], slot.gradients);
    }

    private void gatherGradients() {
        for (int shard = 0; shard < count && found[shard] != null; shard++) {
            moments[phase - 1].addGradients(found[shard]);
        }
    }
}
