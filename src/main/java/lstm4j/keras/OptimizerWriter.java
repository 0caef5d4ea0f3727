package lstm4j.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.hdf5.Hdf5Data;
import lstm4j.layer.Architecture;
import lstm4j.layer.RuleException;
import lstm4j.layer.Weight;
import lstm4j.train.Nadam;
import lstm4j.train.Optimizer;

/**
 * The memory of a compiled model's optimizer as Keras keeps it; what it begins with where it has not begun.
 *
 * <p>In an {@code .h5} it is that of tf.keras's optimizers before 2.11, with all arrays of one kind together and without the
 * learning rate: every tf.keras takes those for an optimizer whose configuration says nothing else. (What would call the newer
 * ones, {@code is_legacy_optimizer}, stops Keras 3 from opening the file; of an {@code .h5} it takes the counter alone.)
 */
final class OptimizerWriter {
    private final Optimizer optimizer;
    private final List<Weight> weights = new ArrayList<>();
    private final SavedOptimizer state;

    OptimizerWriter(KerasModel model) {
        this.optimizer = model.optimizer().get();
        this.state = model.optimizerState().orElse(null);
        Architecture architecture = model.architecture();
        for (int i = 0; i < architecture.size(); i++) {
            architecture.weights(i).stream().filter(Weight::trainable).forEach(weights::add);
        }
    }

    /** The variables in Keras 3's order. */
    List<Hdf5Data> inOrder() {
        Hdf5Data[] slots = new Hdf5Data[optimizer.slots() * weights.size()];
        for (int slot = 0; slot < optimizer.slots(); slot++) {
            for (int w = 0; w < weights.size(); w++) {
                slots[SavedOptimizer.place(optimizer, slot, w, weights.size())] = array(slot, w);
            }
        }
        List<Hdf5Data> variables = new ArrayList<>();
        variables.add(iteration());
        if (optimizer.hasConstantRate()) {
            variables.add(Hdf5Data.floats(new int[0], (float) optimizer.schedule().at(0)));
        }
        variables.addAll(List.of(slots));
        if (optimizer instanceof Nadam nadam) {
            variables.add(Hdf5Data.floats(new int[0], (float) product(nadam, state == null ? 0 : state.iteration())));
        }
        return variables;
    }

    /** u(1)·…·u(n) of chapter 11, which Keras 3 keeps; without it Keras takes none of the others. */
    private static double product(Nadam nadam, long steps) {
        double product = 1;
        double power = 1;
        for (long t = 1; t <= steps && product > 0; t++) {
            power *= 0.96;
            product *= nadam.beta1() * (1 - 0.5 * power);
        }
        return product;
    }

    /** The variables by their names in an {@code .h5}: {@code iter:0}, then {@code weight_0_momentum:0}, {@code weight_1_momentum:0}, … */
    Map<String, Hdf5Data> legacy() {
        Map<String, Hdf5Data> variables = new LinkedHashMap<>();
        variables.put("iter:0", iteration());
        List<String> kinds = optimizer.slotNames();
        for (int slot = 0; slot < kinds.size(); slot++) {
            for (int w = 0; w < weights.size(); w++) {
                variables.put("weight_" + w + "_" + kinds.get(slot) + ":0", array(slot, w));
            }
        }
        return variables;
    }

    private Hdf5Data iteration() {
        return Hdf5Data.longs(new int[0], state == null ? 0 : state.iteration());
    }

    private float[][] start(Weight weight) {
        float[][] rows = new float[weight.rows()][weight.columns()];
        for (float[] row : rows) {
            Arrays.fill(row, (float) optimizer.slotStart());
        }
        return rows;
    }

    private Hdf5Data array(int slot, int w) {
        Weight weight = weights.get(w);
        if (state == null) {
            return Hdf5Tensors.write(weight, start(weight));
        }
        int place = SavedOptimizer.place(optimizer, slot, w, weights.size());
        float[][] rows = place < state.slots().size() ? state.slots().get(place) : new float[0][];
        if (rows.length != weight.rows() || rows[0].length != weight.columns()) {
            throw new RuleException("FILE-70", weight.name(), "array " + place + " of the optimizer with the weight's shape " + weight.shape(),
                    place < state.slots().size() ? Tensor.of(rows).shapeText() : "none", "");
        }
        return Hdf5Tensors.write(weight, rows);
    }
}
