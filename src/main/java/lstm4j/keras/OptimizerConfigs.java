package lstm4j.keras;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.layer.RuleException;
import lstm4j.train.Adagrad;
import lstm4j.train.LearningRateSchedule;
import lstm4j.train.Optimizer;
import lstm4j.train.Optimizers;
import lstm4j.train.RMSprop;

/** Optimizers in configurations. */
final class OptimizerConfigs {
    /** The ε of Keras 1. */
    private static final double KERAS_1_EPSILON = 1e-8;

    /** At the end of the name of an optimizer whose ε is beside the root; Keras takes any name, and its own place of ε. */
    private static final String BEFORE_211 = "_before_2_11";

    private OptimizerConfigs() {
    }

    /** The optimizer of a name or an object. One that lstm4j does not have, or with such an option: [FILE-67]. */
    static Optimizer read(Json json, Reading reading) throws ModelFormatException {
        String given = json.isObject() ? json.need("class_name").text() : json.text();
        Json config = json.isObject() ? json.need("config") : json;
        Optimizer optimizer = kind(given.replaceAll(".*>", ""), json);
        boolean before211 = isBefore211(given, config, reading);
        refuse(config, "use_ema", "gradient_accumulation_steps", "loss_scale_factor");
        requireNadamOfKeras3(optimizer, config, reading);
        Optimizer own = before211 ? ofItsGeneration(withOptions(optimizer, config, reading), config, reading) : withOptions(optimizer, config, reading);
        return clipped(decayed(rated(own, config), config), config);
    }

    private static Optimizer kind(String name, Json json) throws ModelFormatException {
        if (name.equalsIgnoreCase("LossScaleOptimizer")) {
            throw json.error("FILE-67", "it is one of mixed precision, and lstm4j computes in float32 alone", "");
        }
        return Optimizers.named(name).orElseThrow(() -> json.error("FILE-67", "the optimizer " + name + " is none that lstm4j has",
                "lstm4j has " + Optimizers.ALL.stream().map(Optimizer::name).collect(Collectors.joining(", "))));
    }

    private static Optimizer withOptions(Optimizer kind, Json config, Reading reading) throws ModelFormatException {
        boolean old = reading.generation == Generation.KERAS_1 && kind.options().containsKey("epsilon");
        Optimizer optimizer = old ? kind.option("epsilon", KERAS_1_EPSILON) : kind;
        for (String name : kind.options().keySet()) {
            Json value = config.get(name);
            if (value != null) {
                optimizer = optimizer.option(name, value.isFlag() ? (Object) value.flag() : (Object) value.number());
            }
        }
        return optimizer;
    }

    /** Before 2.11 Nadam had another schedule; that of tf.keras since then multiplies U(t) by u(t) once for each array, in a graph, not once a step. */
    private static void requireNadamOfKeras3(Optimizer optimizer, Json config, Reading reading) throws ModelFormatException {
        boolean ofKeras3 = reading.generation == Generation.KERAS_3 || config.get("name") != null && config.get("name").text().equals("nadam"); // older ones: Nadam
        if (optimizer.name().equals("Nadam") && !ofKeras3) {
            throw config.error("FILE-67", "it is the Nadam of a Keras before 3, whose steps are others", "");
        }
    }

    /** What tf.keras keeps as {@code legacy} since 2.11: another place of ε. */
    private static Optimizer ofItsGeneration(Optimizer optimizer, Json config, Reading reading) throws ModelFormatException {
        if (optimizer instanceof Adagrad adagrad) {
            Adagrad own = config.get("initial_accumulator_value") == null ? adagrad.initialAccumulatorValue(0) : adagrad; // Keras 1 and 2 had no such option
            return own.epsilonOutside();
        }
        return optimizer instanceof RMSprop rmsprop && rmsprop.momentum() == 0 ? rmsprop.epsilonOutside() : optimizer;
    }

    /** Whether an optimizer is of the kind that tf.keras keeps as {@code legacy} since 2.11, where others are registered or say so. */
    private static boolean isBefore211(String name, Json config, Reading reading) throws ModelFormatException {
        boolean says = config.get("is_legacy_optimizer") != null && !config.get("is_legacy_optimizer").flag() || name.contains(">");
        boolean kept = config.get("name") != null && config.get("name").text().endsWith(BEFORE_211);
        return kept || reading.generation.compareTo(Generation.KERAS_2_11) < 0 || reading.generation == Generation.KERAS_2_11 && !says;
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

    /** With the rate; Keras 2's {@code decay} is a schedule: lr/(1 + decay·n). */
    private static Optimizer rated(Optimizer optimizer, Json config) throws ModelFormatException {
        Json rate = config.get("learning_rate") != null ? config.get("learning_rate") : config.get("lr");
        if (rate != null && rate.isObject()) {
            refuse(config, "decay");
            return optimizer.learningRate(Schedules.read(rate));
        }
        double number = rate == null ? optimizer.schedule().at(0) : rate.number();
        double decay = config.number("decay", 0);
        return decay == 0 ? optimizer.learningRate(number) : optimizer.learningRate(LearningRateSchedule.inverseTimeDecay(number, 1, decay, false));
    }

    private static Optimizer decayed(Optimizer optimizer, Json config) throws ModelFormatException {
        boolean off = config.isObject() && config.members().get("weight_decay") != null && config.get("weight_decay") == null; // JSON's null
        return optimizer.weightDecay(off ? 0 : config.number("weight_decay", optimizer.weightDecay()));
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
     * The object Keras 3 writes.
     *
     * @param legacy with only those options that tf.keras 2 knows as well
     * @param keras2 for a file that names tf.keras 2, which must not take its older formula for Keras 3's
     * @throws RuleException FILE-80 for a schedule of the user's own
     */
    static Map<String, Object> write(Optimizer optimizer, boolean legacy, boolean keras2) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", optimizer.name().toLowerCase(Locale.ROOT) + (optimizer.isEpsilonOutside() ? BEFORE_211 : ""));
        config.put("learning_rate", rate(optimizer));
        if (!legacy) {
            config.put("weight_decay", optimizer.weightDecay() == 0 ? null : (Object) optimizer.weightDecay());
            config.put("use_ema", false);
            config.put("ema_momentum", 0.99);
            config.put("ema_overwrite_frequency", null);
        } else if (optimizer.weightDecay() != 0) {
            config.put("weight_decay", optimizer.weightDecay());
        }
        switch (optimizer.clip()) {
            case NONE -> { }
            case NORM -> config.put("clipnorm", optimizer.clipLimit());
            case GLOBAL_NORM -> config.put("global_clipnorm", optimizer.clipLimit());
            case VALUE -> config.put("clipvalue", optimizer.clipLimit());
        }
        config.putAll(optimizer.options());
        if (keras2 && !optimizer.isEpsilonOutside() && changedIn211(optimizer)) {
            config.put("is_legacy_optimizer", false);
        }
        return KerasObject.of("keras.optimizers", optimizer.name(), config);
    }

    private static Object rate(Optimizer optimizer) {
        Object rate = optimizer.hasConstantRate() ? (Object) optimizer.schedule().at(0) : Schedules.write(optimizer.schedule());
        if (rate == null) {
            throw new RuleException("FILE-80", optimizer.name(), "a learning rate that a file can carry", "a function of your own",
                    "compile with a number or one of LearningRateSchedule's schedules before you save");
        }
        return rate;
    }

    /** Whether the optimizers of this name and these options had another formula before 2.11. */
    private static boolean changedIn211(Optimizer optimizer) {
        return !(optimizer instanceof RMSprop rmsprop && rmsprop.momentum() > 0) && !optimizer.name().matches("SGD|Adam");
    }

    /** What Keras 3, or tf.keras with a {@code .h5}, makes of this optimizer otherwise than lstm4j; empty for nothing. */
    static String warning(Optimizer optimizer, boolean h5, boolean keras2) {
        String old = "lr·g/(√v + ε)";
        String present = "lr·g/√(v + ε)";
        if (optimizer.isEpsilonOutside()) {
            return "Keras 3 goes on with its own " + optimizer.name() + ", which steps by " + present + " for " + old;
        }
        if (h5 && (optimizer.weightDecay() != 0 || optimizer.name().equals("AdamW"))) {
            return "tf.keras opens this .h5 with compile=False alone: the optimizers it takes it for have no weight_decay";
        }
        return !h5 || keras2 || !changedIn211(optimizer) ? "" : optimizer.name().equals("Nadam")
                ? "tf.keras goes on from this .h5 with its Nadam of before 2.11, which steps otherwise"
                : "tf.keras goes on from this .h5 with its " + optimizer.name() + " of before 2.11, which steps by " + old + " for " + present;
    }
}
