package lstm4j.keras;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.train.LearningRateSchedule;

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
        Map<String, Object> config = new LinkedHashMap<>();
        if (schedule instanceof LearningRateSchedule.ExponentialDecay decay) {
            config.put("initial_learning_rate", decay.initial());
            config.put("decay_steps", decay.steps());
            config.put("decay_rate", decay.rate());
            config.put("staircase", decay.staircase());
            return KerasObject.of("keras.optimizers.schedules", "ExponentialDecay", config);
        }
        if (schedule instanceof LearningRateSchedule.InverseTimeDecay decay) {
            config.put("initial_learning_rate", decay.initial());
            config.put("decay_steps", decay.steps());
            config.put("decay_rate", decay.rate());
            config.put("staircase", decay.staircase());
            return KerasObject.of("keras.optimizers.schedules", "InverseTimeDecay", config);
        }
        if (schedule instanceof LearningRateSchedule.PolynomialDecay decay) {
            config.put("initial_learning_rate", decay.initial());
            config.put("decay_steps", decay.steps());
            config.put("end_learning_rate", decay.end());
            config.put("power", decay.power());
            config.put("cycle", decay.cycle());
            return KerasObject.of("keras.optimizers.schedules", "PolynomialDecay", config);
        }
        if (schedule instanceof LearningRateSchedule.CosineDecay decay) {
            config.put("initial_learning_rate", decay.initial());
            config.put("decay_steps", decay.steps());
            config.put("alpha", decay.alpha());
            if (decay.warms()) {
                config.put("warmup_target", decay.warmupTarget());
                config.put("warmup_steps", decay.warmupSteps());
            }
            return KerasObject.of("keras.optimizers.schedules", "CosineDecay", config);
        }
        if (schedule instanceof LearningRateSchedule.CosineDecayRestarts decay) {
            config.put("initial_learning_rate", decay.initial());
            config.put("first_decay_steps", decay.firstSteps());
            config.put("t_mul", decay.tMul());
            config.put("m_mul", decay.mMul());
            config.put("alpha", decay.alpha());
            return KerasObject.of("keras.optimizers.schedules", "CosineDecayRestarts", config);
        }
        if (schedule instanceof LearningRateSchedule.PiecewiseConstant steps) {
            config.put("boundaries", new ArrayList<>(steps.boundaries()));
            config.put("values", new ArrayList<>(steps.values()));
            return KerasObject.of("keras.optimizers.schedules", "PiecewiseConstantDecay", config);
        }
        return null;
    }
}
