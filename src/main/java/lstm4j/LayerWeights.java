package lstm4j;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import lstm4j.engine.Network;
import lstm4j.layer.RuleException;
import lstm4j.layer.Weight;
import lstm4j.run.WeightArrays;

/**
 * The weights of one layer of a model, by name: {@code kernel}, {@code recurrent_kernel}, {@code bias}, and for an LSTM
 * gate by gate {@code kernel_i}, {@code recurrent_kernel_f}, {@code bias_c}, … (Keras's names; gate c is the candidate).
 * Everything is copied on the way out and in. Spec: chapter 3, rule LSTM-1.
 */
public final class LayerWeights {
    private final LiveModel model;
    private final Network network;
    private final int layer;
    private final List<Weight> specs;
    private final List<String> gates;

    LayerWeights(LiveModel model, int layer) {
        this.model = model;
        this.network = model.network();
        this.layer = layer;
        this.specs = network.architecture().weights(layer);
        this.gates = network.architecture().layer(layer).gates();
    }

    /** The kernel: (F, 4U) of an LSTM with the columns of gates i, f, c, o side by side; (F, U) of a Dense layer. */
    public float[][] kernel() {
        return get("kernel");
    }

    /** The recurrent kernel (U, 4U) of an LSTM. */
    public float[][] recurrentKernel() {
        return get("recurrent_kernel");
    }

    /** The bias: (4U) of an LSTM, (U) of a Dense layer. */
    public float[] bias() {
        return get("bias")[0];
    }

    /**
     * An array by name, or the columns of one gate: {@code kernel_i} is (F, U), {@code recurrent_kernel_i} (U, U) and
     * {@code bias_i} one row of U.
     *
     * @throws RuleException DATA-9 no such array; PAR-12 while another thread uses the model
     */
    public float[][] get(String name) {
        return model.turn.use("layer.get", () -> copy(name));
    }

    private float[][] copy(String name) {
        int gate = gate(name);
        float[][] whole = array(gate < 0 ? name : withoutGate(name), name);
        if (gate < 0) {
            return WeightArrays.of(whole);
        }
        int U = whole[0].length / gates.size();
        float[][] part = new float[whole.length][U];
        for (int r = 0; r < whole.length; r++) {
            System.arraycopy(whole[r], gate * U, part[r], 0, U);
        }
        return part;
    }

    /**
     * Replaces an array, or the columns of one gate.
     *
     * @throws RuleException DATA-8 another shape, DATA-9 no such array, PAR-12 while another thread uses the model; nothing is changed then
     */
    public void set(String name, float[][] values) {
        model.turn.run("layer.set", () -> replace(name, values));
    }

    private void replace(String name, float[][] values) {
        model.requireOwn("layer.set");
        int gate = gate(name);
        float[][] whole = array(gate < 0 ? name : withoutGate(name), name);
        int columns = gate < 0 ? whole[0].length : whole[0].length / gates.size();
        WeightArrays.requireShape(new Weight(name, whole.length, columns, false, null, null, false), values);
        for (int r = 0; r < whole.length; r++) {
            System.arraycopy(values[r], 0, whole[r], Math.max(0, gate) * columns, columns);
        }
    }

    /** Replaces the bias, or one gate's part of it ({@code bias_f}). */
    public void set(String name, float[] values) {
        set(name, new float[][] {values});
    }

    /**
     * Whether the layer learns from now on. As in Keras that begins with the next {@code compile}, which is needed before the model
     * trains again. Weights and states stay.
     */
    public void trainable(boolean trainable) {
        model.turn.run("layer.trainable", () -> model.trainable(layer, trainable));
    }

    /** Number of the gate whose part of an array this name means, or −1 for a whole array. */
    private int gate(String name) {
        return name.lastIndexOf('_') < 0 ? -1 : gates.indexOf(name.substring(name.lastIndexOf('_') + 1));
    }

    private static String withoutGate(String name) {
        return name.substring(0, name.lastIndexOf('_'));
    }

    private float[][] array(String name, String asked) {
        for (int w = 0; w < specs.size(); w++) {
            if (specs.get(w).name().equals(name)) {
                return network.weights()[network.firstArray(layer) + w];
            }
        }
        throw new RuleException("DATA-9", network.architecture().layer(layer).name(), "one of "
                + String.join(", ", specs.stream().map(Weight::name).collect(Collectors.toList())), asked,
                specs.isEmpty() ? "this layer has no weights" : gates.isEmpty() ? "" : "a gate's part is called " + exampleOfParts());
    }

    /** {@code kernel_i, recurrent_kernel_f, bias_c, …_o}: every array and every gate once. */
    private String exampleOfParts() {
        List<String> parts = new ArrayList<>();
        for (int g = 0; g < gates.size(); g++) {
            parts.add((g < specs.size() ? specs.get(g).name() : "…") + "_" + gates.get(g));
        }
        return String.join(", ", parts);
    }
}
