package lstm4j.keras;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.Limit;
import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.layer.FluentLayer;
import lstm4j.layer.Layer;
import lstm4j.layer.Layers;
import lstm4j.layer.Shape;
import lstm4j.layer.UsualLayers;

/**
 * The options of one layer in a configuration. Every option must be asked for: {@link #finish} refuses what nobody asked
 * for, so that no option is silently ignored, whatever a future Keras adds.
 */
final class LayerConfig {
    /** What lstm4j can make of a file; quoted in messages. */
    static String supported() {
        return "InputLayer, " + Layers.ALL.stream().map(Layer::type).collect(Collectors.joining(", "))
                + ", CuDNNLSTM, CuDNNGRU, TimeDistributedDense, Convolution1D, ThresholdedReLU and Softmax";
    }

    final Reading reading;
    final String className;
    final String name;
    private final Json json;
    private final Json config;
    private final Set<String> asked = new HashSet<>(Set.of("name", "trainable", "dtype", "input_dtype", "batch_shape", "batch_input_shape",
            "input_dim", "input_length", "input_shape", "build_config", "shared_object_id"));

    private final Set<String> taken = new HashSet<>();       // options that another layer has
    private final List<String> refused = new ArrayList<>();
    private final Set<String> reasons = new LinkedHashSet<>();

    /**
     * The layer object {@code {"class_name": …, "config": {…}}}.
     *
     * @throws ModelFormatException FILE-43, FILE-61 (code from elsewhere)
     */
    LayerConfig(Json json, Reading reading) throws ModelFormatException {
        this.reading = reading;
        this.json = json;
        this.className = json.need("class_name").text();
        this.config = json.need("config");
        Json given = config.get("name");
        this.name = given == null ? "" : given.text();
        reading.limits.check(Limit.NAME, name.length(), reading.file, -1);
        requireKerasCode();
        warnOfDtype();
    }

    private void requireKerasCode() throws ModelFormatException {
        Json module = json.get("module");
        Json registered = json.get("registered_name");
        boolean known = module == null || module.text().equals("keras") || module.text().startsWith("keras.")
                || module.text().startsWith("tensorflow.keras") || module.text().startsWith("tf_keras");
        boolean custom = registered != null && !registered.text().equals(className) && !registered.text().startsWith("keras");
        if (!known || custom) {
            throw error("FILE-61", "is custom Python code (" + (known ? registered : module) + "), which no file can carry",
                    "lstm4j runs layers of Keras only, and never code named by a file; supported are " + supported());
        }
    }

    private void warnOfDtype() throws ModelFormatException {
        Json dtype = config.get("dtype");
        if (dtype != null && dtype.isObject()) {
            dtype = dtype.get("config") == null ? null : dtype.get("config").get("name");
        }
        if (dtype != null && className.equals("InputLayer") && dtype.text().contains("int")) {
            return;
        }
        if (dtype != null && !dtype.text().equals("float32")) {
            reading.warn("layer \"" + name + "\" was made for " + dtype.text() + "; lstm4j computes in float32");
        }
    }

    /** Whether the layer learns. */
    boolean trainable() throws ModelFormatException {
        Json trainable = config.get("trainable");
        return trainable == null || trainable.flag();
    }

    /** Whether it goes backwards without a loop and gives zeros at masked steps, as a half of every Bidirectional does that returns sequences. */
    boolean unrollsAndZeroesBackwards() throws ModelFormatException {
        boolean inside = false;
        for (String role : List.of("layer", "backward_layer")) {
            inside |= config.get(role) != null && config.get(role).need("config").flag("unroll");
        }
        return className.equals("Bidirectional") ? inside : config.flag("unroll") && config.flag("go_backwards") && config.flag("zero_output_for_mask");
    }

    /** Whether a model calls the layer with training=True. */
    boolean isCalledInTraining() {
        return reading.isCalledInTraining(json);
    }

    /** The option, or null when it is absent or null. */
    Json get(String option) {
        asked.add(option);
        return taken.contains(option) ? null : config.get(option);
    }

    /** From now on the option is as if it were absent: a layer behind this one does what it says. */
    void take(String option) {
        taken.add(option);
    }

    /** The option under its present name or under Keras 1's. */
    Json get(String option, String oldName) {
        Json value = get(option);
        Json old = get(oldName);
        return value == null ? old : value;
    }

    double number(String option, String oldName, double byDefault) throws ModelFormatException {
        Json value = get(option, oldName);
        return value == null ? byDefault : value.number();
    }

    /** The option under its present name or an older one, JSON's null included; null when none is there. */
    Json given(String option, List<String> olderNames) throws ModelFormatException {
        Json given = null;
        for (int i = olderNames.size() - 1; i >= -1; i--) {
            String name = i < 0 ? option : olderNames.get(i);
            asked.add(name);
            given = taken.contains(name) ? given : config.members().getOrDefault(name, given);
        }
        return given;
    }

    /** An example of lstm4j's kind of layer for the class, or empty. */
    Optional<FluentLayer<?>> example() {
        return UsualLayers.example(isOldDense() ? "Dense" : isOldConvolution() ? "Conv1D"
                : className.replaceAll("^CuDNN(LSTM|GRU)$|^(LSTM|GRU|SimpleRNN)Cell$", "$1$2"));
    }

    /** Keras 1's layer for sequences: its Dense took none. */
    private boolean isOldDense() {
        return className.equals("TimeDistributedDense");
    }

    /** Keras 1's names of a convolution along time. */
    boolean isOldConvolution() {
        return className.equals("Convolution1D") || className.equals("AtrousConvolution1D");
    }

    /** The input shape written on the layer, batch first, or null. */
    int[] batchInputShape() throws ModelFormatException {
        Json shape = config.get("batch_shape") != null ? config.get("batch_shape") : config.get("batch_input_shape");
        if (shape != null) {
            return shape(shape, reading);
        }
        Json features = config.get("input_dim");
        if (example().filter(layer -> layer.vocabulary() > 0).isPresent()) {
            Json T = config.get("input_length");
            return new int[] {Shape.ANY, T == null || T.isList() ? Shape.ANY : T.integer()};
        }
        if (features == null) { // a layer that both halves of a Bidirectional are made from may tell
            return className.equals("Bidirectional") ? new LayerConfig(config.need("layer"), reading).batchInputShape() : null;
        }
        boolean sequence = isOldDense() || example().filter(Layer::takesSequence).isPresent();
        Json steps = config.get("input_length");
        int T = steps == null ? Shape.ANY : steps.integer();
        return sequence ? new int[] {Shape.ANY, T, features.integer()} : new int[] {Shape.ANY, features.integer()};
    }

    static int[] shape(Json json, Reading reading) throws ModelFormatException {
        reading.limits.check(Limit.TENSOR_RANK, json.list().size(), json.file(), -1);
        int[] shape = new int[json.list().size()];
        for (int axis = 0; axis < shape.length; axis++) {
            Json size = json.list().get(axis);
            shape[axis] = size.isNull() ? Shape.ANY : size.integer();
            if (!size.isNull() && shape[axis] < 1) {
                throw size.error("FILE-43", "expected a size of at least 1 or null, got " + size, "");
            }
        }
        return shape;
    }

    /** Options that change nothing here: they decide how Keras computes, not what. */
    void ignore(String... options) {
        asked.addAll(Set.of(options));
    }

    /** Options that lstm4j cannot honour: with anything but absent, null, false, zero or a penalty of nothing {@link #finish} fails. */
    void refuse(String why, String... options) throws ModelFormatException {
        for (String option : options) {
            Json value = get(option);
            if (value != null && !isNothing(value)) {
                refuseValue(option, value, why);
            }
        }
    }

    /** An option with a value that lstm4j cannot honour: {@link #finish} says all of them. */
    void refuseValue(String option, Object value, String why) {
        refused.add(option + " = " + value);
        reasons.add(why);
    }

    private boolean isNothing(Json value) throws ModelFormatException {
        if (value.isFlag()) {
            return !value.flag();
        }
        if (value.isNumber()) {
            return value.number() == 0;
        }
        if (value.isObject() && value.get("class_name") != null && value.get("class_name").text().startsWith("L1")) {
            return value.get("config") != null && isNothing(value.get("config"));
        }
        if (value.isObject()) {
            boolean nothing = true;
            for (Json member : value.members().values()) {
                nothing &= member.isNull() || isNothing(member);
            }
            return nothing;
        }
        return value.isList() && value.list().isEmpty();
    }

    /** Fails with [FILE-62] for all options together that were refused, or that nobody asked for. */
    void finish() throws ModelFormatException {
        for (String option : config.members().keySet()) {
            if (!asked.contains(option)) {
                refuse("an option that is unknown to this version of lstm4j is not guessed", option);
            }
        }
        if (!refused.isEmpty()) {
            throw error("FILE-62", "has " + String.join(", ", refused) + ", which lstm4j does not have", String.join("; ", reasons));
        }
    }

    ModelFormatException error(String rule, String problem, String hint) {
        return json.error(rule, "layer \"" + name + "\" (" + className + ") " + problem, hint);
    }
}
