package lstm4j.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.oracle.OracleState;

/**
 * What is to be computed: layers, weights, data, states, and what to do otherwise than an LSTM does. A fault edits a copy;
 * several faults edit the same one, in turn. Arrays are shared: an edit puts new ones in their place.
 */
final class Plan {
    final Architecture architecture;
    final List<Layer> layers;
    final List<double[][][]> weights; // of each layer
    double[][][] x;                   // [B][T][F]
    boolean[][] mask;                 // [B][T] or null
    final Map<String, OracleState> states;
    final List<Changes> changes;      // of each layer
    final List<Consumer<Arrays3>> after = new ArrayList<>();
    final Step step;

    /** How gradients become weights. */
    static final class Step {
        double gradientFactor = 1;
        double penaltyFactor = 1;
        boolean trainsFrozen;
        UpdateVariant rule = UpdateVariant.OF_KERAS;
    }

    Plan(Architecture architecture, double[][][] all, double[][][] x, boolean[][] mask, Map<String, OracleState> states) {
        this(architecture, architecture.layers(), perLayer(architecture, all), x, mask, states,
                architecture.layers().stream().map(layer -> new Changes()).toList(), new Step());
    }

    private Plan(Architecture architecture, List<Layer> layers, List<double[][][]> weights, double[][][] x, boolean[][] mask,
            Map<String, OracleState> states, List<Changes> changes, Step step) {
        this.architecture = architecture;
        this.layers = new ArrayList<>(layers);
        this.weights = new ArrayList<>(weights);
        this.x = x;
        this.mask = mask;
        this.states = new HashMap<>(states);
        this.changes = changes.stream().map(Changes::copy).collect(Collectors.toCollection(ArrayList::new));
        this.step = step;
    }

    private static List<double[][][]> perLayer(Architecture architecture, double[][][] all) {
        List<double[][][]> weights = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < architecture.size(); i++) {
            int count = architecture.weights(i).size();
            weights.add(Arrays.copyOfRange(all, next, next + count));
            next += count;
        }
        return weights;
    }

    /** A copy that edits do not reach this plan through. */
    Plan copy() {
        Step copied = new Step();
        copied.gradientFactor = step.gradientFactor;
        copied.penaltyFactor = step.penaltyFactor;
        copied.trainsFrozen = step.trainsFrozen;
        copied.rule = step.rule;
        Plan copy = new Plan(architecture, layers, weights, x, mask, states, changes, copied);
        copy.after.addAll(after);
        return copy;
    }

    /** The layers from number {@code first} on, fed with x. */
    Plan from(int first, double[][][] x, boolean[][] mask) {
        Plan copy = copy();
        copy.layers.subList(0, first).clear();
        copy.weights.subList(0, first).clear();
        copy.changes.subList(0, first).clear();
        copy.x = x;
        copy.mask = mask;
        return copy;
    }

    /** The samples of these numbers alone. */
    Plan only(int[] samples) {
        Plan copy = copy();
        copy.x = Arrays.stream(samples).mapToObj(b -> x[b]).toArray(double[][][]::new);
        copy.mask = mask == null ? null : Arrays.stream(samples).mapToObj(b -> mask[b]).toArray(boolean[][]::new);
        copy.states((layer, part, rows) -> Arrays.stream(samples).mapToObj(b -> rows[b]).toArray(double[][]::new));
        return copy;
    }

    /** This plan with one layer, and what it begins with, as they are in another. */
    Plan withLayerOf(Plan other, int i) {
        Plan copy = copy();
        copy.layers.set(i, other.layers.get(i));
        copy.weights.set(i, other.weights.get(i));
        copy.changes.set(i, other.changes.get(i));
        String name = layers.get(i).name();
        copy.states.keySet().removeIf(state -> state.equals(name) && !other.states.containsKey(name));
        copy.states.computeIfPresent(name, (key, state) -> other.states.get(key));
        return copy;
    }

    void on(Switch one) {
        changes.forEach(own -> own.on(one));
    }

    /** The kinds of the layers, and of those inside them, in their order. */
    List<String> types() {
        return layers.stream().flatMap(layer -> JudgedLayers.withInside(layer).map(Layer::type)).distinct().toList();
    }

    /** Changes each layer of a kind. */
    <L extends Layer> void layers(Class<L> kind, UnaryOperator<L> change) {
        layers.replaceAll(layer -> JudgedLayers.changed(layer, kind, own -> change.apply(kind.cast(own))));
    }

    /** Changes the arrays (kernel, recurrent kernel, bias) of each layer of a kind. */
    void weights(Class<? extends Layer> kind, UnaryOperator<double[][][]> change) {
        for (int i = 0; i < layers.size(); i++) {
            weights.set(i, JudgedLayers.changed(layers.get(i), weights.get(i), kind, change));
        }
    }

    /** What becomes of a part of a layer's first state, one by its place and name. */
    interface StateEdit {
        double[][] of(String layer, int part, double[][] rows);
    }

    /** Changes each part of each first state. */
    void states(StateEdit change) {
        states.replaceAll((name, state) -> {
            double[][][] parts = state.parts().clone();
            for (int n = 0; n < parts.length; n++) {
                parts[n] = change.of(name, n, parts[n]);
            }
            return new OracleState(parts);
        });
    }

    /** The layers with their equations, as the plan is now. */
    List<JudgedLayer> judged() {
        List<JudgedLayer> judged = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            judged.add(JudgedLayers.of(layers.get(i), weights.get(i), changes.get(i), states.get(layers.get(i).name())));
        }
        return judged;
    }

    /** All arrays in the order of the model. */
    double[][][] flatWeights() {
        return weights.stream().flatMap(Arrays::stream).toArray(double[][][]::new);
    }

    /** The same with other weights. */
    Plan withWeights(double[][][] all) {
        Plan copy = copy();
        List<double[][][]> parts = perLayer(architecture, all);
        for (int i = 0; i < parts.size(); i++) {
            copy.weights.set(i, parts.get(i));
        }
        return copy;
    }
}
