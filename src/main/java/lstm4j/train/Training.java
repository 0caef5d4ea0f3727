package lstm4j.train;

import java.util.List;

/** A training that is under way: what a {@link Callback} may ask and do. */
public interface Training {
    /** Number of the epoch after the last, as given to {@link Fit#epochs}. */
    int epochs();

    /** Batches in an epoch. */
    int steps();

    /** Samples in a batch; the last one may have fewer. */
    int batchSize();

    /** Whether there is validation at the end of each epoch, and so {@code val_loss} and its like. */
    boolean hasValidation();

    /** The compiled metrics. */
    List<RowMetric> metrics();

    /** A copy of all weights, [weight][row][column], in Keras's order. */
    float[][][] getWeights();

    /** Replaces all weights by copies of these, which have the same shapes. */
    void setWeights(float[][][] weights);

    /** The learning rate of the next step. */
    float learningRate();

    /** Sets the learning rate of all steps to come; refused with [OPT-7] when the optimizer has a schedule. */
    void learningRate(double rate);

    /** Ends the training: after this batch, or after this epoch when called at the end of one. */
    void stopTraining();

    /** Whether the training is to end. */
    boolean isStopping();
}
