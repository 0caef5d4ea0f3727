package lstm4j;

import java.util.Map;

/**
 * The loss of a batch and its derivative by everything it depends on. Spec: chapter 4.
 *
 * @param loss mean loss, penalties included
 * @param weights [weight][rows][columns] in Keras's order; no rows for a weight that does not learn
 * @param inputs [N][S][F]
 * @param initialStates by the name of each LSTM layer
 */
public record Gradients(double loss, float[][][] weights, float[][][] inputs, Map<String, State> initialStates) {
}
