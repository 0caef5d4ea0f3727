package lstm4j.keras;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.train.Adam;
import lstm4j.train.Optimizer;
import lstm4j.train.RMSprop;
import lstm4j.train.SGD;

/** Optimizers in configurations: SGD, RMSprop and Adam. */
final class Optimizers {
    private Optimizers() {
    }

    /** The optimizer of a name or an object. One that lstm4j does not have, or with such an option: [FILE-67]. */
    static Optimizer read(Json json, Reading reading) throws ModelFormatException {
        String name = json.isObject() ? json.need("class_name").text() : json.text();
        Json config = json.isObject() ? json.need("config") : json;
        refuse(config, "weight_decay", "use_ema", "gradient_accumulation_steps", "loss_scale_factor", "decay");
        Optimizer optimizer = switch (name.replaceAll(".*>", "").toLowerCase(Locale.ROOT)) {
            case "sgd" -> {
                SGD sgd = new SGD().momentum(config.number("momentum", 0));
                yield config.flag("nesterov") ? sgd.nesterov() : sgd;
            }
            case "rmsprop" -> {
                RMSprop rmsprop = new RMSprop().rho(config.number("rho", 0.9)).momentum(config.number("momentum", 0))
                        .epsilon(config.number("epsilon", 1e-7));
                yield config.flag("centered") ? rmsprop.centered() : rmsprop;
            }
            case "adam" -> {
                Adam adam = new Adam().betas(config.number("beta_1", 0.9), config.number("beta_2", 0.999))
                        .epsilon(config.number("epsilon", reading.generation == Generation.KERAS_1 ? 1e-8 : 1e-7));
                yield config.flag("amsgrad") ? adam.amsgrad() : adam;
            }
            case "lossscaleoptimizer" -> throw json.error("FILE-67", "it is one of mixed precision, and lstm4j computes in float32 alone", "");
            default -> throw json.error("FILE-67", "the optimizer " + name + " is none that lstm4j has", "lstm4j has SGD, RMSprop and Adam");
        };
        if (optimizer instanceof RMSprop rmsprop && rmsprop.momentum() == 0 && isBefore211(name, config, reading)) {
            reading.obstacle("compile: this RMSprop, that of Keras before 2.11, steps by lr·g/(√v + ε), and lstm4j by lr·g/√(v + ε) as Keras 3"
                    + " does: the first steps can differ by several percent");
        }
        return clipped(rated(optimizer, config), config);
    }

    /** Whether an optimizer is of the kind that tf.keras keeps as {@code legacy} since 2.11, where others are registered or say so. */
    private static boolean isBefore211(String name, Json config, Reading reading) throws ModelFormatException {
        boolean says = config.get("is_legacy_optimizer") != null && !config.get("is_legacy_optimizer").flag() || name.contains(">");
        return reading.generation.compareTo(Generation.KERAS_2_11) < 0 || reading.generation == Generation.KERAS_2_11 && !says;
    }

    private static void refuse(Json config, String... options) throws ModelFormatException {
        for (String option : options) {
            Json value = config.get(option);
            boolean nothing = value == null || value.isFlag() && !value.flag() || value.isNumber() && value.number() == 0;
            if (!nothing) {
                throw value.error("FILE-67", "the optimizer has " + option + " = " + value + ", which lstm4j does not have", "");
            }
        }
    }

    private static Optimizer rated(Optimizer optimizer, Json config) throws ModelFormatException {
        Json rate = config.get("learning_rate") != null ? config.get("learning_rate") : config.get("lr");
        if (rate == null) {
            return optimizer;
        }
        return rate.isObject() ? optimizer.learningRate(Schedules.read(rate)) : optimizer.learningRate(rate.number());
    }

    private static Optimizer clipped(Optimizer optimizer, Json config) throws ModelFormatException {
        Optimizer clipped = optimizer;
        if (config.number("clipnorm", 0) != 0) {
            clipped = clipped.clipnorm(config.number("clipnorm", 0));
        }
        if (config.number("global_clipnorm", 0) != 0) {
            clipped = clipped.globalClipnorm(config.number("global_clipnorm", 0));
        }
        if (config.number("clipvalue", 0) != 0) {
            clipped = clipped.clipvalue(config.number("clipvalue", 0));
        }
        return clipped;
    }

    /**
     * The object Keras 3 writes; null for a schedule that is a function of the user's own, which no file can carry.
     *
     * @param legacy with only those options that tf.keras 2 knows as well
     * @param keras2 for a file that names tf.keras 2, which must not take its older RMSprop with another formula
     */
    static Map<String, Object> write(Optimizer optimizer, boolean legacy, boolean keras2) {
        Object rate = optimizer.hasConstantRate() ? (Object) optimizer.schedule().at(0) : Schedules.write(optimizer.schedule());
        if (rate == null) {
            return null;
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", optimizer.name().toLowerCase(Locale.ROOT));
        config.put("learning_rate", rate);
        if (!legacy) {
            config.put("weight_decay", null);
            config.put("use_ema", false);
            config.put("ema_momentum", 0.99);
            config.put("ema_overwrite_frequency", null);
        }
        switch (optimizer.clip()) {
            case NONE -> { }
            case NORM -> config.put("clipnorm", optimizer.clipLimit());
            case GLOBAL_NORM -> config.put("global_clipnorm", optimizer.clipLimit());
            case VALUE -> config.put("clipvalue", optimizer.clipLimit());
        }
        if (optimizer instanceof SGD sgd) {
            config.put("momentum", sgd.momentum());
            config.put("nesterov", sgd.isNesterov());
        } else if (optimizer instanceof RMSprop rmsprop) {
            config.put("rho", rmsprop.rho());
            config.put("momentum", rmsprop.momentum());
            config.put("epsilon", rmsprop.epsilon());
            config.put("centered", rmsprop.isCentered());
            if (keras2) {
                config.put("is_legacy_optimizer", false);
            }
        } else if (optimizer instanceof Adam adam) {
            config.put("beta_1", adam.beta1());
            config.put("beta_2", adam.beta2());
            config.put("epsilon", adam.epsilon());
            config.put("amsgrad", adam.isAmsgrad());
        }
        return KerasObject.of("keras.optimizers", optimizer.name(), config);
    }
}
