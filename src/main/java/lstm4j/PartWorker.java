package lstm4j;

import java.util.List;
import java.util.function.LongUnaryOperator;

import lstm4j.run.PartSums;
import lstm4j.run.SampleOrder;
import lstm4j.run.Shards;
import lstm4j.train.Data;
import lstm4j.train.RemoteSamples;

/**
 * Computes parts of the batches of a training that goes on elsewhere: for engines that spread a training over machines. A part is an
 * aligned run of shards: 2ᵏ·{@value #SHARD_ROWS} rows of a batch, from a multiple of that on, or what is left at its end. The
 * sums of all runs of one length, put together in their order, have the bits of the whole batch on one machine [PAR-15]. For one thread.
 */
public final class PartWorker {
    /** Rows of a shard. */
    public static final int SHARD_ROWS = Shards.ROWS;

    private final LiveModel live;
    private final PartSums sums;
    private RemoteSamples.Step current; // whose weights it has

    /** A worker that changes the weights of this compiled model; [FIT-20] for another, [PAR-16] for one with layers that need a whole batch or the one before. */
    public PartWorker(Sequential model) {
        this.live = model.live;
        this.sums = new PartSums(live.network(), ModelCompiling.compiled(live, "a part of a batch").learning());
    }

    /** The position of each sample, by its number, in an order; null is their own. */
    public static LongUnaryOperator positions(RemoteSamples.Order order) {
        return order == null ? n -> n : new SampleOrder(order.samples(), order.seed(), order.epoch())::positionOf;
    }

    /** Whether the labels of a compiled model are class numbers. */
    public static boolean takesClasses(Sequential model) {
        return ModelCompiling.compiled(model.live, "labels").learning().loss().isSparse();
    }

    /**
     * What a run of shards finds.
     *
     * @param step whose weights, seed and iteration are used; of the same object as before the weights are there already
     * @param part the samples of the run, in the order of the batch
     * @param weights of these samples in the loss, or null
     * @param firstRow number of the first of them in the batch
     * @return its sum, to be combined
     */
    public byte[] sum(RemoteSamples.Step step, Data part, float[] weights, int firstRow) {
        if (step != current) {
            live.setWeights(step.weights());
            current = step;
        }
        return sums.sum(live.compiled.samples("x", part, n -> weights), firstRow, step.learns(), step.seed(), step.iteration());
    }

    /**
     * The sum of neighbouring runs of one length, in their order.
     *
     * @param runs all of the batch; or 2ᵏ from a multiple of that on, or what is left at its end
     * @param learns whether they have gradients
     */
    public byte[] combine(List<byte[]> runs, boolean learns) {
        return sums.combine(runs, learns);
    }
}
