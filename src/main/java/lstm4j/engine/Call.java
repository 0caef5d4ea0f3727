package lstm4j.engine;

/**
 * What a call of a network is about beside its data. One object is reused for every call.
 */
public final class Call {
    /** Whether dropout is on. */
    public boolean training;
    /** Seed of the model: dropout is a function of seed, iteration and place. */
    public long seed;
    /** Number of the training step; below 0 that of a call without training, counted from −1 down. */
    public long iteration;
    /** Place of row 0 of this shard within the whole batch. */
    public int firstRow;
    /** Rows that come out of the model for each sample. */
    public int outputs;
}
