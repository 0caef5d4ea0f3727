package lstm4j.keras;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.layer.Constraint;

/** Constraints in configurations: MaxNorm, NonNeg, UnitNorm and MinMaxNorm. */
final class Constraints {
    private Constraints() {
    }

    /** The constraint of a configuration: a name or an object. Others, or other axes: [FILE-62]. */
    static Constraint read(Json json, LayerConfig layer) throws ModelFormatException {
        boolean keras1 = json.isObject() && json.get("class_name") == null; // {"name": "MaxNorm", "m": …, "axis": …}
        Json config = keras1 || json.get("config") == null ? json : json.get("config");
        String name = keras1 ? json.need("name").text() : json.isObject() ? json.need("class_name").text() : json.text();
        double max = config.number("max_value", config.number("m", name.toLowerCase(Locale.ROOT).startsWith("max") ? 2 : 1));
        Constraint constraint = switch (name.replace("_", "").toLowerCase(Locale.ROOT)) {
            case "maxnorm" -> Constraint.maxNorm(max);
            case "nonneg" -> Constraint.NON_NEG;
            case "unitnorm" -> Constraint.unitNorm();
            case "minmaxnorm" -> Constraint.minMaxNorm(config.number("min_value", 0), max, config.number("rate", 1));
            default -> throw layer.error("FILE-62", "has the constraint " + json + ", which lstm4j does not have",
                    "lstm4j has MaxNorm, NonNeg, UnitNorm and MinMaxNorm");
        };
        return config.get("axis") == null ? constraint : constraint.axes(axes(config.get("axis")));
    }

    private static Integer[] axes(Json json) throws ModelFormatException {
        Set<Integer> axes = new TreeSet<>();
        for (Json axis : json.isList() ? json.list() : List.of(json)) {
            axes.add(axis.integer());
        }
        return axes.toArray(Integer[]::new);
    }

    /** The object Keras writes, or null for no constraint. */
    static Map<String, Object> write(Constraint constraint) {
        Map<String, Object> config = new LinkedHashMap<>();
        switch (constraint.kind()) {
            case NONE -> {
                return null;
            }
            case MAX_NORM -> config.put("max_value", constraint.maxValue());
            case MIN_MAX_NORM -> {
                config.put("min_value", constraint.minValue());
                config.put("max_value", constraint.maxValue());
                config.put("rate", constraint.rate());
            }
            default -> { }
        }
        if (constraint.kind() != Constraint.Kind.NON_NEG) {
            config.put("axis", constraint.axes().size() == 1 ? (Object) constraint.axes().iterator().next() : (Object) List.of(0, 1));
        }
        return KerasObject.of("keras.constraints", className(constraint.kind()), config);
    }

    private static String className(Constraint.Kind kind) {
        return switch (kind) {
            case MAX_NORM -> "MaxNorm";
            case NON_NEG -> "NonNeg";
            case UNIT_NORM -> "UnitNorm";
            default -> "MinMaxNorm";
        };
    }
}
