package lstm4j.run;

/**
 * One call of a network: on which samples, with dropout or without, from which states on. One object is used for call
 * after call, so that no step makes a new one.
 */
public final class Job {
    Samples samples;
    SampleOrder order; // null for 0, 1, 2, …
    long from;
    long to;
    boolean dropout;
    long seed;
    long iteration;
    States initial;
    int firstRow; // of these samples in their batch

    /** The samples at positions from … to − 1 of an order, without dropout; a null order is 0, 1, 2, … */
    public Job on(Samples samples, SampleOrder order, long from, long to) {
        this.samples = samples;
        this.order = order;
        this.from = from;
        this.to = to;
        dropout = false;
        initial = null;
        firstRow = 0;
        return this;
    }

    /** As a part of a batch, whose row {@code row} is the first of them. */
    Job at(int row) {
        firstRow = row;
        return this;
    }

    /** With the dropout of a training step, which is a function of these two. */
    public Job dropout(long seed, long iteration) {
        dropout = true;
        this.seed = seed;
        this.iteration = iteration;
        return this;
    }

    /** Without training, the seed and the number of the call of which layers that always drop are a function; below 0. */
    public Job drawing(long seed, long call) {
        this.seed = seed;
        this.iteration = call;
        return this;
    }

    /** From these states on, which come before those the model keeps; null for none. */
    public Job beginning(States initial) {
        this.initial = initial;
        return this;
    }

    /** Number of samples. */
    int size() {
        return Math.toIntExact(to - from);
    }

    /** Number of shards that they are cut into. */
    int shards() {
        return Shards.of(size());
    }
}
