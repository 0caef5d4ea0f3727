package lstm4j.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.layer.Architecture;
import lstm4j.layer.Layer;

/**
 * The configuration of a whole model, read: a chain of layers. For each layer of the {@link Architecture} it keeps Keras's
 * class and the configuration's name, by which weights are found.
 *
 * @param name the model's name, or empty
 * @param architecture the chain
 * @param classNames Keras's class of each layer of the architecture
 */
record ModelConfig(String name, Architecture architecture, List<String> classNames) {
    /**
     * Reads {@code {"class_name": "Sequential", "config": …}}.
     *
     * @throws ModelFormatException FILE-60 to FILE-66
     */
    static ModelConfig read(Json model, Reading reading) throws ModelFormatException {
        String className = model.need("class_name").text();
        Json config = model.need("config");
        List<Json> layers = switch (className) {
            case "Sequential" -> config.isList() ? config.list() : config.need("layers").list();
            case "Model", "Functional" -> FunctionalChain.layers(config, reading);
            default -> throw model.error("FILE-60", "expected a Sequential or functional model, got the class " + className,
                    "a subclass of keras.Model is Python code; build the same layers as keras.Sequential, copy the weights with"
                            + " set_weights(get_weights()) and save that");
        };
        reading.limits.check(Limit.LAYERS, layers.size(), reading.file, -1);
        List<LayerConfig> configs = new ArrayList<>();
        for (Json layer : layers) {
            configs.add(new LayerConfig(layer, reading));
        }
        Json name = config.get("name");
        return build(name == null ? "" : name.text(), configs, buildShape(model), reading);
    }

    /** The input shape that a Sequential model was built with when no layer tells it, or null. */
    private static Json buildShape(Json model) {
        Json shape = model.get("config").get("build_input_shape");
        Json build = model.get("build_config");
        return shape != null || build == null ? shape : build.get("input_shape");
    }

    private static ModelConfig build(String name, List<LayerConfig> configs, Json buildShape, Reading reading) throws ModelFormatException {
        int[] input = configs.isEmpty() ? null : configs.get(0).batchInputShape();
        if (input == null && buildShape != null) {
            input = LayerConfig.shape(buildShape, reading);
        }
        if (input == null) {
            throw reading.error("FILE-65", "expected the shape of the input in the model's configuration, got none",
                    "the model was never built: call model.build((None, T, F)), or fit or predict, before model.save");
        }
        List<Layer> layers = new ArrayList<>();
        List<String> classNames = new ArrayList<>();
        List<ModelFormatException> refused = new ArrayList<>();
        for (int i = 0; i < configs.size(); i++) {
            LayerConfig config = configs.get(i);
            if (config.className.equals("InputLayer")) {
                readInput(config, i);
                continue;
            }
            try {
                layers.add(LayerReader.read(config));
            } catch (ModelFormatException e) {
                refused.add(e);
                continue;
            }
            classNames.add(config.className);
        }
        requireNone(refused, reading);
        Architecture architecture = reading.connected(input, layers);
        requireZeroesForMask(architecture, classNames, reading);
        return new ModelConfig(name, architecture, List.copyOf(classNames));
    }

    /** Before tf.keras the halves of a Bidirectional said again at masked steps what they said before; now they give zeros. */
    private static void requireZeroesForMask(Architecture architecture, List<String> classNames, Reading reading) throws ModelFormatException {
        for (int i = 0; i < architecture.size() && reading.generation.compareTo(Generation.KERAS_2_0) <= 0; i++) {
            if (classNames.get(i).equals("Bidirectional") && architecture.masked(i) && architecture.layer(i).passesMask()) {
                throw reading.error("FILE-62", "layer \"" + architecture.layer(i).name() + "\" repeats the outputs of its halves at masked steps, as a Bidirectional"
                        + " of Keras did before tf.keras", "load the file in tf.keras, which gives zeros there, and save it again");
            }
        }
    }

    /** The one refusal, or all of them under the rule of the first. */
    private static void requireNone(List<ModelFormatException> refused, Reading reading) throws ModelFormatException {
        if (refused.size() == 1) {
            throw refused.get(0);
        }
        if (!refused.isEmpty()) {
            String all = refused.stream().map(ModelFormatException::problem).collect(Collectors.joining("; "));
            throw reading.error(refused.get(0).rule(), refused.size() + " layers are refused: " + all, "supported are " + LayerConfig.SUPPORTED);
        }
    }

    private static void readInput(LayerConfig config, int place) throws ModelFormatException {
        if (place > 0) {
            throw config.error("FILE-64", "stands at place " + (place + 1) + ", and input comes first", "");
        }
        config.ignore("optional", "type_spec");
        config.refuse("lstm4j takes dense arrays; pad sequences and use Masking", "sparse", "ragged");
        config.finish();
    }

    /** Names of the layers in the order of the chain. */
    List<String> names() {
        return architecture.layers().stream().map(Layer::name).collect(Collectors.toList());
    }

    /** The version a JSON text names at its top, or empty. */
    static String version(Map<String, Json> members) throws ModelFormatException {
        Json version = members.get("keras_version");
        return version == null || version.isNull() ? "" : version.text();
    }
}
