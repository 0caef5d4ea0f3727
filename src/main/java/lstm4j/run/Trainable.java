package lstm4j.run;

import java.util.List;

import lstm4j.train.Fit;
import lstm4j.train.OptimizerState;
import lstm4j.train.RowMetric;

/**
 * A model as {@link FitLoop} and callbacks see it. The one implementation is {@link CompiledNetwork}; the interface stands
 * for the tests of the loop, whose scripted model records what it is asked for and has the losses it is told to have.
 */
public interface Trainable {
    /**
     * One step of the optimizer on the samples at positions from, …, to − 1 of an order, null for 0, 1, 2, …: forward, loss, backward, new weights.
     * Adds to {@code totals} what the model gave <em>before</em> the step, as Keras does. The loss of each sample counts
     * by {@link Fit#trainingWeight}; the sum is divided by the number of samples, not by the sum of weights.
     */
    void train(Samples samples, SampleOrder order, long from, long to, Totals totals);

    /** Forward only, on such samples; adds loss and metrics to {@code totals}. */
    void evaluate(Samples samples, SampleOrder order, long from, long to, Totals totals);

    /** A copy of all weights, [weight][row][column], in Keras's order. */
    float[][][] getWeights();

    /** Replaces all weights by copies of these. */
    void setWeights(float[][][] weights);

    /** The optimizer at work. */
    OptimizerState optimizer();

    /** The compiled metrics, in the order of the numbers in {@link Totals}. */
    List<RowMetric> metrics();

    /** The batch size that the model is built for, as a stateful one is, or {@link lstm4j.layer.Shape#ANY}. */
    int fixedBatch();
}
