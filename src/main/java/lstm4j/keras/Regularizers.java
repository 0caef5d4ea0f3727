package lstm4j.keras;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.layer.Regularizer;

/** Penalties in configurations: L1, L2 and L1L2. */
final class Regularizers {
    /** The factor of a penalty that is given by name alone. */
    private static final double BY_DEFAULT = 0.01;

    private Regularizers() {
    }

    /** The penalty of a configuration: a name or an object. Others: [FILE-62]. */
    static Regularizer read(Json json, LayerConfig layer) throws ModelFormatException {
        Json config = json.isObject() ? json.get("config") : null;
        Json name = json.isObject() ? json.get("class_name") : json;
        if (json.isObject() && name == null) {
            name = json.need("name"); // Keras 1: {"name": "L1L2", "l1": …, "l2": …}
            config = json;
        }
        String kind = name.text().replace("_", "").replace("Regularizer", "").toLowerCase(Locale.ROOT);
        if (!kind.equals("l1") && !kind.equals("l2") && !kind.equals("l1l2") && !kind.equals("weight")) {
            throw layer.error("FILE-62", "has the regularizer " + json + ", which lstm4j does not have", "lstm4j has L1, L2 and L1L2");
        }
        double l1 = factor(config, "l1", kind.equals("l1"));
        double l2 = factor(config, "l2", kind.equals("l2"));
        if (!(l1 >= 0 && l2 >= 0 && (float) (l1 + l2) < Float.POSITIVE_INFINITY)) {
            throw layer.error("FILE-62", "has the regularizer " + json + ", whose factors are not finite and at least 0", "");
        }
        return new Regularizer(l1, l2);
    }

    private static double factor(Json config, String option, boolean named) throws ModelFormatException {
        Json value = config == null ? null : config.get(option);
        return value != null ? value.number() : named && config == null ? BY_DEFAULT : 0;
    }

    /** The object Keras writes, or null for no penalty. */
    static Map<String, Object> write(Regularizer regularizer) {
        if (regularizer.isNone()) {
            return null;
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("l1", regularizer.l1());
        config.put("l2", regularizer.l2());
        return KerasObject.of("keras.regularizers", "L1L2", config);
    }
}
