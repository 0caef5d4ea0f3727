package lstm4j.keras;

import java.util.List;

/**
 * What an optimizer remembers between steps, so that training can go on where it stopped.
 *
 * @param iteration number of training steps taken
 * @param slots for each weight array, in the order of the model's weights, the optimizer's arrays of the same shape:
 *        Adam's mean and mean square of the gradient (and, with amsgrad, its largest mean square); RMSprop's mean square
 *        (then momentum, then mean, where it has them); SGD's momentum
 */
public record OptimizerState(long iteration, List<List<float[][]>> slots) {
    /** The lists are copied, the arrays are not. */
    public OptimizerState {
        slots = slots.stream().map(List::copyOf).toList();
    }
}
