package lstm4j.train;

import java.nio.file.Path;
import java.util.List;

/** A training that is under way: what a {@link Callback} may ask and do. */
public interface Training {
    /** Number of the epoch after the last, as given to {@link Fit#epochs}. */
    int epochs();

    /** Batches in an epoch. */
    int steps();

    /** Samples in a batch; the last one may have fewer. */
    int batchSize();

    /** The seed of everything random in it: initial weights, order of samples, dropout. */
    long seed();

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

    /** Saves the model, or its weights alone, in the format that the name tells; what fails is an {@link java.io.UncheckedIOException}. */
    void save(Path path, boolean weightsOnly);

    /** Writes to this file, once every callback has heard of this event, all that the training needs to go on from here to the bit. */
    void backup(Path file);

    /**
     * Lets the training go on from this file, before its first epoch begins, and keep it up to date when the thread is interrupted.
     *
     * @return whether there is such a file
     */
    boolean restore(Path file);

    /** Ends the training: after this batch, or after this epoch when called at the end of one. */
    void stopTraining();

    /** Whether the training is to end. */
    boolean isStopping();
}
