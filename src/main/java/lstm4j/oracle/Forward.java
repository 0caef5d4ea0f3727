package lstm4j.oracle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A forward pass with every number in between.
 *
 * @param layers one trace for each layer, in order
 */
public record Forward(List<LayerTrace> layers) {
    /** The output of the model, [B][T][K]; T = 1 when the model returns (batch, K). */
    public double[][][] output() {
        return last().output();
    }

    /** The mask that reaches the output, [B][T], or null; it also masks the loss. */
    public boolean[][] outputMask() {
        return last().outputMask();
    }

    /** The trace of the layer with this name; [ORC-4] if there is none. */
    public LayerTrace layer(String name) {
        return layers.stream().filter(layer -> name.equals(layer.name())).findFirst()
                .orElseThrow(() -> OracleInput.unknownLayer(name, layers.stream().map(LayerTrace::name).toList()));
    }

    /** The final state of every LSTM layer by its name. */
    public Map<String, OracleState> finalStates() {
        Map<String, OracleState> states = new LinkedHashMap<>();
        for (LayerTrace layer : layers) {
            if (layer.finalState() != null) {
                states.put(layer.name(), layer.finalState());
            }
        }
        return states;
    }

    private LayerTrace last() {
        return layers.get(layers.size() - 1);
    }
}
