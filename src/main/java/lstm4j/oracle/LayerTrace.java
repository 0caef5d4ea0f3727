package lstm4j.oracle;

import java.util.List;

/**
 * What one layer did in a forward pass.
 *
 * @param name the layer's name
 * @param input [B][T][F] what went in
 * @param mask [B][T] the mask that went in, true where a step is used; null when there is none
 * @param output [B][T'][K] what came out; T' is 1 for an LSTM without returnSequences and for Flatten
 * @param outputMask [B][T'] the mask passed on, or null
 * @param steps every step of an LSTM layer in the order in which it was made; empty for other layers
 * @param finalState the state after the last step of an LSTM layer, which a stateful layer starts the next batch with;
 *     null for other layers
 */
public record LayerTrace(String name, double[][][] input, boolean[][] mask, double[][][] output, boolean[][] outputMask,
        List<Step> steps, OracleState finalState) {
    /** The trace of a layer without state. */
    static LayerTrace stateless(String name, double[][][] input, boolean[][] mask, double[][][] output, boolean[][] outputMask) {
        return new LayerTrace(name, input, mask, output, outputMask, List.of(), null);
    }
}
