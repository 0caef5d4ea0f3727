package lstm4j.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.layer.Activation;
import lstm4j.layer.ActivationFunction;
import lstm4j.layer.FluentLayer;
import lstm4j.layer.Initializer;
import lstm4j.layer.Layer;
import lstm4j.layer.LayerOption;
import lstm4j.layer.ReLU;
import lstm4j.layer.RuleException;

/**
 * One layer of a configuration to lstm4j's description of it. Classes come from the list of all layers and the few names
 * below; what a file names is never looked up anywhere else.
 */
final class LayerReader {
    private static final String TRAINING_ONLY = "lstm4j cannot train with it; if you only predict, rebuild the model in Keras without it,"
            + " copy the weights with set_weights(get_weights()) and save that";
    /** What Keras 2's layers of the GPU do not let one choose: tanh and sigmoid, a bias, no dropout, the reset after the product. */
    private static final Set<String> FIXED_ON_THE_GPU = Set.of("activation", "recurrent_activation", "use_bias", "dropout", "recurrent_dropout",
            "zero_output_for_mask", "reset_after");
    private static final List<String> CELLS = List.of("LSTMCell", "GRUCell", "SimpleRNNCell");
    private static final String STACK = "StackedRNNCells";

    private LayerReader() {
    }

    /** The layer, not named and without input shape. [FILE-60] for a class that lstm4j does not have, [FILE-62] for an option. */
    static FluentLayer<?> read(LayerConfig config) throws ModelFormatException {
        try {
            FluentLayer<?> layer = switch (config.className) {
                case "RNN" -> aroundCell(config);
                case "Softmax" -> Activation.of(softmax(config));
                case "ThresholdedReLU" -> ReLU.layer().threshold(config.number("theta", "theta", 1));
                default -> withOptions(config);
            };
            beside(config);
            config.finish();
            if (layer.penalizes()) {
                requireMeans(config);
            }
            layer = layer.trainable(learns(layer, config));
            layer = config.name.isEmpty() ? layer : layer.name(config.name);
            return config.isCalledInTraining() ? inTraining(layer, config) : layer;
        } catch (RuleException e) {
            throw config.error("FILE-64", "breaks a rule: " + e.getMessage().replaceAll("\\.$", ""), "");
        }
    }

    /** What a layer adds to the loss is a sum over the samples in the files of some Keras. */
    static void requireMeans(LayerConfig config) {
        if (!config.reading.dividesActivity()) {
            config.reading.obstacle("layer \"" + config.name + "\" adds to the loss a sum over the samples in this file's Keras, and a mean over them in tf.keras,"
                    + " Keras from 3.14 on and lstm4j: compile it anew, with l1 and l2 times the number of samples in a batch");
        }
    }

    /**
     * Whether the layer learns; the one cell inside an RNN may be frozen already. Keras 3 asks the weights, and what only holds
     * other layers has none: there it is frozen when they are, whatever it says of itself.
     */
    private static boolean learns(FluentLayer<?> layer, LayerConfig config) throws ModelFormatException {
        boolean asksInside = config.reading.generation == Generation.KERAS_3 && (config.className.equals("RNN") || holdsOneThatLearns(layer));
        return layer.isTrainable() && (asksInside || config.trainable());
    }

    private static boolean holdsOneThatLearns(Layer layer) {
        return layer.options().stream().map(layer::get).flatMap(value -> value instanceof List<?> several ? several.stream() : Stream.of(value))
                .anyMatch(value -> value instanceof Layer inside && inside.isTrainable());
    }

    /** Of a layer called with training=True: Keras 3's fit, evaluate and predict say themselves what training is, those before let it be. */
    private static FluentLayer<?> inTraining(FluentLayer<?> layer, LayerConfig config) {
        if (config.reading.generation != Generation.KERAS_3) {
            return layer.alwaysInTraining();
        }
        config.reading.warn("layer \"" + config.name + "\" is called with training=True, of which evaluate and predict of Keras 3 take no notice, and no more does lstm4j");
        return layer;
    }

    /** The kind of layer of the configuration's class, with every option that the configuration has. */
    private static FluentLayer<?> withOptions(LayerConfig config) throws ModelFormatException {
        FluentLayer<?> layer = config.example().orElse(null);
        if (layer == null) {
            throw config.error("FILE-60", "is of a class that lstm4j does not have", "supported are " + LayerConfig.supported());
        }
        for (LayerOption<?> option : layer.options()) {
            Object value = value(option, config);
            if (value == null && option.mustBeGiven()) {
                throw config.error("FILE-43", "has no " + option.name(), "");
            }
            layer = value == null ? layer : layer.option(option, value);
        }
        return layer;
    }

    /** The value of an option, or null where the default holds. */
    private static Object value(LayerOption<?> option, LayerConfig config) throws ModelFormatException {
        if (config.className.startsWith("CuDNN") && FIXED_ON_THE_GPU.contains(option.name())) {
            return null;
        }
        Json keras1 = option.name().equals("unit_forget_bias") ? config.get("forget_bias_init") : null;
        if (keras1 != null) {
            return keras1.isText() && keras1.text().startsWith("one");
        }
        Json json = config.given(option.name(), option.olderNames());
        if (json == null && option.name().equals("recurrent_activation") && config.reading.generation.compareTo(Generation.KERAS_2_0) <= 0) {
            return ActivationFunction.HARD_SIGMOID_KERAS2;
        }
        if (json == null && option.name().equals("reset_after") && config.reading.generation != Generation.KERAS_3) {
            return false; // Keras 1 and 2.0 had no such option, 2.1 to 2.3 this default; tf.keras writes what it has
        }
        return json == null ? null : value(option, json, config);
    }

    private static Object value(LayerOption<?> option, Json json, LayerConfig config) throws ModelFormatException {
        if (option.kind() == LayerOption.Kind.ACTIVATION) {
            return json.isNull() ? ActivationFunction.LINEAR : ActivationNames.read(json, config);
        }
        if (option.kind() == LayerOption.Kind.CHOICE) {
            String word = json.isNull() ? null : json.text();
            return option.choice(word).orElseThrow(() -> config.error("FILE-62", "has " + option.name() + " = " + json, ""));
        }
        if (json.isNull()) {
            return null;
        }
        return switch (option.kind()) {
            case INTEGER -> (config.className.endsWith("1D") || option.name().equals("axis")) && json.isList() && json.list().size() == 1
                    ? json.list().get(0).integer() : json.integer();
            case INTEGERS -> integers(json);
            case NUMBER -> json.number();
            case FLAG -> json.flag();
            case LAYER -> read(new LayerConfig(json, config.reading));
            case CELLS -> stack(json, config);
            case INITIALIZER -> InitializerConfigs.read(json, config, (Initializer) option.byDefault());
            case CONSTRAINT -> Constraints.read(json, config);
            default -> Regularizers.read(json, config);
        };
    }

    /** A list, a tuple as Keras 3 writes it, or one number. */
    private static List<Integer> integers(Json json) throws ModelFormatException {
        if (!json.isList()) {
            return json.isObject() ? integers(json.need("items")) : List.of(json.integer());
        }
        List<Integer> integers = new ArrayList<>();
        for (Json number : json.list()) {
            integers.add(number.integer());
        }
        return integers;
    }

    /** What Keras's configurations have beside options: how it computes is ignored, what lstm4j cannot do is refused. */
    private static void beside(LayerConfig config) throws ModelFormatException {
        config.ignore("supports_masking", "unroll", "implementation", "consume_less", "seed", "use_cudnn", "dynamic");
        config.refuse(TRAINING_ONLY, "activity_regularizer", "gamma_constraint", "beta_constraint");
        config.refuse("Keras itself takes it back: it is no normalization by the mean square", "rms_scaling");
        config.refuse("statistics are those of the batch, not corrected by older ones or by parts of it", "renorm", "virtual_batch_size", "adjustment");
        config.ignore("synchronized", "fused", "renorm_clipping", "renorm_momentum");
        config.refuse("features are normalized, Keras 1's mode 0", "mode");
        config.refuse("data are (batch, timesteps, features); Keras 3 has no time_major either", "time_major");
        config.refuse("lstm4j has no quantized and no low-rank layers; save the model before quantize() and enable_lora()",
                "quantization_config", "quantization_mode", "lora_rank", "lora_alpha");
        config.refuse("every number is dropped by itself", "noise_shape");
        Json format = config.get("data_format");
        if (format != null && !format.text().equals("channels_last")) {
            config.refuseValue("data_format", format, "data are (batch, timesteps, features), Keras's channels_last");
        }
        Json groups = config.get("groups");
        if (groups != null && groups.integer() != 1) {
            config.refuseValue("groups", groups, "every filter sees every channel");
        }
        boolean before = config.reading.generation == Generation.KERAS_2_0 || config.reading.generation == Generation.KERAS_2_3;
        if (before && config.className.equals("BatchNormalization")) {
            config.reading.warn("Keras 2.1.4 to 2.3 trained the layer \"" + config.name + "\" with a moving variance of v·N/(N − 1 − ε);"
                    + " trained on here it moves towards v, as in tf.keras and Keras 3");
        }
        if (config.isOldConvolution()) {
            config.reading.warn("Keras 1 does not write down what computed the layer \"" + config.name + "\"; its taps are read in TensorFlow's order,"
                    + " and in Theano's they were turned round");
        }
    }

    /** An RNN around one cell is the layer of that cell: the cell's options are the layer's, and the RNN has the others. */
    private static FluentLayer<?> aroundCell(LayerConfig config) throws ModelFormatException {
        Json cell = config.get("cell");
        if (cell != null && cell.need("class_name").text().equals(STACK)) {
            return withOptions(config);
        }
        FluentLayer<?> layer = cell(cell, config);
        for (LayerOption<?> option : layer.options()) {
            Json json = config.given(option.name(), option.olderNames());
            layer = json == null ? layer : layer.option(option, value(option, json, config));
        }
        return layer;
    }

    /** The layer of a cell. */
    private static FluentLayer<?> cell(Json cell, LayerConfig config) throws ModelFormatException {
        if (cell == null || !CELLS.contains(cell.need("class_name").text())) {
            throw config.error("FILE-60", "is around " + (cell == null ? "no cell" : cell.need("class_name")) + ", and lstm4j knows "
                    + String.join(", ", CELLS) + " and " + STACK + " of these", "");
        }
        return read(new LayerConfig(cell, config.reading));
    }

    /** The cells of a stack; of one that does not learn, none does. */
    private static List<FluentLayer<?>> stack(Json json, LayerConfig around) throws ModelFormatException {
        LayerConfig config = new LayerConfig(json, around.reading);
        List<FluentLayer<?>> cells = new ArrayList<>();
        Json given = config.get("cells");
        for (Json cell : given == null ? List.<Json>of() : given.list()) {
            FluentLayer<?> layer = cell(cell, config);
            cells.add(layer.trainable(layer.isTrainable() && (config.reading.generation == Generation.KERAS_3 || config.trainable())));
        }
        config.refuse("states are those of the first cell first", "reverse_state_order");
        config.finish();
        return cells;
    }

    private static ActivationFunction softmax(LayerConfig config) throws ModelFormatException {
        Json axis = config.get("axis");
        if (axis != null && !(axis.isNumber() && axis.integer() == -1)) {
            config.refuseValue("axis", axis, "softmax works along the last axis, -1");
        }
        return ActivationFunction.SOFTMAX;
    }
}
