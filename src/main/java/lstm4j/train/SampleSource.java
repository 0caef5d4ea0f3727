package lstm4j.train;

/**
 * Samples that need not lie in memory: those of a file, of a table, computed ones. Sample n, from 0, has {@link #steps} rows of
 * {@link #columns} numbers; data without time axis have one row, and so have the whole numbers that an Embedding takes.
 * Training reads a sample whenever its turn comes, on several threads at a time, and may read it again: it must always be the same.
 */
public interface SampleSource {
    /** Number of samples. */
    long samples();

    /** Rows of each sample: its time steps, or 1. */
    int steps();

    /** Numbers in each row. */
    int columns();

    /**
     * Reads a sample; any thread may call, also while another one does.
     *
     * @param n its number, below {@link #samples}
     * @param rows [steps][columns], to be filled
     */
    void read(long n, float[][] rows);
}
