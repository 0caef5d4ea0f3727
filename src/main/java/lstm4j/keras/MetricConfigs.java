package lstm4j.keras;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.train.Metric;

/** Metrics in configurations: by a name, or as an object with options and a name for the logs. */
final class MetricConfigs {
    /** Names that stand for themselves in files of every Keras. */
    private static final Set<String> BARE = Set.of("accuracy", "acc", "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy", "mae", "mse",
            "mean_absolute_error", "mean_squared_error");
    /** Options of Keras that lstm4j does not have. */
    private static final List<String> REFUSED = List.of("top_k", "class_id", "multi_label", "label_weights", "from_logits", "from_sorted_ids");

    private MetricConfigs() {
    }

    /** The metric of a name or an object; null for one that lstm4j does not have. With an option that it does not have: [FILE-67]. */
    static Metric read(Json json) throws ModelFormatException {
        Metric.Kind kind = Metric.Kind.named(KerasObject.name(json));
        Json config = json.isObject() ? json.get("config") : null;
        if (kind == null || config == null || !config.isObject()) {
            return kind == null ? null : Metric.of(kind).named(KerasObject.name(json));
        }
        for (String option : REFUSED) {
            Json value = config.get(option);
            if (value != null && !(value.isFlag() && !value.flag())) {
                throw value.error("FILE-67", "the metric " + kind.className() + " has " + option + " = " + value + ", which lstm4j does not have", "");
            }
        }
        Metric metric = Metric.of(kind);
        for (Map.Entry<String, Object> option : Metric.of(kind).options().entrySet()) {
            Json value = config.get(option.getKey());
            metric = value == null ? metric : metric.option(option.getKey(), value(option.getKey(), option.getValue(), value));
        }
        return config.get("name") == null ? metric : metric.named(config.get("name").text());
    }

    /** A value of the type that the option has by default; thresholds may be one number or a list. */
    private static Object value(String option, Object byDefault, Json json) throws ModelFormatException {
        if (byDefault instanceof Integer) {
            return json.integer();
        }
        if (byDefault instanceof String) {
            return option.equals("curve") ? json.text().toUpperCase(Locale.ROOT) : json.text().toLowerCase(Locale.ROOT);
        }
        if (byDefault instanceof Double && json.isList() && json.list().size() == 1) {
            return json.list().get(0).number();
        }
        if (byDefault instanceof Double) {
            return json.number();
        }
        List<Double> numbers = new ArrayList<>();
        for (Json number : json.list()) {
            numbers.add(number.number());
        }
        return numbers;
    }

    /**
     * The name or the object Keras writes.
     *
     * @param outputs numbers in a row of outputs
     * @param labels numbers in a row of labels: what an accuracy under another name becomes depends on both
     */
    static Object write(Metric metric, int outputs, int labels) {
        String name = metric.kerasName();
        if (metric.isPlain() && BARE.contains(name) && Metric.Kind.named(name) == metric.kind()) {
            return name;
        }
        Metric settled = metric.settled(outputs, labels);
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", name);
        config.put("dtype", "float32");
        settled.options().forEach((option, value) -> {
            if (value != null) {
                config.put(option, value);
            }
        });
        return KerasObject.of("keras.metrics", settled.kind().className(), config);
    }
}
