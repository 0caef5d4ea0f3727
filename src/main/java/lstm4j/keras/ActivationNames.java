package lstm4j.keras;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.layer.ActivationFunction;

/** Activation functions by their names in configurations. {@code hard_sigmoid} is another function before Keras 3. */
final class ActivationNames {
    private ActivationNames() {
    }

    /** The function of a configuration: a name, or an object around a name. Others: [FILE-63]. */
    static ActivationFunction read(Json json, LayerConfig layer) throws ModelFormatException {
        String name = json.isObject() ? objectName(json, layer) : json.text();
        ActivationFunction function = named(name, layer.reading.generation);
        if (function == null) {
            throw layer.error("FILE-63", "has the activation " + json + ", which lstm4j does not have", "lstm4j has " + known()
                    + "; custom functions cannot be read from a file");
        }
        return function;
    }

    private static String objectName(Json json, LayerConfig layer) throws ModelFormatException {
        Json className = json.need("class_name");
        Json config = json.get("config");
        Json registered = json.get("registered_name");
        boolean function = className.text().equals("function") && config != null && config.isText();
        boolean options = config != null && config.isObject() && !config.members().isEmpty();
        if (!function && options || function && registered != null && !registered.text().equals(config.text())
                || json.get("module") != null && !json.get("module").text().matches("builtins|keras(\\..*)?")) {
            throw layer.error("FILE-63", "has the activation " + json + ", an object of Python that lstm4j does not have",
                    "give activations by name, such as \"relu\"");
        }
        return function ? config.text() : className.text().toLowerCase(Locale.ROOT);
    }

    private static ActivationFunction named(String name, Generation generation) {
        switch (name) {
            case "hard_sigmoid":
                return generation == Generation.KERAS_3 ? ActivationFunction.HARD_SIGMOID : ActivationFunction.HARD_SIGMOID_KERAS2;
            case "swish":
                return ActivationFunction.SILU;
            case "hard_swish":
                return ActivationFunction.HARD_SILU;
            default:
                return Arrays.stream(ActivationFunction.values()).filter(f -> f != ActivationFunction.HARD_SIGMOID_KERAS2)
                        .filter(f -> f.kerasName().equals(name)).findFirst().orElse(null);
        }
    }

    private static String known() {
        return Arrays.stream(ActivationFunction.values()).map(ActivationFunction::kerasName).distinct().collect(Collectors.joining(", "));
    }
}
