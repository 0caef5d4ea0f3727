package lstm4j.oracle;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import lstm4j.layer.RuleException;

/**
 * What goes into a forward pass beside weights and data. Immutable: each method returns a changed copy, starting from
 * {@link #NONE}. Layers are named as in the model; names and shapes are checked when the options are used, [ORC-4].
 */
public final class Options implements Cloneable {
    /** Zero states, no dropout, no mask, gradients through all steps. */
    public static final Options NONE = new Options();

    private Map<String, OracleState> initialStates = Map.of();
    private Map<String, double[][]> inputDropouts = Map.of();
    private Map<String, double[][]> recurrentDropouts = Map.of();
    private Map<String, double[][][]> dropouts = Map.of();
    private boolean[][] mask;
    private int truncate = Integer.MAX_VALUE;
    private boolean training;

    private Options() {
    }

    /** A copy with one change made by {@code change}. */
    private Options with(Consumer<Options> change) {
        try {
            Options copy = (Options) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("lstm4j bug: options are Cloneable", e);
        }
    }

    /** With this state before the first step of a layer; a stateful layer goes on with {@link Forward#finalStates()}. */
    public Options initialState(String layer, OracleState state) {
        return with(o -> o.initialStates = with(initialStates, layer, state));
    }

    /** With the states of all these layers: {@code options.initialStates(before.finalStates())}. */
    public Options initialStates(Map<String, OracleState> states) {
        return with(o -> o.initialStates = Map.copyOf(states));
    }

    /** With each input of an LSTM layer multiplied by {@code factors[B][F]}, the same at every step: 0 or 1/(1 − rate). */
    public Options inputDropout(String layer, double[][] factors) {
        return with(o -> o.inputDropouts = with(inputDropouts, layer, factors));
    }

    /** With h multiplied by {@code factors[B][U]} on its way into the next step's recurrent kernel, the same at every step. */
    public Options recurrentDropout(String layer, double[][] factors) {
        return with(o -> o.recurrentDropouts = with(recurrentDropouts, layer, factors));
    }

    /**
     * With the rows that go through a Dropout or SpatialDropout1D layer multiplied by {@code factors[B][T][F]}; to those that go
     * through a GaussianNoise layer they are added.
     */
    public Options dropout(String layer, double[][][] factors) {
        return with(o -> o.dropouts = with(dropouts, layer, factors));
    }

    /** As in a step of training: a BatchNormalization layer that learns takes mean and variance of the batch. */
    public Options training() {
        return with(o -> o.training = true);
    }

    /** With this mask {@code [B][T]} on the data: false where a step is to be skipped, as a Masking layer in front would say. */
    public Options mask(boolean[][] used) {
        return with(o -> o.mask = used);
    }

    /**
     * With truncated back-propagation through time: dh and dc do not cross from step k to step k − 1, from 2k to 2k − 1, and
     * so on, counted in the order of processing. The forward pass does not change, and a masked step's repeated output
     * still passes its derivative back. At least 1, else [ORC-4]; k ≥ T changes nothing.
     */
    public Options truncate(int steps) {
        if (steps < 1) {
            throw new RuleException("ORC-4", "truncate", "at least 1 step", String.valueOf(steps), "");
        }
        return with(o -> o.truncate = steps);
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

    boolean isTraining() {
        return training;
    }

    int truncate() {
        return truncate;
    }

    Set<String> namesWithMemory() {
        Set<String> names = new TreeSet<>(initialStates.keySet());
        names.addAll(inputDropouts.keySet());
        names.addAll(recurrentDropouts.keySet());
        return names;
    }

    Set<String> dropoutNames() {
        return dropouts.keySet();
    }
}
