package lstm4j.oracle;

import java.util.Map;

/**
 * A loss and its derivative by everything that went into it.
 *
 * @param loss the loss, penalties included
 * @param weights the derivative by each weight array, shaped and ordered as the weights
 * @param input [B][T][F] the derivative by the data
 * @param initialStates the derivative by the initial state of every LSTM layer, by its name
 */
public record OracleGradients(double loss, double[][][] weights, double[][][] input, Map<String, OracleState> initialStates) {
}
