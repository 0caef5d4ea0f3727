package lstm4j.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import lstm4j.PartWorker;

/**
 * Which partition each sample of an epoch lies in. A batch is cut into runs of 2ᵏ shards, each of which has a sum of its own; some
 * batches, one after the other, make a group; a partition holds the runs with one number of one group.
 *
 * @param samples how many there are
 * @param batchSize samples of a batch
 * @param rows rows of a run: 32·2ᵏ
 * @param group batches of a group
 */
record Layout(long samples, int batchSize, int rows, int group) implements Serializable {
    private static final long PARTITION_BYTES = 8 << 20; // of numbers, where one run is not longer: what a step may have to read from a disk

    /** The shortest runs of which a batch has at most {@code runs}. */
    static Layout of(long samples, int batchSize, int runs, Sizes sizes) {
        int batch = (int) Math.min(batchSize, samples);
        int rows = PartWorker.SHARD_ROWS;
        while ((batch - 1) / rows >= runs) {
            rows *= 2;
        }
        long bytes = 4L * sizes.numbers() * Math.min(batch, rows);
        long batches = (samples + batchSize - 1) / batchSize;
        return new Layout(samples, batchSize, rows, (int) Math.max(1, Math.min(batches, PARTITION_BYTES / bytes)));
    }

    /** Runs of a batch at most. */
    int runs() {
        return runs(0);
    }

    /** Runs of a batch. */
    int runs(long batch) {
        return (size(batch) + rows - 1) / rows;
    }

    private int size(long batch) {
        return (int) Math.min(batchSize, samples - batch * batchSize);
    }

    private long batches() {
        return (samples + batchSize - 1) / batchSize;
    }

    /** How many partitions there are. */
    int partitions() {
        return Math.toIntExact((batches() + group - 1) / group * runs());
    }

    /** The partition of a position. */
    int partition(long position) {
        return (int) (position / batchSize / group) * runs() + (int) (position % batchSize / rows);
    }

    /** Whether a partition holds a run of a batch. */
    boolean has(int partition, long batch) {
        return partition / runs() == batch / group && partition % runs() < runs(batch);
    }

    /** The blocks of a partition, batch after batch; samples come with their positions. */
    Iterator<Block> blocks(int partition, Iterator<NumberedSample> placed) {
        long first = (long) (partition / runs()) * group;
        int firstRow = partition % runs() * rows;
        float[][][] numbers = new float[(int) Math.min(group, batches() - first)][][];
        long[] checks = new long[numbers.length];
        for (int b = 0; b < numbers.length; b++) {
            numbers[b] = new float[Math.max(0, Math.min(rows, size(first + b) - firstRow))][];
        }
        while (placed.hasNext()) {
            NumberedSample sample = placed.next();
            int b = (int) (sample.number() / batchSize - first);
            numbers[b][(int) (sample.number() % batchSize) - firstRow] = sample.numbers();
            checks[b] += sample.check();
        }
        List<Block> blocks = new ArrayList<>();
        for (int b = 0; b < numbers.length; b++) {
            blocks.add(new Block(first + b, firstRow, numbers[b], checks[b]));
        }
        return blocks.iterator();
    }
}
