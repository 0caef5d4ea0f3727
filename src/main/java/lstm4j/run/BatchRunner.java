package lstm4j.run;

import lstm4j.train.Fit;

/**
 * A model at work on one set of samples. {@link FitLoop} decides which samples come when; this interface turns them into
 * steps. The engine's facade implements it.
 */
public interface BatchRunner {
    /** Number of samples. */
    int size();

    /**
     * One step of the optimizer on the samples order[from], …, order[to − 1]: forward, loss, backward, new weights.
     * Adds to {@code totals} what the model gave <em>before</em> the step, as Keras does. The loss of each sample counts
     * by {@link Fit#trainingWeight}; the sum is divided by the number of samples, not by the sum of weights.
     */
    void train(int[] order, int from, int to, Totals totals);

    /**
     * Forward only, on the samples order[from], …, order[to − 1]; adds loss and metrics to {@code totals}. The loss counts
     * by the same weights, or by {@link Fit#validationSampleWeight} for validation data.
     */
    void evaluate(int[] order, int from, int to, Totals totals);
}
