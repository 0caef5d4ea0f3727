package lstm4j.keras;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberRows;
import lstm4j.keras.hdf5.Hdf5Dataset;
import lstm4j.keras.hdf5.Hdf5Group;
import lstm4j.keras.hdf5.Hdf5Node;
import lstm4j.layer.Architecture;
import lstm4j.layer.Weight;

/**
 * The arrays of Keras's old format: a list of layers in the attribute {@code layer_names}, a group for each, and in its
 * attribute {@code weight_names} where in the group the arrays lie. Names are followed as they are written, never guessed.
 */
final class LegacyWeights {
    private final String file;
    private final boolean theano;
    private final Map<String, List<NumberRows>> layers = new LinkedHashMap<>(); // layers with arrays, in the file's order

    /** The arrays below {@code model_weights}, or below the root of a file of weights alone. */
    LegacyWeights(Hdf5Group group, String file) throws ModelFormatException {
        this.file = file;
        this.theano = group.attribute("backend") != null && group.attribute("backend").string().equals("theano");
        for (String name : group.attributeStrings("layer_names")) {
            List<NumberRows> arrays = arrays(name, group.find(name));
            if (!arrays.isEmpty() && layers.put(name, arrays) != null) {
                throw new ModelFormatException("FILE-71", file, -1, "expected every layer once, got \"" + name + "\" twice", "");
            }
        }
    }

    static boolean looksLikeIt(Hdf5Group group) throws ModelFormatException {
        return group.attributeStrings("layer_names") != null;
    }

    private List<NumberRows> arrays(String name, Hdf5Node node) throws ModelFormatException {
        List<String> weightNames = node == null ? null : node.attributeStrings("weight_names");
        if (!(node instanceof Hdf5Group group) || weightNames == null) {
            throw new ModelFormatException("FILE-71", file, -1, "expected a group \"" + name + "\" with the attribute weight_names, got none", "");
        }
        List<NumberRows> arrays = new ArrayList<>();
        for (String weightName : weightNames) {
            arrays.add(Hdf5Tensors.read(dataset(group, weightName)));
        }
        return arrays;
    }

    private static Hdf5Dataset dataset(Hdf5Group group, String name) throws ModelFormatException {
        return group.dataset(name.startsWith("/") ? name.replaceFirst("^/+", "") : name);
    }

    /** The weights of a model by order: the k-th part that has weights gets the k-th group that has arrays. */
    List<float[][]> byOrder(Architecture architecture, List<Part> parts) throws ModelFormatException {
        List<String> names = List.copyOf(layers.keySet());
        List<float[][]> weights = new ArrayList<>();
        int next = 0;
        int k = 0;
        for (Part part : parts) {
            List<Integer> own = withWeights(architecture, next, next + part.size());
            if (!own.isEmpty() && k < names.size()) {
                weights.addAll(part.isModel() ? together(architecture, own, layers.get(names.get(k))) : fit(architecture, next, layers.get(names.get(k))));
            }
            k += own.isEmpty() ? 0 : 1;
            next += part.size();
        }
        if (k != names.size()) {
            List<Integer> needing = withWeights(architecture, 0, architecture.size());
            throw new ModelFormatException("FILE-71", file, -1, "expected weights of " + k + " layers "
                    + needing.stream().map(i -> architecture.layer(i).name()).collect(Collectors.toList()) + ", got " + names.size() + " " + names,
                    "the weights are those of another model");
        }
        return weights;
    }

    /** Of several layers whose arrays lie in one group, those that learn first. */
    private List<float[][]> together(Architecture architecture, List<Integer> layers, List<NumberRows> arrays) throws ModelFormatException {
        List<Weight> needed = layers.stream().flatMap(i -> architecture.weights(i).stream()).collect(Collectors.toList());
        if (needed.size() != arrays.size()) {
            throw new ModelFormatException("FILE-70", file, -1, "expected " + needed.size() + " arrays of a model inside the model, got " + arrays.size(),
                    "the weights are those of another model");
        }
        List<NumberRows> ordered = LegacyOrder.undone(needed, arrays);
        List<float[][]> weights = new ArrayList<>();
        int next = 0;
        for (int i : layers) {
            int end = next + architecture.weights(i).size();
            weights.addAll(WeightShapes.fit(architecture.layer(i), architecture.inputShape(i), ordered.subList(next, end), file));
            next = end;
        }
        return weights;
    }

    /** The weights of a model by the names of its layers. */
    List<float[][]> byName(Architecture architecture) throws ModelFormatException {
        List<float[][]> weights = new ArrayList<>();
        for (int i : withWeights(architecture, 0, architecture.size())) {
            List<NumberRows> arrays = layers.get(architecture.layer(i).name());
            if (arrays == null) {
                throw new ModelFormatException("FILE-71", file, -1, "expected weights of a layer named \"" + architecture.layer(i).name()
                        + "\", got " + layers.keySet(), "name the layer as in Keras, or load by order");
            }
            weights.addAll(fit(architecture, i, arrays));
        }
        return weights;
    }

    private List<float[][]> fit(Architecture architecture, int i, List<NumberRows> arrays) throws ModelFormatException {
        if (theano && arrays.stream().anyMatch(array -> array.shape().length > 2)) {
            throw new ModelFormatException("FILE-73", file, -1, "expected the kernel of \"" + architecture.layer(i).name()
                    + "\" in the order of time, got one of Theano, which turns kernels round", "open the model in Keras 2 on TensorFlow and save it there");
        }
        return WeightShapes.fit(architecture.layer(i), architecture.inputShape(i), LegacyOrder.undone(architecture.weights(i), arrays), file);
    }

    private static List<Integer> withWeights(Architecture architecture, int from, int to) {
        List<Integer> layers = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (!architecture.weights(i).isEmpty()) {
                layers.add(i);
            }
        }
        return layers;
    }
}
