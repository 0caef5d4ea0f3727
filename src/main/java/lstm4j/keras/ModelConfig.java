package lstm4j.keras;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.layer.Architecture;
import lstm4j.layer.FluentLayer;
import lstm4j.layer.Layer;
import lstm4j.layer.LayerOption;

/**
 * The configuration of a whole model, read: a chain of layers. For each layer of the {@link Architecture} it keeps Keras's
 * class and the configuration's name, by which weights are found.
 *
 * @param name the model's name, or empty
 * @param architecture the chain
 * @param parts the layers as the file groups them: those of a model inside the model are layers of the chain here
 */
record ModelConfig(String name, Architecture architecture, List<Part> parts) {
    /**
     * Reads {@code {"class_name": "Sequential", "config": …}}.
     *
     * @throws ModelFormatException FILE-60 to FILE-66
     */
    static ModelConfig read(Json model, Reading reading) throws ModelFormatException {
        if (!isModel(model)) {
            throw model.error("FILE-60", "expected a Sequential or functional model, got the class " + model.need("class_name").text(),
                    "a subclass of keras.Model is Python code; build the same layers as keras.Sequential, copy the weights with"
                            + " set_weights(get_weights()) and save that");
        }
        Json name = model.need("config").get("name");
        List<Piece> pieces = new ArrayList<>();
        List<Part> parts = collect(model, "", pieces, reading);
        return build(name == null ? "" : name.text(), model, pieces, parts, reading);
    }

    /** A layer of the file, the name of the model inside which it is, and the layers that stand behind it here. */
    private record Piece(LayerConfig config, String model, List<FluentLayer<?>> behind) {
    }

    private static boolean isModel(Json object) throws ModelFormatException {
        return List.of("Sequential", "Model", "Functional").contains(object.need("class_name").text());
    }

    /** Adds the layers of a model, those of models inside it in their places. */
    private static List<Part> collect(Json model, String modelName, List<Piece> pieces, Reading reading) throws ModelFormatException {
        Json config = model.need("config");
        List<Json> layers = isFunctional(model) ? FunctionalChain.layers(config, reading) : config.isList() ? config.list() : config.need("layers").list();
        List<Part> parts = new ArrayList<>();
        for (Json layer : layers) {
            reading.limits.check(Limit.LAYERS, pieces.size() + 1L, reading.file, -1);
            if (isModel(layer)) {
                Json name = layer.get("config").isObject() ? layer.get("config").get("name") : null;
                List<Part> inside = collect(layer, name == null ? "model" : name.text(), pieces, reading);
                parts.addAll(inside.isEmpty() ? List.of() : List.of(new Part(layer.need("class_name").text(), inside)));
                continue;
            }
            LayerConfig one = new LayerConfig(layer, reading);
            boolean input = one.className.equals("InputLayer");
            List<FluentLayer<?>> behind = input ? List.of() : Behind.take(one);
            if (!input || modelName.isEmpty() || pieces.isEmpty()) { // what comes into a model inside is what the layer in front gives
                pieces.add(new Piece(one, modelName, behind));
            }
            parts.addAll(input ? List.of() : List.of(new Part(one.className, List.of())));
            parts.addAll(Part.layers(Collections.nCopies(behind.size(), "")));
        }
        return parts;
    }

    private static boolean isFunctional(Json model) throws ModelFormatException {
        return !model.need("class_name").text().equals("Sequential");
    }

    /** The input shape that a Sequential model was built with when no layer tells it, or null. */
    private static Json buildShape(Json model) {
        Json shape = model.get("config").get("build_input_shape");
        Json build = model.get("build_config");
        return shape != null || build == null ? shape : build.get("input_shape");
    }

    private static ModelConfig build(String name, Json model, List<Piece> pieces, List<Part> parts, Reading reading) throws ModelFormatException {
        int[] input = pieces.isEmpty() ? null : pieces.get(0).config.batchInputShape();
        if (input == null && buildShape(model) != null) {
            input = LayerConfig.shape(buildShape(model), reading);
        }
        if (input == null) {
            throw reading.error("FILE-65", "expected the shape of the input in the model's configuration, got none",
                    "the model was never built: call model.build((None, T, F)), or fit or predict, before model.save");
        }
        List<FluentLayer<?>> layers = new ArrayList<>();
        List<LayerConfig> configs = new ArrayList<>(); // where each layer comes from
        List<ModelFormatException> refused = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.config.className.equals("InputLayer")) {
                readInput(piece.config, pieces.indexOf(piece));
                continue;
            }
            try {
                layers.add(read(piece, isFrozen(model, reading), layers));
            } catch (ModelFormatException e) {
                refused.add(e);
                continue;
            }
            layers.addAll(piece.behind);
            configs.addAll(Collections.nCopies(1 + piece.behind.size(), piece.config));
        }
        requireNone(refused, reading);
        if (isFunctional(model)) {
            dropStatesThatNothingTakes(layers);
        }
        Architecture architecture = reading.connected(input, List.copyOf(layers));
        requireZeroesForMask(architecture, configs, reading);
        requireZeroesInOrder(architecture, configs);
        return new ModelConfig(name, architecture, parts);
    }

    /** The layer; with the name of its model in front where another one has its name. */
    private static FluentLayer<?> read(Piece piece, boolean frozen, List<FluentLayer<?>> before) throws ModelFormatException {
        FluentLayer<?> read = LayerReader.read(piece.config);
        FluentLayer<?> layer = frozen ? read.trainable(false) : read;
        boolean taken = !layer.name().isEmpty() && before.stream().anyMatch(other -> other.name().equals(layer.name()));
        return taken && !piece.model.isEmpty() ? layer.name(piece.model + "_" + layer.name()) : layer;
    }

    /** A model of Keras 3 that says of itself that it does not learn does not, whatever its layers say. */
    private static boolean isFrozen(Json model, Reading reading) throws ModelFormatException {
        Json config = model.need("config");
        return reading.generation == Generation.KERAS_3 && config.isObject() && config.get("trainable") != null && !config.flag("trainable");
    }

    /** What follows in a chain takes the output alone, so a state that a layer returns beside it goes nowhere. */
    private static void dropStatesThatNothingTakes(List<FluentLayer<?>> layers) {
        for (int i = 0; i < layers.size() - 1; i++) {
            for (LayerOption<?> option : layers.get(i).options()) {
                layers.set(i, option.name().equals("return_state") ? layers.get(i).option(option, false) : layers.get(i));
            }
        }
    }

    /** Before tf.keras the halves of a Bidirectional said again at masked steps what they said before; now they give zeros. */
    private static void requireZeroesForMask(Architecture architecture, List<LayerConfig> configs, Reading reading) throws ModelFormatException {
        for (int i = 0; i < architecture.size() && reading.generation.compareTo(Generation.KERAS_2_3) <= 0; i++) {
            if (configs.get(i).className.equals("Bidirectional") && architecture.masked(i) && architecture.layer(i).passesMask()) {
                throw reading.error("FILE-62", "layer \"" + architecture.layer(i).name() + "\" repeats the outputs of its halves at masked steps, as a Bidirectional"
                        + " of Keras did before tf.keras", "load the file in tf.keras, which gives zeros there, and save it again");
            }
        }
    }

    /** Of an unrolled layer that goes backwards Keras sets outputs to zero in the order of the sequence, where they are in the other one. */
    private static void requireZeroesInOrder(Architecture architecture, List<LayerConfig> configs) throws ModelFormatException {
        for (int i = 0; i < architecture.size(); i++) {
            if (architecture.masked(i) && architecture.layer(i).passesMask() && configs.get(i).unrollsAndZeroesBackwards()) {
                throw configs.get(i).error("FILE-62", "is unrolled, and there Keras gives zeros at the wrong end where steps are masked", "set unroll=False in Keras");
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
            throw reading.error(refused.get(0).rule(), refused.size() + " layers are refused: " + all, "supported are " + LayerConfig.supported());
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
