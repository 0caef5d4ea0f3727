package lstm4j.keras;

import java.util.LinkedHashMap;
import java.util.Map;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;

/** The frame Keras 3 puts around every object of a configuration. */
final class KerasObject {
    private KerasObject() {
    }

    static Map<String, Object> of(String module, String className, Object config) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("module", module);
        object.put("class_name", className);
        object.put("config", config);
        object.put("registered_name", null);
        return object;
    }

    /** A loss's or metric's name: a string, the wrapped function of an object, or its class. */
    static String name(Json json) throws ModelFormatException {
        if (!json.isObject()) {
            return json.text();
        }
        Json config = json.get("config");
        if (config != null && config.isText()) {
            return config.text();
        }
        Json function = config == null ? null : config.get("fn");
        if (function != null) {
            return function.isObject() ? name(function) : function.text();
        }
        return json.need("class_name").text();
    }
}
