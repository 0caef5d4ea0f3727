package lstm4j.train;

import java.util.List;

/**
 * An optimizer at work on the weights of one model: its step counter, its learning rate and the arrays ("slots") it keeps
 * for each weight. Spec: chapter 11. Source: Keras 3, {@code optimizers/base_optimizer.py}.
 */
public interface OptimizerState {
    /**
     * One array that the optimizer keeps for one weight.
     *
     * @param name Keras's name: {@code momentum}, {@code velocity}, {@code velocity_hat}, {@code average_gradient}
     * @param weight the number of the weight it belongs to, among all weights of the model
     * @param values the live array, [row][column], shaped like the weight
     */
    record Slot(String name, int weight, float[][] values) {
    }

    /** The description this was made from. */
    Optimizer optimizer();

    /** Number of steps taken. */
    long iteration();

    /** Sets the number of steps taken; at least 0, else [OPT-9]. */
    void iteration(long steps);

    /** The learning rate of the next step. */
    float learningRate();

    /** Sets the learning rate: finite and at least 0, else [OPT-1]; not under a schedule, else [OPT-7]. */
    void learningRate(double rate);

    /**
     * The arrays kept for the weights that learn, live, in the order in which Keras 3 files number them after {@code iteration}
     * and {@code learning_rate} (which is not a variable under a schedule): Adam's momentum and velocity alternate from
     * weight to weight, every other kind comes for all weights at once.
     */
    List<Slot> slots();

    /** Copies saved arrays into the slots, in the order of {@link #slots()}; their number and shapes match, else [OPT-8]. */
    void restoreSlots(List<float[][]> saved);

    /** The number after "Optimizer params" in Keras's summary: every slot, the counter, and the rate unless scheduled. */
    long parameterCount();
}
