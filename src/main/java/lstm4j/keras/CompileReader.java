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
        reader.warnOfModes(config);
        List<Metric> metrics = new ArrayList<>();
        reader.collect(config.get("metrics"), false, metrics);
        reader.collect(config.get("weighted_metrics"), true, metrics);
        reader.requireOptimizer(optimizer, config.get("loss"));
        return new Compilation(reader.optimizer(optimizer), reader.weighted(reader.loss(config.get("loss")), config.get("loss_weights")), metrics);
    }

    private void requireOptimizer(Json optimizer, Json loss) {
        if (optimizer == null && loss != null) {
            reading.obstacle("compile: the file names a loss and no optimizer, as Keras 3 leaves it in the .keras of a model that it saved as .h5 before");
        }
    }

    private void warnOfModes(Json config) {
        if (config.get("sample_weight_mode") != null && !config.get("sample_weight_mode").toText().matches("\\[]|\\{}|false")) {
            reading.warn("compile: sample_weight_mode was not read; it changes what is shown when you train on with sample weights");
        }
    }

    /** The loss times its weight; weights that are not one number are an obstacle. */
    private Loss weighted(Loss loss, Json weights) {
        try {
            Json one = single(weights);
            return loss == null || one == null ? loss : loss.weight(one.number());
        } catch (ModelFormatException | RuleException e) {
            reading.obstacle("compile: the loss_weights " + weights + " are not those of one loss, which is what lstm4j has");
            return loss;
        }
    }

    /** What nested lists and objects of one element hold; null for nothing, what has several as it is. */
    private static Json single(Json json) throws ModelFormatException {
        if (json == null || json.isNull()) {
            return null;
        }
        List<Json> elements = json.isList() ? json.list() : json.isObject() ? List.copyOf(json.members().values()) : null;
        return elements == null || elements.size() > 1 ? json : elements.isEmpty() ? null : single(elements.get(0));
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

    private Loss readLoss(Json json) throws ModelFormatException {
        if (json.isList() && json.list().size() == 1) {
            return readLoss(json.list().get(0));
        }
        if (json.isObject() && json.get("class_name") == null && json.members().size() == 1) {
            return readLoss(json.members().values().iterator().next());
        }
        String name = KerasObject.name(json);
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
    private Loss withOptions(Loss loss, Json config) throws ModelFormatException {
        Json reduction = config.get("reduction");
        boolean mean = reduction == null || reduction.text().equals("sum_over_batch_size") || reduction.text().equals("auto");
        boolean plain = config.get("ignore_class") == null && (config.get("axis") == null || config.get("axis").integer() == -1);
        if (!mean || !plain) {
            return null;
        }
        if (config.get("delta") != null) {
            loss = Loss.huber(config.get("delta").number());
        } else if (loss.kind() == Loss.Kind.HUBER) {
            reading.warn("compile: the file does not say the delta of Huber, which Keras 3 leaves out; it is taken for 1, as Keras takes it");
        }
        if (config.get("from_logits") != null && config.get("from_logits").flag()) {
            loss = loss.fromLogits();
        }
        if (config.get("label_smoothing") != null && config.get("label_smoothing").number() != 0) {
            loss = loss.labelSmoothing(config.get("label_smoothing").number());
        }
        return loss;
    }

    private void collect(Json json, boolean weighted, List<Metric> into) {
        if (json == null || json.isNull()) {
            return;
        }
        try {
            boolean several = json.isList() || json.isObject() && json.get("class_name") == null;
            for (Json element : !several ? List.<Json>of() : json.isList() ? json.list() : List.copyOf(json.members().values())) {
                collect(element, weighted, into);
            }
            Metric metric = several ? null : MetricConfigs.read(json);
            if (metric != null) {
                into.add(weighted ? metric.weighted() : metric);
            } else if (!several) {
                reading.warn("compile: the metric " + KerasObject.name(json) + " is none that lstm4j has; it was left out");
            }
        } catch (ModelFormatException | RuleException e) {
            reading.warn("compile: a metric was left out (" + firstLine(e) + ")");
        }
    }
}
