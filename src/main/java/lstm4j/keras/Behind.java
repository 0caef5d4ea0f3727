package lstm4j.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import lstm4j.keras.bytes.ModelFormatException;
import lstm4j.keras.json.Json;
import lstm4j.layer.ActivityRegularization;
import lstm4j.layer.FluentLayer;
import lstm4j.layer.Regularizer;
import lstm4j.layer.RuleException;

/**
 * What a layer of a configuration does beside its own work and what is a layer of its own in lstm4j, behind it: an activation
 * that is itself a layer, as {@code Dense(4, activation=LeakyReLU(0.2))}, and {@code activity_regularizer}. Both are layers
 * without weights.
 */
final class Behind {
    /** Layers that work number by number, so that it does not matter whether another one calls them. */
    private static final Set<String> ACTIVATIONS = Set.of("LeakyReLU", "ELU", "ReLU", "ThresholdedReLU");
    private static final Set<String> WITH_ACTIVATION = Set.of("Dense", "TimeDistributedDense", "Conv1D", "Convolution1D", "AtrousConvolution1D");
    private static final Set<String> HOLDING_LAYERS = Set.of("TimeDistributed", "Bidirectional", "RNN");

    private Behind() {
    }

    /** The layers behind this one, which from now on says nothing of them. What is no such layer is left in it, to be refused with the rest. */
    static List<FluentLayer<?>> take(LayerConfig config) {
        List<FluentLayer<?>> behind = new ArrayList<>();
        take(config, "activation", () -> activation(config)).ifPresent(layer -> behind.add(layer.name(config.name + "_activation")));
        take(config, "activity_regularizer", () -> penalty(config)).ifPresent(layer -> behind.add(layer.name(config.name + "_activity")));
        return behind;
    }

    /** What an option says, or null where it says nothing. */
    private interface Reader {
        FluentLayer<?> read() throws ModelFormatException;
    }

    private static Optional<FluentLayer<?>> take(LayerConfig config, String option, Reader reader) {
        try {
            Optional<FluentLayer<?>> layer = Optional.ofNullable(reader.read());
            layer.ifPresent(found -> config.take(option));
            return layer;
        } catch (ModelFormatException | RuleException e) {
            return Optional.empty();
        }
    }

    private static FluentLayer<?> activation(LayerConfig config) throws ModelFormatException {
        Json given = WITH_ACTIVATION.contains(config.className) ? config.get("activation") : null;
        boolean layer = given != null && given.isObject() && ACTIVATIONS.contains(given.need("class_name").text());
        return layer ? LayerReader.read(new LayerConfig(given, config.reading)) : null;
    }

    private static FluentLayer<?> penalty(LayerConfig config) throws ModelFormatException {
        Json given = config.get("activity_regularizer");
        if (given == null || HOLDING_LAYERS.contains(config.className)) {
            return null;
        }
        Regularizer penalty = Regularizers.read(given, config);
        if (penalty.isNone()) {
            return null;
        }
        LayerReader.requireMeans(config);
        config.reading.warn("the activity_regularizer of layer \"" + config.name + "\" is a layer of its own here, an ActivityRegularization");
        return ActivityRegularization.of(penalty.l1(), penalty.l2());
    }
}
