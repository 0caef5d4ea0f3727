package lstm4j.keras;

import java.util.List;

import lstm4j.layer.Required;
import lstm4j.train.Optimizer;

/**
 * What an optimizer remembers between steps, so that training can go on where it stopped.
 *
 * @param iteration number of training steps taken
 * @param slots the optimizer's arrays as rows, in the order of Keras 3's files: the kinds of
 *        {@link Optimizer#slotNames}, of which the first {@link Optimizer#slotsInTurn} alternate from weight to weight and every
 *        other one comes for all weights at once
 */
public record SavedOptimizer(long iteration, List<float[][]> slots) {
    /** The list is copied, the arrays are not. */
    public SavedOptimizer {
        slots = Required.all("slots", slots.toArray(new float[0][][]));
    }

    /** Place of the {@code slot}-th array of the {@code weight}-th of {@code weights} weights. */
    static int place(Optimizer optimizer, int slot, int weight, int weights) {
        return slot < optimizer.slotsInTurn() ? optimizer.slotsInTurn() * weight + slot : slot * weights + weight;
    }
}
