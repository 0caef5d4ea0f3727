package lstm4j;

import java.util.Map;

/**
 * All that a prediction gives.
 *
 * @param rows [N][S][K] the outputs; S is 1 where the model returns one row a sample
 * @param states the final state of every LSTM layer by its name, h first as Keras returns them
 */
public record Outputs(float[][][] rows, Map<String, State> states) {
}
