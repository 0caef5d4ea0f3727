package lstm4j.train;

import java.io.Serializable;

/**
 * Samples that lie on other machines, which also compute with them: {@link #sum} is asked for each batch, {@link #read} never.
 * There {@code lstm4j.PartWorker} computes runs of shards and puts their sums together; the optimizer and the callbacks stay here. For
 * engines that spread a training over machines; what they must keep to is PAR-15 and PAR-16.
 */
public interface RemoteSamples extends SampleSource {
    /** What all shards of a batch found, as {@code PartWorker} puts it together. */
    byte[] sum(Step step);

    /** Refused: these samples are not read here. */
    @Override
    default void read(long n, float[][] rows) {
        throw new UnsupportedOperationException("samples that lie on other machines are not read one by one");
    }

    /**
     * What is to be computed of a batch.
     *
     * @param weights all weights as they are now: buffers of the training
     * @param learns whether gradients are wanted, with the dropout of a training step
     * @param seed of dropout
     * @param iteration steps of the optimizer so far, or where nothing is learned a number below 0
     * @param order of the samples, or null for their own
     * @param from the position of its first sample in that order
     * @param to the position behind its last sample
     */
    record Step(float[][][] weights, boolean learns, long seed, long iteration, Order order, long from, long to) implements Serializable {
    }

    /** The order of the first {@code samples} samples in an epoch. */
    record Order(long samples, long seed, long epoch) implements Serializable {
    }
}
