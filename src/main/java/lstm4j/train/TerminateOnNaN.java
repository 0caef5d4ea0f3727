package lstm4j.train;

import lstm4j.layer.RuleException;

/**
 * Ends the training after the first batch that makes the loss NaN or infinite; the epoch still counts in the history.
 * Source: Keras 3, {@code callbacks/terminate_on_nan.py}.
 */
public final class TerminateOnNaN extends Callback {
    private boolean raiseError;
    private Appendable out;

    /** Ends the training quietly. */
    public TerminateOnNaN() {
    }

    /** Ends it with [FIT-14] instead. Changes this callback and returns it. */
    public TerminateOnNaN raiseError() {
        raiseError = true;
        return this;
    }

    /** Says in {@code out} that it ends the training. Changes this callback and returns it. */
    public TerminateOnNaN verbose(Appendable out) {
        this.out = out;
        return this;
    }

    @Override
    public void onBatchEnd(int batch, Logs logs, Training training) {
        double loss = logs.get("loss");
        if (Double.isFinite(loss)) {
            return;
        }
        if (raiseError) {
            throw new RuleException("FIT-14", "TerminateOnNaN", "a finite loss", PythonNumbers.repr(loss) + " at batch " + batch,
                    "look for NaN in the data; else try a smaller learning rate, or clipnorm(1) on the optimizer");
        }
        Output.print(out, "Batch " + batch + ": Invalid loss, terminating training\n");
        training.stopTraining();
    }
}
