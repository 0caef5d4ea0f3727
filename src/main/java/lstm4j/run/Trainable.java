package lstm4j.run;

import java.util.List;

import lstm4j.train.OptimizerState;
import lstm4j.train.RowMetric;

/** What {@link FitLoop} and callbacks need of a compiled model, beside {@link BatchRunner}. The facade implements it. */
public interface Trainable {
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
