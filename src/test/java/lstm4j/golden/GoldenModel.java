package lstm4j.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import lstm4j.layer.ActivationFunction;
import lstm4j.layer.Architecture;
import lstm4j.layer.Constraint;
import lstm4j.layer.FluentLayer;
import lstm4j.layer.Input;
import lstm4j.layer.Layer;
import lstm4j.layer.LayerOption;
import lstm4j.layer.UsualLayers;
import lstm4j.layer.Regularizer;
import lstm4j.layer.Shape;
import lstm4j.testing.Json;
import lstm4j.train.LearningRateSchedule;
import lstm4j.train.Loss;
import lstm4j.train.Optimizer;
import lstm4j.train.Optimizers;

/** Models, losses and optimizers of the golden vectors, from Keras's names. Whatever it does not know is an error. */
final class GoldenModel {
    private GoldenModel() {
    }

    static Architecture architecture(Golden test) {
        List<Layer> layers = new ArrayList<>();
        layers.add(Input.batchShape(Json.list(test.json().get("input_shape")).stream()
                .mapToInt(size -> size == null ? Shape.ANY : ((Double) size).intValue()).toArray()));
        for (Map<String, Object> layer : test.parts("model")) {
            layers.add(layer((String) layer.get("class_name"), Json.object(layer.get("config"))));
        }
        return Architecture.of(layers);
    }

    private static FluentLayer<?> layer(String type, Map<String, Object> config) {
        FluentLayer<?> layer = UsualLayers.example(type).orElseThrow(() -> new IllegalArgumentException(type));
        for (Map.Entry<String, Object> given : config.entrySet()) {
            if (given.getKey().equals("name")) {
                layer = layer.name((String) given.getValue());
                continue;
            }
            if (given.getKey().equals("trainable")) {
                layer = layer.trainable((Boolean) given.getValue());
                continue;
            }
            LayerOption<?> option = layer.options().stream().filter(one -> one.name().equals(given.getKey())).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(given.getKey()));
            layer = layer.option(option, value(option, given.getValue()));
        }
        return layer;
    }

    private static Object value(LayerOption<?> option, Object json) {
        return switch (option.kind()) {
            case INTEGER -> ((Double) json).intValue();
            case INTEGERS -> Json.list(json).stream().map(number -> ((Double) number).intValue()).toList();
            case NUMBER, FLAG -> json;
            case ACTIVATION -> function(json);
            case REGULARIZER -> regularizer(json);
            case CONSTRAINT -> constraint(json);
            case CHOICE -> option.choice((String) json).orElseThrow();
            case LAYER -> layer((String) Json.object(json).get("class_name"), Json.object(Json.object(json).get("config")));
            case CELLS -> Json.list(Json.object(Json.object(json).get("config")).get("cells")).stream().<FluentLayer<?>>map(cell ->
                    layer(((String) Json.object(cell).get("class_name")).replaceAll("Cell$", ""), Json.object(Json.object(cell).get("config")))).toList();
            case INITIALIZER -> throw new IllegalArgumentException(option.name());
        };
    }

    private static Regularizer regularizer(Object json) {
        Map<String, Object> config = Json.object(Json.object(json).get("config"));
        return new Regularizer(number(config, "l1"), number(config, "l2"));
    }

    private static Constraint constraint(Object json) {
        Map<String, Object> config = Json.object(Json.object(json).get("config"));
        Constraint constraint = switch ((String) Json.object(json).get("class_name")) {
            case "MaxNorm" -> Constraint.maxNorm(number(config, "max_value"));
            case "NonNeg" -> Constraint.NON_NEG;
            case "UnitNorm" -> Constraint.unitNorm();
            case "MinMaxNorm" -> Constraint.minMaxNorm(number(config, "min_value"), number(config, "max_value"), number(config, "rate"));
            default -> throw new IllegalArgumentException(String.valueOf(json));
        };
        Object axis = config.get("axis");
        return axis == null ? constraint : axis instanceof Double one ? constraint.axes(one.intValue())
                : constraint.axes(Json.list(axis).stream().map(each -> ((Double) each).intValue()).toArray(Integer[]::new));
    }

    static ActivationFunction function(Object name) {
        return ActivationFunction.valueOf(((String) name).toUpperCase(Locale.ROOT));
    }

    static Loss loss(Map<String, Object> json) {
        Map<String, Object> config = config(json);
        String name = (String) json.get("class_name");
        Loss loss = switch (name) {
            case "MeanSquaredError" -> Loss.MEAN_SQUARED_ERROR;
            case "MeanAbsoluteError" -> Loss.MEAN_ABSOLUTE_ERROR;
            case "Huber" -> config.containsKey("delta") ? Loss.huber(number(config, "delta")) : Loss.HUBER;
            case "BinaryCrossentropy" -> Loss.BINARY_CROSSENTROPY;
            case "CategoricalCrossentropy" -> Loss.CATEGORICAL_CROSSENTROPY;
            case "SparseCategoricalCrossentropy" -> Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
            case "MeanAbsolutePercentageError" -> Loss.MEAN_ABSOLUTE_PERCENTAGE_ERROR;
            case "MeanSquaredLogarithmicError" -> Loss.MEAN_SQUARED_LOGARITHMIC_ERROR;
            case "LogCosh" -> Loss.LOG_COSH;
            case "Poisson" -> Loss.POISSON;
            case "CosineSimilarity" -> Loss.COSINE_SIMILARITY;
            case "Hinge" -> Loss.HINGE;
            case "SquaredHinge" -> Loss.SQUARED_HINGE;
            case "CategoricalHinge" -> Loss.CATEGORICAL_HINGE;
            case "KLDivergence" -> Loss.KL_DIVERGENCE;
            default -> throw new IllegalArgumentException(name);
        };
        if (config.containsKey("label_smoothing")) {
            loss = loss.labelSmoothing(number(config, "label_smoothing"));
        }
        return config.containsKey("from_logits") ? loss.fromLogits() : loss;
    }

    static Optimizer optimizer(Map<String, Object> json) {
        Map<String, Object> config = config(json);
        Optimizer optimizer = Optimizers.named((String) json.get("class_name")).orElseThrow(() -> new IllegalArgumentException(String.valueOf(json)));
        for (String option : optimizer.options().keySet()) {
            optimizer = config.containsKey(option) ? optimizer.option(option, config.get(option)) : optimizer;
        }
        if (config.containsKey("weight_decay")) {
            optimizer = optimizer.weightDecay(number(config, "weight_decay"));
        }
        Object rate = config.get("learning_rate");
        if (rate != null) {
            optimizer = rate instanceof Double number ? optimizer.learningRate(number) : optimizer.learningRate(schedule(Json.object(rate)));
        }
        if (config.containsKey("clipnorm")) {
            return optimizer.clipnorm(number(config, "clipnorm"));
        }
        if (config.containsKey("global_clipnorm")) {
            return optimizer.globalClipnorm(number(config, "global_clipnorm"));
        }
        return config.containsKey("clipvalue") ? optimizer.clipvalue(number(config, "clipvalue")) : optimizer;
    }

    private static LearningRateSchedule schedule(Map<String, Object> json) {
        Map<String, Object> config = config(json);
        return switch ((String) json.get("class_name")) {
            case "ExponentialDecay" -> LearningRateSchedule.exponentialDecay(number(config, "initial_learning_rate"),
                    (long) number(config, "decay_steps"), number(config, "decay_rate"), config.containsKey("staircase"));
            case "InverseTimeDecay" -> LearningRateSchedule.inverseTimeDecay(number(config, "initial_learning_rate"),
                    (long) number(config, "decay_steps"), number(config, "decay_rate"), config.containsKey("staircase"));
            case "PolynomialDecay" -> LearningRateSchedule.polynomialDecay(number(config, "initial_learning_rate"),
                    (long) number(config, "decay_steps"), number(config, "end_learning_rate"), number(config, "power"), config.containsKey("cycle"));
            case "CosineDecay" -> config.containsKey("warmup_target")
                    ? LearningRateSchedule.cosineDecay(number(config, "initial_learning_rate"), (long) number(config, "decay_steps"),
                            number(config, "alpha"), number(config, "warmup_target"), (long) number(config, "warmup_steps"))
                    : LearningRateSchedule.cosineDecay(number(config, "initial_learning_rate"), (long) number(config, "decay_steps"),
                            number(config, "alpha"));
            case "CosineDecayRestarts" -> LearningRateSchedule.cosineDecayRestarts(number(config, "initial_learning_rate"),
                    (long) number(config, "first_decay_steps"), number(config, "t_mul"), number(config, "m_mul"), number(config, "alpha"));
            case "PiecewiseConstantDecay" -> LearningRateSchedule.piecewiseConstant(
                    Json.list(config.get("boundaries")).stream().mapToLong(b -> ((Double) b).longValue()).toArray(),
                    Flat.of(config.get("values")));
            default -> throw new IllegalArgumentException(String.valueOf(json));
        };
    }

    private static Map<String, Object> config(Map<String, Object> json) {
        return json.containsKey("config") ? Json.object(json.get("config")) : Map.of();
    }

    private static double number(Map<String, Object> config, String key) {
        return (Double) config.get(key);
    }
}
