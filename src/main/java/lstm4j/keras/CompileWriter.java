package lstm4j.keras;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import lstm4j.layer.ActivationFunction;
import lstm4j.train.Loss;
import lstm4j.train.RowMetric;

/** How a model was compiled, as Keras writes it. */
final class CompileWriter {
    private CompileWriter() {
    }

    /** {@code compile_config}, or {@code training_config} of the old format; null for a model that is not wholly compiled. */
    static Map<String, Object> write(KerasModel model, boolean legacy) {
        if (!model.optimizer().isPresent() || !model.loss().isPresent()) {
            return null;
        }
        Map<String, Object> config = new LinkedHashMap<>();
        boolean keras2 = LayerWriter.uses(model.architecture(), ActivationFunction.HARD_SIGMOID_KERAS2);
        config.put(legacy ? "optimizer_config" : "optimizer", OptimizerConfigs.write(model.optimizer().get(), legacy, keras2));
        config.put("loss", loss(model.loss().get()));
        double weight = model.loss().get().weight();
        config.put("loss_weights", weight == 1 ? null : (Object) weight);
        config.put("metrics", metrics(model, false));
        config.put("weighted_metrics", metrics(model, true));
        if (!legacy) {
            config.put("run_eagerly", false);
            config.put("steps_per_execution", 1);
        }
        return config;
    }

    private static List<Object> metrics(KerasModel model, boolean weighted) {
        int outputs = model.architecture().outputShape().features();
        int labels = model.loss().get().isSparse() ? RowMetric.CLASS_NUMBERS : outputs;
        List<Object> metrics = model.metrics().stream().filter(metric -> metric.isWeighted() == weighted)
                .map(metric -> MetricConfigs.write(metric, outputs, labels)).collect(Collectors.toList());
        return metrics.isEmpty() ? null : metrics;
    }

    private static Object loss(Loss loss) {
        if (loss.kind() != Loss.Kind.HUBER && !loss.isFromLogits() && loss.labelSmoothing() == 0) {
            return loss.name();
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", loss.name());
        config.put("reduction", "sum_over_batch_size");
        switch (loss.kind()) {
            case HUBER -> config.put("delta", loss.delta());
            case SPARSE_CATEGORICAL_CROSSENTROPY -> config.put("from_logits", loss.isFromLogits());
            default -> {
                config.put("from_logits", loss.isFromLogits());
                config.put("label_smoothing", loss.labelSmoothing());
            }
        }
        String className = switch (loss.kind()) {
            case HUBER -> "Huber";
            case BINARY_CROSSENTROPY -> "BinaryCrossentropy";
            case CATEGORICAL_CROSSENTROPY -> "CategoricalCrossentropy";
            case SPARSE_CATEGORICAL_CROSSENTROPY -> "SparseCategoricalCrossentropy";
            default -> throw new AssertionError("lstm4j bug: the loss " + loss + " has no options");
        };
        return KerasObject.of("keras.losses", className, config);
    }
}
