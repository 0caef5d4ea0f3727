package lstm4j.train;

/**
 * Listens to a training and may steer it through {@link Training}. Override what is of interest; every method does
 * nothing by itself. Epochs and batches count from 0, as in Keras. An exception ends the training at once and reaches
 * the caller of {@code fit}; the model keeps the weights it has at that moment, and {@link #onTrainEnd} is not called.
 *
 * <pre>{@code
 * Callback stopWhenGood = new Callback() {
 *     public void onEpochEnd(int epoch, Logs logs, Training training) {
 *         if (logs.get("val_accuracy") > 0.97) {
 *             training.stopTraining();
 *         }
 *     }
 * };
 * }</pre>
 */
public abstract class Callback {
    /** A callback that does nothing yet. */
    protected Callback() {
    }

    /** Before the first epoch. */
    public void onTrainBegin(Training training) {
    }

    /** Before the first batch of an epoch. */
    public void onEpochBegin(int epoch, Training training) {
    }

    /**
     * After a step. {@code logs} holds the means of this epoch so far, {@code loss} and every metric, sorted by name;
     * it is overwritten by the next step.
     */
    public void onBatchEnd(int batch, Logs logs, Training training) {
    }

    /**
     * After an epoch and its validation. {@code logs} holds the means of the epoch sorted by name, then those of the
     * validation with {@code val_} before the name, then what callbacks before this one have put in.
     */
    public void onEpochEnd(int epoch, Logs logs, Training training) {
    }

    /** After the last epoch, with its logs (empty when no epoch was run). */
    public void onTrainEnd(Logs logs, Training training) {
    }
}
