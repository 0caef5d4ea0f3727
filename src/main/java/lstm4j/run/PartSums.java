package lstm4j.run;

import java.util.List;

import lstm4j.engine.Network;

/** Sums of parts of a batch, as bytes, on one thread. Spec: chapter 7, PAR-15. */
public final class PartSums {
    private final ShardedNetwork sharded;
    private final ShardTree tree;
    private final Job job = new Job();

    /** For a network and what it learns; [PAR-16] where its layers need more than a part of a batch. */
    public PartSums(Network network, Learning learning) {
        SourceSamples.requireParts(network.architecture());
        Shards here = new Shards(1);
        this.sharded = new ShardedNetwork(network, here, States.kept(network.architecture()), learning);
        this.tree = new ShardTree(here, network, learning.places()[learning.metrics().size()]);
    }

    /** The sum of all these samples, which are rows {@code firstRow} … of their batch; seed and iteration are those of the step. */
    public byte[] sum(Samples part, int firstRow, boolean learns, long seed, long iteration) {
        job.on(part, null, 0, part.size()).at(firstRow);
        if (learns) {
            job.dropout(seed, iteration);
        } else {
            job.drawing(seed, iteration);
        }
        return SlotBytes.of(sharded.part(job, learns), learns);
    }

    /** The sum of neighbouring runs. */
    public byte[] combine(List<byte[]> runs, boolean learns) {
        Slot sum = tree.sum(runs.size(), learns, (worker, run, slot) -> SlotBytes.read(runs.get(run), slot, learns));
        byte[] bytes = SlotBytes.of(sum, learns);
        tree.release(sum);
        return bytes;
    }
}
