package lstm4j.keras;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.layer.Initializer;
import lstm4j.layer.Initializer.Fan;
import lstm4j.layer.Initializer.Kind;

/**
 * Initializers in configurations. They decide how weights begin, and a file brings the weights: one that lstm4j does not
 * know is a warning, not an error.
 */
final class InitializerConfigs {
    private InitializerConfigs() {
    }

    /** The initializer of a configuration: a name or an object. One that is unknown becomes {@code otherwise}, with a warning. */
    static Initializer read(Json json, LayerConfig layer, Initializer otherwise) throws ModelFormatException {
        String name = json.isObject() ? json.need("class_name").text() : json.text();
        Json config = json.get("config") == null ? json : json.get("config"); // a bare name has no members
        Initializer initializer = known(name.replace("_", "").toLowerCase(Locale.ROOT), config);
        if (initializer == null) {
            layer.reading.warn("layer \"" + layer.name + "\": the initializer " + name + " is unknown to lstm4j; it matters only for "
                    + "training from scratch");
            return otherwise;
        }
        return initializer;
    }

    private static Initializer known(String name, Json config) throws ModelFormatException {
        return switch (name) {
            case "zeros", "zero" -> Initializer.ZEROS;
            case "ones", "one" -> Initializer.ONES;
            case "constant" -> config.get("value") != null && !config.get("value").isNumber() ? null
                    : Initializer.constant(config.number("value", 0));
            case "randomuniform", "uniform" -> Initializer.randomUniform(config.number("minval", -0.05), config.number("maxval", 0.05));
            case "randomnormal", "normal" -> Initializer.randomNormal(config.number("mean", 0), config.number("stddev", 0.05));
            case "truncatednormal" -> Initializer.truncatedNormal(config.number("mean", 0), config.number("stddev", 0.05));
            case "glorotuniform" -> Initializer.GLOROT_UNIFORM;
            case "glorotnormal" -> Initializer.GLOROT_NORMAL;
            case "heuniform" -> Initializer.HE_UNIFORM;
            case "henormal" -> Initializer.HE_NORMAL;
            case "lecununiform" -> Initializer.LECUN_UNIFORM;
            case "lecunnormal" -> Initializer.LECUN_NORMAL;
            case "orthogonal", "orthogonalinitializer" -> Initializer.orthogonal(config.number("gain", 1));
            case "identity", "identityinitializer" -> Initializer.identity(config.number("gain", 1));
            case "variancescaling" -> scaled(config);
            default -> null;
        };
    }

    private static Initializer scaled(Json config) throws ModelFormatException {
        String mode = text(config, "mode", "fan_in");
        Fan fan = mode.equals("fan_in") ? Fan.IN : mode.equals("fan_out") ? Fan.OUT : mode.equals("fan_avg") ? Fan.AVERAGE : null;
        Kind kind = switch (text(config, "distribution", "truncated_normal")) {
            case "uniform" -> Kind.SCALED_UNIFORM;
            case "normal", "truncated_normal" -> Kind.SCALED_TRUNCATED_NORMAL;
            default -> null;
        };
        return fan == null || kind == null ? null : new Initializer(kind, config.number("scale", 1), 0, fan);
    }

    private static String text(Json config, String option, String byDefault) throws ModelFormatException {
        return config.get(option) == null ? byDefault : config.get(option).text();
    }

    /** The object Keras writes. */
    static Map<String, Object> write(Initializer initializer) {
        Map<String, Object> config = new LinkedHashMap<>();
        String className = switch (initializer.kind()) {
            case CONSTANT -> initializer.a() == 0 ? "Zeros" : initializer.a() == 1 ? "Ones" : with(config, "value", initializer.a(), "Constant");
            case RANDOM_UNIFORM -> with(config, "minval", initializer.a(), with(config, "maxval", initializer.b(), "RandomUniform"));
            case RANDOM_NORMAL -> with(config, "mean", initializer.a(), with(config, "stddev", initializer.b(), "RandomNormal"));
            case TRUNCATED_NORMAL -> with(config, "mean", initializer.a(), with(config, "stddev", initializer.b(), "TruncatedNormal"));
            case ORTHOGONAL -> with(config, "gain", initializer.a(), "Orthogonal");
            case IDENTITY -> with(config, "gain", initializer.a(), "Identity");
            case SCALED_UNIFORM -> writeScaled(initializer, config, "uniform");
            case SCALED_TRUNCATED_NORMAL -> writeScaled(initializer, config, "truncated_normal");
        };
        if (initializer.kind() != Kind.CONSTANT && initializer.kind() != Kind.IDENTITY) {
            config.put("seed", null);
        }
        return KerasObject.of("keras.initializers", className, config);
    }

    private static String writeScaled(Initializer initializer, Map<String, Object> config, String distribution) {
        if (initializer.equals(Initializer.GLOROT_UNIFORM)) {
            return "GlorotUniform";
        }
        if (initializer.equals(Initializer.GLOROT_NORMAL)) {
            return "GlorotNormal";
        }
        config.put("scale", initializer.a());
        config.put("mode", initializer.mode() == Fan.IN ? "fan_in" : initializer.mode() == Fan.OUT ? "fan_out" : "fan_avg");
        config.put("distribution", distribution);
        return "VarianceScaling";
    }

    private static String with(Map<String, Object> config, String option, double value, String className) {
        config.put(option, value);
        return className;
    }
}
