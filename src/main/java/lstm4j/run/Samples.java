package lstm4j.run;

import lstm4j.engine.Batch;
import lstm4j.train.RemoteSamples;

/** A checked data set of N samples with their labels and weights: in arrays, or read one by one from a {@link lstm4j.train.SampleSource}. */
public interface Samples {
    /** Number of samples N. */
    long size();

    /** Steps S of each sample. */
    int steps();

    /** Numbers F in each step. */
    int columns();

    /** Whether labels are class numbers. */
    boolean hasClasses();

    /** Who computes with them where they lie; null where that is here. */
    default RemoteSamples remote() {
        return null;
    }

    /** Points {@code batch} at the samples at positions from … to − 1 of an order, row by row; a null order is 0, 1, 2, … */
    void gather(SampleOrder order, long from, long to, int outputSteps, Batch batch);
}
