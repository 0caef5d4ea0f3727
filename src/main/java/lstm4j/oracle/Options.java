package lstm4j.oracle;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import lstm4j.layer.RuleException;

/**
 * What goes into a forward pass beside weights and data. Immutable: each method returns a changed copy, starting from
 * {@link #NONE}. Layers are named as in the model; names and shapes are checked when the options are used, [ORC-4].
 */
public final class Options {
    /** Zero states, no dropout, no mask, gradients through all steps. */
    public static final Options NONE = new Options(Map.of(), Map.of(), Map.of(), Map.of(), null, Integer.MAX_VALUE);

    private final Map<String, OracleState> initialStates;
    private final Map<String, double[][]> inputDropouts;
    private final Map<String, double[][]> recurrentDropouts;
    private final Map<String, double[][][]> dropouts;
    private final boolean[][] mask;
    private final int truncate;

    private Options(Map<String, OracleState> initialStates, Map<String, double[][]> inputDropouts,
            Map<String, double[][]> recurrentDropouts, Map<String, double[][][]> dropouts, boolean[][] mask, int truncate) {
        this.initialStates = initialStates;
        this.inputDropouts = inputDropouts;
        this.recurrentDropouts = recurrentDropouts;
        this.dropouts = dropouts;
        this.mask = mask;
        this.truncate = truncate;
    }

    /** With this state before the first step of an LSTM layer; a stateful layer goes on with {@link Forward#finalStates()}. */
    public Options initialState(String layer, OracleState state) {
        return new Options(with(initialStates, layer, state), inputDropouts, recurrentDropouts, dropouts, mask, truncate);
    }

    /** With the states of all these layers: {@code options.initialStates(before.finalStates())}. */
    public Options initialStates(Map<String, OracleState> states) {
        return new Options(Map.copyOf(states), inputDropouts, recurrentDropouts, dropouts, mask, truncate);
    }

    /** With each input of an LSTM layer multiplied by {@code factors[B][F]}, the same at every step: 0 or 1/(1 − rate). */
    public Options inputDropout(String layer, double[][] factors) {
        return new Options(initialStates, with(inputDropouts, layer, factors), recurrentDropouts, dropouts, mask, truncate);
    }

    /** With h multiplied by {@code factors[B][U]} on its way into the next step's recurrent kernel, the same at every step. */
    public Options recurrentDropout(String layer, double[][] factors) {
        return new Options(initialStates, inputDropouts, with(recurrentDropouts, layer, factors), dropouts, mask, truncate);
    }

    /** With the rows that go through a Dropout layer multiplied by {@code factors[B][T][F]}. */
    public Options dropout(String layer, double[][][] factors) {
        return new Options(initialStates, inputDropouts, recurrentDropouts, with(dropouts, layer, factors), mask, truncate);
    }

    /** With this mask {@code [B][T]} on the data: false where a step is to be skipped, as a Masking layer in front would say. */
    public Options mask(boolean[][] used) {
        return new Options(initialStates, inputDropouts, recurrentDropouts, dropouts, used, truncate);
    }

    /**
     * With truncated back-propagation through time: dh and dc do not cross from step k to step k − 1 where k, counted in the
     * order of processing, is a multiple of {@code steps}. The forward pass does not change, and a masked step's repeated
     * output still passes its derivative back. At least 1, else [ORC-4]; T or more changes nothing.
     */
    public Options truncate(int steps) {
        if (steps < 1) {
            throw new RuleException("ORC-4", "truncate", "at least 1 step", String.valueOf(steps), "");
        }
        return new Options(initialStates, inputDropouts, recurrentDropouts, dropouts, mask, steps);
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> changed = new HashMap<>(map);
        changed.put(key, value);
        return Map.copyOf(changed);
    }

    OracleState initialState(String layer) {
        return initialStates.get(layer);
    }

    double[][] inputDropout(String layer) {
        return inputDropouts.get(layer);
    }

    double[][] recurrentDropout(String layer) {
        return recurrentDropouts.get(layer);
    }

    double[][][] dropout(String layer) {
        return dropouts.get(layer);
    }

    boolean[][] mask() {
        return mask;
    }

    int truncate() {
        return truncate;
    }

    Set<String> lstmNames() {
        Set<String> names = new TreeSet<>(initialStates.keySet());
        names.addAll(inputDropouts.keySet());
        names.addAll(recurrentDropouts.keySet());
        return names;
    }

    Set<String> dropoutNames() {
        return dropouts.keySet();
    }
}
