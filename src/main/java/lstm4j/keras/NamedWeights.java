package lstm4j.keras;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.bytes.NumberRows;
import lstm4j.keras.bytes.Tensor;
import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;
import lstm4j.layer.RuleException;
import lstm4j.layer.Weight;

/**
 * Weights from a list of named arrays ({@code .npz}, {@code .safetensors}). Either a PyTorch state dict, told by
 * {@code weight_ih_l0}: its LSTMs and Linears are given to the layers they fit. Or arrays in Keras's shapes: by name
 * ({@code lstm/kernel} or {@code lstm.kernel}), or in the order of the file.
 */
final class NamedWeights {
    private static final String TORCH_LSTM = "weight_ih_l";

    /** Arrays of one PyTorch module, in Keras's form; {@code path} is its name in the state dict. */
    private record Module(String path, List<float[][]> weights) {
    }

    private final Map<String, NumberRows> arrays;
    private final String file;

    NamedWeights(Map<String, NumberRows> arrays, String file) {
        this.arrays = arrays;
        this.file = file;
    }

    /** The arrays of all layers in order. [FILE-70] for shapes, [FILE-71] for missing, unused or ambiguous arrays. */
    List<float[][]> fit(Architecture architecture, boolean byName) throws ModelFormatException {
        if (arrays.keySet().stream().anyMatch(name -> name.contains(TORCH_LSTM))) {
            return torch(architecture, byName);
        }
        boolean named = arrays.keySet().stream().anyMatch(name -> name.matches(".*[/.](kernel|recurrent_kernel|bias)(:0)?"));
        return byName || named ? keras(architecture) : inOrder(architecture);
    }

    private List<float[][]> keras(Architecture architecture) throws ModelFormatException {
        Map<String, NumberRows> byName = new LinkedHashMap<>();
        arrays.forEach((name, array) -> byName.put(name.replaceAll(":0$", "").replace('.', '/'), array));
        List<float[][]> weights = new ArrayList<>();
        int used = 0;
        for (int i = 0; i < architecture.size(); i++) {
            List<NumberRows> own = new ArrayList<>();
            for (Weight weight : architecture.weights(i)) {
                NumberRows array = byName.get(architecture.layer(i).name().replace('.', '/') + "/" + weight.name());
                if (array == null) {
                    throw missing("an array named " + architecture.layer(i).name() + "/" + weight.name());
                }
                own.add(array);
                used++;
            }
            weights.addAll(WeightShapes.fit(architecture.layer(i), architecture.inputShape(i), own, file));
        }
        requireAllUsed(used, arrays.size());
        return weights;
    }

    private List<float[][]> inOrder(Architecture architecture) throws ModelFormatException {
        List<NumberRows> list = List.copyOf(arrays.values());
        List<float[][]> weights = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < architecture.size(); i++) {
            int end = next + architecture.weights(i).size();
            if (end > list.size()) {
                throw missing("arrays for the layer \"" + architecture.layer(i).name() + "\"");
            }
            weights.addAll(WeightShapes.fit(architecture.layer(i), architecture.inputShape(i), list.subList(next, end), file));
            next = end;
        }
        requireAllUsed(next, list.size());
        return weights;
    }

    private List<float[][]> torch(Architecture architecture, boolean byName) throws ModelFormatException {
        Map<String, Module> modules = modules();
        List<float[][]> weights = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < architecture.size(); i++) {
            if (!architecture.weights(i).isEmpty()) {
                Module module = moduleFor(architecture.layer(i), architecture.weights(i), modules, taken, byName);
                taken.add(module.path);
                weights.addAll(module.weights);
            }
        }
        requireAllUsed(taken.size(), modules.size());
        return weights;
    }

    /** All modules by path, {@code lstm_l0}, {@code lstm_l1}, {@code fc}; names are split at their last point. */
    private Map<String, Module> modules() throws ModelFormatException {
        Map<String, Module> modules = new LinkedHashMap<>();
        for (String name : arrays.keySet()) {
            int point = name.lastIndexOf('.') + 1;
            String last = name.substring(point);
            String path = point == 0 ? "" : name.substring(0, point - 1);
            if (last.matches("(weight|bias)_(ih|hh)_l[0-9]+")) {
                String layer = last.substring(last.indexOf("_l"));
                path = path + layer;
                String prefix = name.substring(0, point);
                modules.put(path, new Module(path, torchLstm(prefix, layer)));
            } else if (last.equals("weight") || last.equals("bias")) {
                modules.put(path, new Module(path, torchLinear(name.substring(0, point))));
            } else {
                throw new ModelFormatException("FILE-71", file, -1, "expected weights of nn.LSTM and nn.Linear, got " + name,
                        last.endsWith("_reverse") ? "the two directions of a bidirectional nn.LSTM are not taken from such a file; convert each with Converters.fromPyTorch and set them with setWeights, forward first" : last.startsWith("weight_hr") ? "lstm4j has no projection (proj_size)" : "");
            }
        }
        return modules;
    }

    private List<float[][]> torchLstm(String prefix, String layer) throws ModelFormatException {
        List<Tensor> own = new ArrayList<>();
        for (String kind : List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh")) {
            NumberRows array = arrays.get(prefix + kind + layer);
            if (array == null && !(kind.startsWith("bias") && arrays.get(prefix + "bias_ih" + layer) == null
                    && arrays.get(prefix + "bias_hh" + layer) == null)) {
                throw missing("an array named " + prefix + kind + layer);
            }
            if (array != null) {
                own.add(array.tensor());
            }
        }
        try {
            return Converters.fromPyTorch(own);
        } catch (RuleException e) {
            throw new ModelFormatException("FILE-70", file, -1, prefix + "…" + layer + ": " + e.getMessage().replaceAll("\\.$", ""), "");
        }
    }

    private List<float[][]> torchLinear(String prefix) throws ModelFormatException {
        NumberRows kernel = arrays.get(prefix + "weight");
        NumberRows bias = arrays.get(prefix + "bias");
        if (kernel == null || kernel.shape().length != 2 || kernel.count() == 0 || bias != null && bias.shape().length != 1) {
            throw missing("an array " + prefix + "weight (out, in)");
        }
        List<float[][]> weights = new ArrayList<>();
        weights.add(Converters.transposed(kernel.rows()));
        if (bias != null) {
            weights.add(bias.rows());
        }
        return weights;
    }

    /** The one module that fits a layer; several that fit alike are told apart by number only. */
    private Module moduleFor(Layer layer, List<Weight> needed, Map<String, Module> modules, Set<String> taken, boolean byName)
            throws ModelFormatException {
        Module found = null;
        for (Module module : modules.values()) {
            boolean wanted = byName ? module.path.equals(layer.name()) || module.path.equals(layer.name() + "_l0") : !taken.contains(module.path);
            if (!wanted || !fits(module, needed, layer.type().equals("LSTM"))) {
                continue;
            }
            if (found != null && !digitsAside(found.path).equals(digitsAside(module.path))) {
                throw new ModelFormatException("FILE-71", file, -1, "expected one module that fits the layer \"" + layer.name() + "\", got "
                        + found.path + " and " + module.path, "name the layers of the model like the modules and load by name");
            }
            if (found == null || number(module.path) < number(found.path)) {
                found = module;
            }
        }
        if (found == null) {
            throw missing((byName ? "a module named " + layer.name() + " that fits" : "a module that fits") + " the layer \"" + layer.name() + "\" "
                    + needed.stream().map(w -> w.name() + " " + w.shape()).collect(Collectors.toList()));
        }
        return found;
    }

    private boolean fits(Module module, List<Weight> needed, boolean lstm) {
        boolean fits = module.weights.size() == needed.size() && lstm == isLstm(module);
        for (int k = 0; fits && k < needed.size(); k++) {
            fits = module.weights.get(k).length == needed.get(k).rows() && module.weights.get(k)[0].length == needed.get(k).columns();
        }
        return fits;
    }

    private boolean isLstm(Module module) {
        int layer = module.path.lastIndexOf("_l");
        String prefix = layer <= 0 ? "" : module.path.substring(0, layer) + ".";
        return layer >= 0 && arrays.containsKey(prefix + "weight_ih" + module.path.substring(layer));
    }

    private static String digitsAside(String path) {
        return path.replaceAll("[0-9]+", "#");
    }

    /** All digits of a path as one number, so that {@code lstm2_l0} comes behind {@code lstm1_l1}. */
    private static double number(String path) {
        double number = 0;
        for (String digits : path.split("[^0-9]+")) {
            number = digits.isEmpty() ? number : number * 1e4 + Double.parseDouble(digits);
        }
        return number;
    }

    private void requireAllUsed(int used, int given) throws ModelFormatException {
        if (used != given) {
            throw new ModelFormatException("FILE-71", file, -1, "expected " + used + " arrays or modules, got " + given + " "
                    + arrays.keySet().stream().limit(20).collect(Collectors.toList()), "the weights are those of another model");
        }
    }

    private ModelFormatException missing(String what) {
        return new ModelFormatException("FILE-71", file, -1, "expected " + what + ", got " + arrays.keySet().stream().limit(20).collect(Collectors.toList()),
                "the weights are those of another model");
    }
}
