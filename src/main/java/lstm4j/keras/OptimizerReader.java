package lstm4j.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberRows;
import lstm4j.keras.hdf5.Hdf5Dataset;
import lstm4j.keras.hdf5.Hdf5Group;
import lstm4j.keras.hdf5.Hdf5Kind;
import lstm4j.layer.Architecture;
import lstm4j.layer.Weight;
import lstm4j.train.Adam;
import lstm4j.train.Nadam;
import lstm4j.train.Optimizer;

/**
 * The memory of an optimizer, brought into the order of Keras 3's files. Where its arrays do not fit, there is an obstacle to
 * training and no memory: predictions do not need it.
 */
final class OptimizerReader {
    /** The counter of steps among the numbers without axes: {@code Adam/iter:0}, {@code iteration:0}, {@code Adam/iterations:0}. */
    private static final Pattern COUNTER = Pattern.compile("(?:.*/)?iter(?:ation)?s?(?:_\\d+)?(?::0)?");
    /** What an array of Adam is, in its name: {@code …/kernel/m:0}, {@code Adam/m/…/kernel:0} or {@code …_kernel_momentum}. */
    private static final Pattern ENDS_WITH_KIND = Pattern.compile(".*(?:/|_)(m|v|vhat|momentum|velocity|velocity_hat)(?:_\\d+)?(?::0)?");
    private static final Pattern BEGINS_WITH_KIND = Pattern.compile("[^/]+/(m|v|vhat)/.*");

    private final Optimizer optimizer;
    private final List<Weight> weights = new ArrayList<>(); // that learn: Keras keeps nothing for others
    private final Reading reading;

    OptimizerReader(Optimizer optimizer, Architecture architecture, Reading reading) {
        this.optimizer = optimizer;
        this.reading = reading;
        for (int i = 0; i < architecture.size(); i++) {
            architecture.weights(i).stream().filter(Weight::trainable).forEach(weights::add);
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
        return read(arrays, alternates(names));
    }

    /**
     * Whether Adam's mean and mean square alternate from weight to weight. The names tell; where they do not, as in Keras before
     * tf.keras, all means come first, and {@code slot_0} is how lstm4j once wrote them in turn.
     */
    private boolean alternates(List<String> names) {
        List<String> kinds = names.stream().map(OptimizerReader::kind).filter(Objects::nonNull).collect(Collectors.toList());
        return kinds.size() > 1 ? !kinds.get(0).equals(kinds.get(1))
                : names.contains("slot_0") || reading.generation.compareTo(Generation.KERAS_2_11) >= 0;
    }

    private static String kind(String name) {
        Matcher end = ENDS_WITH_KIND.matcher(name);
        Matcher begin = BEGINS_WITH_KIND.matcher(name);
        return end.matches() ? end.group(1) : begin.matches() ? begin.group(1) : null;
    }

    /** From the arrays in a file's order, numbers that belong to no weight (counter, learning rate) in front or between. */
    SavedOptimizer read(List<Hdf5Dataset> arrays, boolean alternates) throws ModelFormatException {
        List<NumberRows> slots = new ArrayList<>();
        for (Hdf5Dataset array : arrays) {
            if (array.shape().length > 0) {
                slots.add(Hdf5Tensors.read(array));
            }
        }
        int W = weights.size();
        if (slots.size() == (optimizer.slots() + 1) * W && slots.subList(slots.size() - W, slots.size()).stream().allMatch(s -> s.count() == 1)) {
            slots = slots.subList(0, slots.size() - W); // Keras 2's Adam without amsgrad keeps a number for each weight in its place
        }
        if (optimizer.slots() == 0) {
            slots = List.of(); // Keras 2's SGD keeps arrays even where its momentum is 0 and they are never read
        } else if (slots.isEmpty()) {
            return null;
        }
        long iteration = iteration(arrays);
        if (slots.size() != optimizer.slots() * W) {
            return dropped("there are " + slots.size() + " for " + W + " weights");
        }
        if (iteration < 0) {
            return dropped("the number of steps taken is not among them");
        }
        List<float[][]> ordered = ordered(slots, alternates);
        return ordered == null ? dropped("their shapes are not those of the weights") : new SavedOptimizer(iteration, ordered);
    }

    /**
     * The counter: the whole number among those without axes, or in Keras 2.0 a float by its name. −1 where there is none but
     * one is needed; RMSprop and SGD of Keras 2 do without.
     */
    private long iteration(List<Hdf5Dataset> arrays) throws ModelFormatException {
        for (Hdf5Dataset array : arrays) {
            if (array.shape().length == 0 && array.kind() == Hdf5Kind.INTEGER) {
                return array.longs()[0];
            }
        }
        for (Hdf5Dataset array : arrays) {
            if (array.shape().length == 0 && COUNTER.matcher(array.name()).matches()) {
                return (long) array.doubles()[0];
            }
        }
        return countsSteps() ? -1 : 0;
    }

    /** Whether the next step depends on how many there were. */
    private boolean countsSteps() {
        return optimizer instanceof Adam || optimizer instanceof Nadam || !optimizer.hasConstantRate();
    }

    /** The arrays in Keras 3's order; null where one has not the shape of its weight. */
    private List<float[][]> ordered(List<NumberRows> slots, boolean alternates) {
        float[][][] ordered = new float[slots.size()][][];
        int W = weights.size();
        for (int slot = 0; slot < optimizer.slots(); slot++) {
            for (int w = 0; w < W; w++) {
                int place = SavedOptimizer.place(optimizer, slot, w, W);
                float[][] rows = slots.get(alternates ? place : slot * W + w).rows();
                if (rows.length != weights.get(w).rows() || rows[0].length != weights.get(w).columns()) {
                    return null;
                }
                ordered[place] = rows;
            }
        }
        return Arrays.asList(ordered);
    }

    private SavedOptimizer dropped(String why) {
        reading.obstacle("the optimizer's arrays were not read (" + why + "); training would go on with a fresh " + optimizer.name());
        return null;
    }
}
