package lstm4j.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberRows;
import lstm4j.keras.hdf5.Hdf5Attribute;
import lstm4j.keras.hdf5.Hdf5Dataset;
import lstm4j.keras.hdf5.Hdf5Group;
import lstm4j.keras.hdf5.Hdf5Kind;
import lstm4j.keras.hdf5.Hdf5Node;
import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.Shape;

/**
 * The arrays of a {@code .weights.h5} file: {@code layers/lstm_1/cell/vars/0}. Groups carry the class of their layer and
 * count within the class; the layer's own name is an attribute. tf.keras 2.12 and 2.13 wrote
 * {@code _layer_checkpoint_dependencies} for {@code layers} and counted by twos, Windows wrote backslashes: both are read.
 */
final class V3Weights {
    private static final List<String> CONTAINERS = List.of("layers", "_layer_checkpoint_dependencies");

    private final Map<String, Hdf5Dataset> datasets = new LinkedHashMap<>(); // by path with slashes, none in front
    private final Map<String, String> layerNames = new HashMap<>();          // by path of the layer's group
    private final Set<String> taken = new HashSet<>();                       // paths of datasets that a layer has got
    private final String file;

    V3Weights(Hdf5Group root, String file) throws ModelFormatException {
        this.file = file;
        collect(root);
    }

    private void collect(Hdf5Group group) throws ModelFormatException {
        String path = normal(group);
        Hdf5Attribute name = group.attribute("name");
        if (name != null && path.endsWith("/vars")) {
            layerNames.put(path.substring(0, path.length() - "/vars".length()), name.string());
        }
        for (Hdf5Node child : group.children().values()) {
            if (child instanceof Hdf5Dataset dataset) {
                datasets.put(normal(child), dataset);
            } else if (child instanceof Hdf5Group below) {
                collect(below);
            }
        }
    }

    private static String normal(Hdf5Node node) {
        return node.path().replace('\\', '/').substring(1);
    }

    /** Whether there are layers or at least the optimizer's arrays as Keras 3 names them. */
    static boolean looksLikeIt(Hdf5Group root) {
        for (String name : root.children().keySet()) {
            if (CONTAINERS.contains(name.replace('\\', '/').replaceAll("/.*", ""))) {
                return true;
            }
        }
        return false;
    }

    /** The weights of a model by order: the k-th LSTM gets the k-th group of LSTMs, and so in each model inside it. */
    List<float[][]> byOrder(Architecture architecture, List<Part> parts) throws ModelFormatException {
        List<float[][]> weights = new ArrayList<>();
        collect(architecture, 0, parts, "", weights);
        requireAllTaken();
        return weights;
    }

    /** Whole numbers may be left: the states of generators of random numbers. */
    private void requireAllTaken() throws ModelFormatException {
        Set<String> left = datasets.entrySet().stream().filter(entry -> CONTAINERS.contains(entry.getKey().replaceAll("/.*", "")))
                .filter(entry -> !taken.contains(entry.getKey()) && entry.getValue().kind() != Hdf5Kind.INTEGER)
                .map(entry -> entry.getKey().replaceAll("/vars/.*", "")).collect(Collectors.toCollection(TreeSet::new));
        if (!left.isEmpty()) {
            throw new ModelFormatException("FILE-71", file, -1, "expected no other weights than those of the model's layers, got also " + shortened(left.toString()),
                    "the weights are those of another model");
        }
    }

    /** Of the parts that begin with layer {@code next}, whose groups lie below {@code prefix}. */
    private void collect(Architecture architecture, int next, List<Part> parts, String prefix, List<float[][]> weights) throws ModelFormatException {
        Map<String, Integer> seen = new HashMap<>();
        for (Part part : parts) {
            if (IntStream.range(next, next + part.size()).anyMatch(i -> !architecture.weights(i).isEmpty())) {
                String group = group(prefix, part.className(), seen.merge(part.className(), 1, Integer::sum) - 1, architecture.layer(next).name());
                if (part.isModel()) {
                    collect(architecture, next, part.inside(), group + "/", weights);
                } else {
                    weights.addAll(fit(architecture, next, group));
                }
            }
            next += part.size();
        }
        for (Map.Entry<String, Integer> used : seen.entrySet()) {
            requireNoMore(groupsOf(prefix, used.getKey()), used);
        }
    }

    private String group(String prefix, String className, int number, String layer) throws ModelFormatException {
        List<String> groups = groupsOf(prefix, className);
        if (number >= groups.size()) {
            throw missing(layer, "group number " + (number + 1) + " of class " + className);
        }
        return groups.get(number);
    }

    private void requireNoMore(List<String> groups, Map.Entry<String, Integer> used) throws ModelFormatException {
        if (groups.size() != used.getValue()) {
            throw new ModelFormatException("FILE-71", file, -1, "expected " + used.getValue() + " groups of class " + used.getKey() + ", got " + groups,
                    "the weights are those of another model");
        }
    }

    /** The weights of a model by the names of its layers. */
    List<float[][]> byName(Architecture architecture) throws ModelFormatException {
        List<float[][]> weights = new ArrayList<>();
        for (int i = 0; i < architecture.size(); i++) {
            if (architecture.weights(i).isEmpty()) {
                continue;
            }
            String name = architecture.layer(i).name();
            String group = null;
            for (Map.Entry<String, String> entry : layerNames.entrySet()) {
                if (entry.getValue().equals(name) && entry.getKey().chars().filter(c -> c == '/').count() == 1) {
                    group = entry.getKey();
                }
            }
            if (group == null) {
                throw missing(name, "a layer of that name");
            }
            weights.addAll(fit(architecture, i, group));
        }
        return weights;
    }

    private List<float[][]> fit(Architecture architecture, int i, String group) throws ModelFormatException {
        Layer layer = architecture.layer(i);
        return WeightShapes.fit(layer, architecture.inputShape(i), read(arrays(group, layer, architecture.inputShape(i))), file);
    }

    /** The arrays of a layer's group; those of layers inside it one layer after the other. */
    private List<Hdf5Dataset> arrays(String group, Layer layer, Shape input) {
        List<Layer.Inside> inside = layer.inside(input);
        if (inside.isEmpty()) {
            return below(group);
        }
        List<Hdf5Dataset> arrays = new ArrayList<>();
        inside.forEach(one -> arrays.addAll(arrays(group + "/" + place(layer, one), one.layer(), one.input())));
        return arrays;
    }

    /** Where the group of a layer inside another lies in that one's. */
    static String place(Layer around, Layer.Inside one) {
        return (around.holdsCells() ? "cell/cells/" : "") + one.role();
    }

    private ModelFormatException missing(String layer, String what) {
        Set<String> groups = datasets.keySet().stream().map(path -> path.replaceAll("^([^/]*/[^/]*)/.*", "$1")).collect(Collectors.toCollection(TreeSet::new));
        return new ModelFormatException("FILE-71", file, -1, "expected " + what + " for the layer \"" + layer + "\", got the groups "
                + shortened(groups.toString()) + (layerNames.isEmpty() ? "" : " of layers named " + shortened(layerNames.values().toString())),
                "the weights are those of another model");
    }

    private static String shortened(String text) {
        return text.length() < 400 ? text : text.substring(0, 400) + "…";
    }

    /** The groups of a class below a path that have arrays, in the order of their counters. */
    private List<String> groupsOf(String prefix, String className) {
        String base = snakeCase(className);
        TreeMap<Integer, String> groups = new TreeMap<>();
        for (String path : datasets.keySet()) {
            String[] parts = path.startsWith(prefix) ? path.substring(prefix.length()).split("/", 3) : new String[0];
            if (parts.length == 3 && CONTAINERS.contains(parts[0]) && parts[1].matches(base + "(_[0-9]{1,8})?")) {
                int number = parts[1].length() == base.length() ? 0 : Integer.parseInt(parts[1].substring(base.length() + 1));
                groups.put(number, prefix + parts[0] + "/" + parts[1]);
            }
        }
        return List.copyOf(groups.values());
    }

    /** Keras's rule: {@code TimeDistributed} is {@code time_distributed}, {@code LSTM} is {@code lstm}. */
    static String snakeCase(String className) {
        return className.replaceAll("(.)([A-Z][a-z]+)", "$1_$2").replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /** Arrays {@code …/vars/0}, {@code …/vars/1}, … below a group, by number. */
    private List<Hdf5Dataset> below(String group) {
        TreeMap<Integer, Hdf5Dataset> numbered = new TreeMap<>();
        datasets.forEach((path, dataset) -> {
            if (path.startsWith(group + "/") && path.matches(".*/vars/[0-9]{1,8}")) {
                taken.add(path);
                numbered.put(Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)), dataset);
            }
        });
        return List.copyOf(numbered.values());
    }

    private static List<NumberRows> read(List<Hdf5Dataset> datasets) throws ModelFormatException {
        List<NumberRows> arrays = new ArrayList<>();
        for (Hdf5Dataset dataset : datasets) {
            arrays.add(Hdf5Tensors.read(dataset));
        }
        return arrays;
    }

    /** The optimizer's arrays in order; empty where there are none. */
    List<Hdf5Dataset> optimizer() {
        return below("optimizer");
    }
}
