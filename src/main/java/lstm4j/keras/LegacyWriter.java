package lstm4j.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.NumberRows;
import lstm4j.keras.hdf5.Hdf5Data;
import lstm4j.keras.hdf5.Hdf5Writer;
import lstm4j.keras.json.JsonWriter;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.RuleException;
import lstm4j.layer.Weight;

/**
 * The old whole-model {@code .h5}: the configuration as an attribute, a group for each layer. Names of layers become names of
 * groups here, so those that HDF5 reads as something else are refused [FILE-80].
 * Source: Keras 3, {@code legacy/saving/legacy_h5_format.py}.
 */
final class LegacyWriter {
    static final String PROGRESS = "lstm4j";
    /** The attribute with the checksum of all else in the file. */
    static final String SEAL = "lstm4j_checksum";
    /** Lists of names longer than this are split in Keras's files. */
    private static final int ATTRIBUTE_BYTES = 64_512;
    /** What a file names that uses Keras 2's hard_sigmoid, so that readers know which it is. */
    private static final String KERAS_2 = "2.15.0";

    private LegacyWriter() {
    }

    static Hdf5Writer write(KerasModel model, String name) {
        Architecture architecture = model.architecture();
        String version = version(architecture);
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", name);
        config.put("layers", new LayerWriter(true).layers(architecture));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("class_name", "Sequential");
        object.put("config", config);
        Hdf5Writer root = Hdf5Writer.root();
        root.attribute("backend", Hdf5Data.string("tensorflow"));
        root.attribute("keras_version", Hdf5Data.string(version));
        root.attribute("model_config", Hdf5Data.string(JsonWriter.write(object)));
        weights(root.group("model_weights"), model, version);
        Map<String, Object> training = CompileWriter.write(model, true);
        if (training != null) {
            root.attribute("training_config", Hdf5Data.string(JsonWriter.write(training)));
            Map<String, Hdf5Data> memory = new OptimizerWriter(model).legacy();
            Hdf5Writer group = root.group("optimizer_weights");
            names(group, "weight_names", List.copyOf(memory.keySet()));
            memory.forEach(group::dataset);
        }
        model.progress().ifPresent(progress -> progress(root, Bundle.of(progress.tree())));
        return root.sealed(SEAL);
    }

    /** What Keras has no place for: the attribute and the group {@code lstm4j}, of which it takes no notice. */
    private static void progress(Hdf5Writer root, Bundle bundle) {
        root.attribute(PROGRESS, Hdf5Data.string(bundle.json()));
        for (int k = 0; k < bundle.arrays().size(); k++) {
            NumberRows numbers = bundle.arrays().get(k);
            root.group(PROGRESS).dataset(String.valueOf(k), Hdf5Data.floats(numbers));
        }
    }

    private static String version(Architecture architecture) {
        boolean old = LayerWriter.uses(architecture, ActivationFunction.HARD_SIGMOID_KERAS2);
        if (old && LayerWriter.uses(architecture, ActivationFunction.HARD_SIGMOID)) {
            throw new RuleException("FILE-80", "model", "one hard_sigmoid", "that of Keras 3 and that of Keras 2",
                    "a file tells them apart only by the version of Keras it names");
        }
        return old ? KERAS_2 : Generation.WRITTEN;
    }

    private static void weights(Hdf5Writer group, KerasModel model, String version) {
        Architecture architecture = model.architecture();
        names(group, "layer_names", architecture.layers().stream().map(layer -> layer.name()).collect(Collectors.toList()));
        group.attribute("backend", Hdf5Data.string("tensorflow"));
        group.attribute("keras_version", Hdf5Data.string(version));
        int next = 0;
        for (int i = 0; i < architecture.size(); i++) {
            String name = architecture.layer(i).name();
            requirePath(name);
            Hdf5Writer layer = group.group(name);
            List<String> names = new ArrayList<>();
            List<Weight> weights = architecture.weights(i);
            for (int w : LegacyOrder.of(weights)) {
                String array = weights.get(w).name() + ":0";
                names.add(array);
                layer.dataset(array, Hdf5Tensors.write(weights.get(w), model.weights().get(next + w)));
            }
            next += weights.size();
            names(layer, "weight_names", names);
        }
    }

    private static void requirePath(String name) {
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".")) {
                throw new RuleException("FILE-80", name, "a layer name that can be a path in an HDF5 file", '"' + name + '"',
                        "save as .keras, which takes any name, or rename the layer");
            }
        }
    }

    /** A list of names as Keras writes it: fixed length, split where it is too long, an empty array of doubles where there are none. */
    private static void names(Hdf5Writer group, String attribute, List<String> names) {
        if (names.isEmpty()) {
            group.attribute(attribute, Hdf5Data.doubles(new int[] {0}));
            return;
        }
        int longest = names.stream().mapToInt(name -> name.getBytes(UTF_8).length).max().getAsInt();
        int inOne = Math.max(1, ATTRIBUTE_BYTES / longest);
        if (names.size() <= inOne) {
            group.attribute(attribute, Hdf5Data.fixedStrings(new int[] {names.size()}, names));
            return;
        }
        for (int from = 0, piece = 0; from < names.size(); from += inOne, piece++) {
            List<String> part = names.subList(from, Math.min(names.size(), from + inOne));
            group.attribute(attribute + piece, Hdf5Data.fixedStrings(new int[] {part.size()}, part));
        }
    }
}
