package lstm4j.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.Tensor;
import lstm4j.keras.hdf5.Hdf5Dataset;
import lstm4j.keras.hdf5.Hdf5Group;
import lstm4j.keras.hdf5.Hdf5Values.Kind;
import lstm4j.layer.Architecture;
import lstm4j.layer.Weight;
import lstm4j.train.Adam;
import lstm4j.train.Optimizer;

/**
 * The memory of an optimizer, brought into the order of Keras 3's files. Where its arrays do not fit, there is a warning
 * and none: predictions do not need them.
 */
final class OptimizerReader {
    private final Optimizer optimizer;
    private final List<Weight> weights = new ArrayList<>();
    private final Reading reading;

    OptimizerReader(Optimizer optimizer, Architecture architecture, Reading reading) {
        this.optimizer = optimizer;
        this.reading = reading;
        for (int i = 0; i < architecture.size(); i++) {
            weights.addAll(architecture.weights(i));
        }
    }

    /** From {@code optimizer_weights} of the old format; null where there is nothing, or nothing that fits. */
    SavedOptimizer legacy(Hdf5Group group) throws ModelFormatException {
        List<String> names = group.attributeStrings("weight_names");
        if (names == null || names.isEmpty()) {
            return null;
        }
        if (reading.generation == Generation.KERAS_1) {
            return dropped("Keras 1 keeps them in an order of its own");
        }
        List<Hdf5Dataset> arrays = new ArrayList<>();
        for (String name : names) {
            arrays.add(group.dataset(name));
        }
        boolean interleaved = reading.generation == Generation.KERAS_3
                || names.stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).matches("adam/[mv]/.*"));
        return read(arrays, interleaved);
    }

    /** From the arrays in a file's order, numbers that belong to no weight (counter, learning rate) in front or between. */
    SavedOptimizer read(List<Hdf5Dataset> arrays, boolean interleaved) throws ModelFormatException {
        long iteration = 0;
        List<Tensor> slots = new ArrayList<>();
        for (Hdf5Dataset array : arrays) {
            if (array.shape().length > 0) {
                slots.add(Hdf5Tensors.read(array));
            } else if (array.kind() == Kind.INTEGER) {
                iteration = array.longs()[0];
            }
        }
        int W = weights.size();
        if (slots.size() == (optimizer.slots() + 1) * W && slots.subList(slots.size() - W, slots.size()).stream().allMatch(s -> s.values().length == 1)) {
            slots = slots.subList(0, slots.size() - W); // Keras 2's Adam without amsgrad keeps a number for each weight in its place
        }
        if (slots.size() != optimizer.slots() * W || iteration < 0) {
            return arrays.isEmpty() || slots.isEmpty() ? null : dropped("there are " + slots.size() + " for " + W + " weights");
        }
        List<float[][]> ordered = new ArrayList<>();
        for (int k = 0; k < slots.size(); k++) {
            int from = interleaved || !(optimizer instanceof Adam) || k >= 2 * W ? k : k % 2 * W + k / 2;
            int weight = optimizer instanceof Adam && k < 2 * W ? k / 2 : k % W;
            float[][] rows = slots.get(from).rows();
            if (rows.length != weights.get(weight).rows() || rows[0].length != weights.get(weight).columns()) {
                return dropped("their shapes are not those of the weights");
            }
            ordered.add(rows);
        }
        return new SavedOptimizer(iteration, ordered);
    }

    private SavedOptimizer dropped(String why) {
        reading.warn("the optimizer's arrays were not read (" + why + "); training goes on with a fresh " + optimizer.name());
        return null;
    }
}
