package lstm4j.keras;

import java.util.LinkedHashMap;
import java.util.Map;

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
}
