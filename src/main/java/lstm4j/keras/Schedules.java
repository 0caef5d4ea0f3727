package lstm4j.keras;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.train.LearningRateSchedule;
import lstm4j.train.LearningRateSchedule.CosineDecay;
import lstm4j.train.LearningRateSchedule.CosineDecayRestarts;
import lstm4j.train.LearningRateSchedule.ExponentialDecay;
import lstm4j.train.LearningRateSchedule.InverseTimeDecay;
import lstm4j.train.LearningRateSchedule.PiecewiseConstant;
import lstm4j.train.LearningRateSchedule.PolynomialDecay;

/** Learning-rate schedules in configurations: those of Keras 3. */
final class Schedules {
    private Schedules() {
    }

    /** The schedule of an object; one that lstm4j does not have: [FILE-67]. */
    static LearningRateSchedule read(Json json) throws ModelFormatException {
        Json config = json.need("config");
        switch (json.need("class_name").text()) {
            case "ExponentialDecay":
                return LearningRateSchedule.exponentialDecay(config.need("initial_learning_rate").number(), config.need("decay_steps").count(),
                        config.need("decay_rate").number(), config.flag("staircase"));
            case "CosineDecay":
                double initial = config.need("initial_learning_rate").number();
                return LearningRateSchedule.cosineDecay(initial, config.need("decay_steps").count(), config.number("alpha", 0),
                        config.number("warmup_target", initial), config.get("warmup_target") == null ? 0 : (long) config.number("warmup_steps", 0));
            case "CosineDecayRestarts":
                return LearningRateSchedule.cosineDecayRestarts(config.need("initial_learning_rate").number(),
                        config.need("first_decay_steps").count(), config.number("t_mul", 2), config.number("m_mul", 1), config.number("alpha", 0));
            case "InverseTimeDecay":
                return LearningRateSchedule.inverseTimeDecay(config.need("initial_learning_rate").number(), config.need("decay_steps").count(),
                        config.need("decay_rate").number(), config.flag("staircase"));
            case "PolynomialDecay":
                return LearningRateSchedule.polynomialDecay(config.need("initial_learning_rate").number(), config.need("decay_steps").count(),
                        config.number("end_learning_rate", 0.0001), config.number("power", 1), config.flag("cycle"));
            case "PiecewiseConstantDecay":
                return piecewise(config);
            default:
                throw json.error("FILE-67", "the learning-rate schedule " + json.need("class_name") + " is none that lstm4j has",
                        "lstm4j has those of Keras 3");
        }
    }

    private static LearningRateSchedule piecewise(Json config) throws ModelFormatException {
        List<Json> boundaries = config.need("boundaries").list();
        List<Json> values = config.need("values").list();
        long[] ends = new long[boundaries.size()];
        double[] rates = new double[values.size()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = boundaries.get(i).count();
        }
        for (int i = 0; i < rates.length; i++) {
            rates[i] = values.get(i).number();
        }
        return LearningRateSchedule.piecewiseConstant(ends, rates);
    }

    /** The object Keras writes; null for a function of the user's own. */
    static Map<String, Object> write(LearningRateSchedule schedule) {
        if (schedule instanceof ExponentialDecay d) {
            return object("ExponentialDecay", "initial_learning_rate", d.initial(), "decay_steps", d.steps(), "decay_rate", d.rate(), "staircase", d.staircase());
        }
        if (schedule instanceof InverseTimeDecay d) {
            return object("InverseTimeDecay", "initial_learning_rate", d.initial(), "decay_steps", d.steps(), "decay_rate", d.rate(), "staircase", d.staircase());
        }
        if (schedule instanceof PolynomialDecay d) {
            return object("PolynomialDecay", "initial_learning_rate", d.initial(), "decay_steps", d.steps(), "end_learning_rate", d.end(),
                    "power", d.power(), "cycle", d.cycle());
        }
        if (schedule instanceof CosineDecay d) {
            return object("CosineDecay", "initial_learning_rate", d.initial(), "decay_steps", d.steps(), "alpha", d.alpha(),
                    "warmup_target", d.warms() ? (Object) d.warmupTarget() : null, "warmup_steps", d.warms() ? (Object) d.warmupSteps() : null);
        }
        if (schedule instanceof CosineDecayRestarts d) {
            return object("CosineDecayRestarts", "initial_learning_rate", d.initial(), "first_decay_steps", d.firstSteps(), "t_mul", d.tMul(),
                    "m_mul", d.mMul(), "alpha", d.alpha());
        }
        return schedule instanceof PiecewiseConstant steps
                ? object("PiecewiseConstantDecay", "boundaries", List.copyOf(steps.boundaries()), "values", List.copyOf(steps.values())) : null;
    }

    /** The object of a class with these options, names and values in turn; null for one left out. */
    private static Map<String, Object> object(String className, Object... options) {
        Map<String, Object> config = new LinkedHashMap<>();
        for (int k = 0; k < options.length; k += 2) {
            if (options[k + 1] != null) {
                config.put((String) options[k], options[k + 1]);
            }
        }
        return KerasObject.of("keras.optimizers.schedules", className, config);
    }
}
