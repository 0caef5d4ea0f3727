package lstm4j.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.layer.RuleException;
import lstm4j.train.Loss;
import lstm4j.train.Metric;
import lstm4j.train.Optimizer;

/**
 * How a model was compiled, from {@code compile_config} (Keras 3) or {@code training_config} (legacy files). Nothing here
 * fails, since predictions do not depend on it: what lstm4j does not have becomes an obstacle to training, or a warning where
 * only something shown is lost.
 */
final class CompileReader {
    private static final double BINARY_THRESHOLD = 0.5;

    private final Reading reading;

    private CompileReader(Reading reading) {
        this.reading = reading;
    }

    /** Whatever is known; {@code config} may be null. */
    static Compilation read(Json config, Reading reading) {
        if (config == null || !config.isObject()) {
            return Compilation.NONE;
        }
        CompileReader reader = new CompileReader(reading);
        Json optimizer = config.get("optimizer") != null ? config.get("optimizer") : config.get("optimizer_config");
        reader.warnOfWeights(config);
        return new Compilation(reader.optimizer(optimizer), reader.loss(config.get("loss")), reader.metrics(config.get("metrics")));
    }

    private void warnOfWeights(Json config) {
        Json weights = config.get("loss_weights");
        if (weights != null && !weights.toText().matches("\\[]|\\{}|\\[?1(\\.0)?]?|\\{\"[^\"]*\": ?1(\\.0)?}")) {
            reading.obstacle("compile: the loss_weights " + weights + " are not those of one plain loss, which is what lstm4j has");
        }
        for (String option : List.of("weighted_metrics", "sample_weight_mode")) {
            if (config.get(option) != null && !config.get(option).toText().matches("\\[]|\\{}|false")) {
                reading.warn("compile: " + option + " was not read; it changes what is shown when you train on with sample weights");
            }
        }
    }

    private Optimizer optimizer(Json json) {
        if (json == null) {
            return null;
        }
        try {
            return OptimizerConfigs.read(json, reading);
        } catch (ModelFormatException | RuleException e) {
            reading.obstacle("compile: the optimizer was not read (" + firstLine(e) + ")");
            return null;
        }
    }

    private Loss loss(Json json) {
        if (json == null) {
            return null;
        }
        try {
            Loss loss = readLoss(json);
            if (loss == null) {
                reading.obstacle("compile: the loss " + json + " is none that lstm4j has");
            }
            return loss;
        } catch (ModelFormatException | RuleException e) {
            reading.obstacle("compile: the loss was not read (" + firstLine(e) + ")");
            return null;
        }
    }

    private static String firstLine(Exception e) {
        return e.getMessage().split("\\R", 2)[0].replaceAll("\\.$", "");
    }

    private static Loss readLoss(Json json) throws ModelFormatException {
        if (json.isList() && json.list().size() == 1) {
            return readLoss(json.list().get(0));
        }
        if (json.isObject() && json.get("class_name") == null && json.members().size() == 1) {
            return readLoss(json.members().values().iterator().next());
        }
        String name = name(json);
        Loss loss = switch (name.replace("_", "").toLowerCase(Locale.ROOT)) {
            case "mse", "meansquarederror" -> Loss.MSE;
            case "mae", "meanabsoluteerror" -> Loss.MAE;
            case "huber", "huberloss" -> Loss.HUBER;
            case "binarycrossentropy" -> Loss.BINARY_CROSSENTROPY;
            case "mape", "meanabsolutepercentageerror" -> Loss.MEAN_ABSOLUTE_PERCENTAGE_ERROR;
            case "msle", "meansquaredlogarithmicerror" -> Loss.MEAN_SQUARED_LOGARITHMIC_ERROR;
            case "logcosh" -> Loss.LOG_COSH;
            case "poisson" -> Loss.POISSON;
            case "cosinesimilarity" -> Loss.COSINE_SIMILARITY;
            case "hinge" -> Loss.HINGE;
            case "squaredhinge" -> Loss.SQUARED_HINGE;
            case "categoricalhinge" -> Loss.CATEGORICAL_HINGE;
            case "kld", "kldivergence", "kullbackleiblerdivergence" -> Loss.KL_DIVERGENCE;
            case "categoricalcrossentropy" -> Loss.CATEGORICAL_CROSSENTROPY;
            case "sparsecategoricalcrossentropy" -> Loss.SPARSE_CATEGORICAL_CROSSENTROPY;
            default -> null;
        };
        Json config = json.get("config");
        return loss == null || config == null || !config.isObject() ? loss : withOptions(loss, config);
    }

    /** The loss with the options of its object; null where one of them is none that lstm4j has. */
    private static Loss withOptions(Loss loss, Json config) throws ModelFormatException {
        Json reduction = config.get("reduction");
        boolean mean = reduction == null || reduction.text().equals("sum_over_batch_size") || reduction.text().equals("auto");
        boolean plain = config.get("ignore_class") == null && (config.get("axis") == null || config.get("axis").integer() == -1);
        if (!mean || !plain) {
            return null;
        }
        if (config.get("delta") != null) {
            loss = Loss.huber(config.get("delta").number());
        }
        if (config.get("from_logits") != null && config.get("from_logits").flag()) {
            loss = loss.fromLogits();
        }
        if (config.get("label_smoothing") != null && config.get("label_smoothing").number() != 0) {
            loss = loss.labelSmoothing(config.get("label_smoothing").number());
        }
        return loss;
    }

    private List<Metric> metrics(Json json) {
        List<Metric> metrics = new ArrayList<>();
        collect(json, metrics);
        return metrics;
    }

    private void collect(Json json, List<Metric> into) {
        if (json == null || json.isNull()) {
            return;
        }
        try {
            if (json.isList()) {
                for (Json element : json.list()) {
                    collect(element, into);
                }
                return;
            }
            if (json.isObject() && json.get("class_name") == null) {
                for (Json element : json.members().values()) {
                    collect(element, into);
                }
                return;
            }
            Metric metric = metric(name(json));
            if (metric == null) {
                reading.warn("compile: the metric " + name(json) + " is none that lstm4j has; it was left out");
            } else if (!into.contains(metric)) {
                into.add(metric);
                compareOptions(metric, json);
            }
        } catch (ModelFormatException e) {
            reading.warn("compile: a metric was not read (" + firstLine(e) + ")");
        }
    }

    /** A threshold of its own is an obstacle, a name of its own a warning. */
    private void compareOptions(Metric metric, Json json) throws ModelFormatException {
        Json config = json.isObject() ? json.get("config") : null;
        if (config == null || !config.isObject()) {
            return;
        }
        Json threshold = config.get("threshold");
        if (threshold != null && threshold.number() != BINARY_THRESHOLD) {
            reading.obstacle("compile: " + name(json) + " has the threshold " + threshold + "; that of lstm4j is 0.5");
        }
        Json name = config.get("name");
        if (name != null && !name.text().equals(metric.kerasName())) {
            reading.warn("compile: the metric that Keras calls \"" + name.text() + "\" is called \"" + metric.kerasName() + "\" here");
        }
    }

    private static Metric metric(String name) {
        return switch (name.replace("_", "").toLowerCase(Locale.ROOT)) {
            case "acc", "accuracy" -> Metric.ACCURACY;
            case "binaryaccuracy" -> Metric.BINARY_ACCURACY;
            case "categoricalaccuracy" -> Metric.CATEGORICAL_ACCURACY;
            case "sparsecategoricalaccuracy" -> Metric.SPARSE_CATEGORICAL_ACCURACY;
            case "mae", "meanabsoluteerror" -> Metric.MAE;
            case "mse", "meansquarederror" -> Metric.MSE;
            default -> null;
        };
    }

    /** A loss's or metric's name: a string, the wrapped function of an object, or its class. */
    private static String name(Json json) throws ModelFormatException {
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
